package engine

import (
	"context"
	"math/bits"
)

// Snapshot is a consistent view of an index.
type Snapshot struct {
	Segments []*Segment
	// Docs counts all documents, Live those that are not deleted.
	Docs, Live  int
	totalLength float64
	store       *Store
}

// AverageLength is the mean weighted length, at least 1.
func (snap *Snapshot) AverageLength() float64 {
	if snap.Docs == 0 || snap.totalLength < float64(snap.Docs) {
		return 1
	}
	return snap.totalLength / float64(snap.Docs)
}

// scratch is the working memory of one running query, reused.
type scratch struct {
	scores [blockDocs]float32
	slots  [][blockWords]uint64
	filled []bool // slots with any bit in this block
}

// runner is one query over one segment.
type runner struct {
	*scratch
	query   *Query
	seg     *Segment
	segNum  int
	lists   []*List
	cursors []int // into the sparse lists
	factors []float32
	norm0   float32 // k1*(1-b)
	norm1   float32 // k1*b/average
	keys    []uint64
	ties    [2][]uint64
	best    *best
	out     *Outcome
}

// Run executes q. It stops early with the context's error when ctx ends.
func (snap *Snapshot) Run(ctx context.Context, q *Query) (*Outcome, error) {
	lists := make([][]*List, len(snap.Segments))
	out := &Outcome{DocFreqs: make([]int, len(q.Leaves))}
	for i, seg := range snap.Segments {
		lists[i] = make([]*List, len(q.Leaves))
		for j := range q.Leaves {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			list, err := seg.list(q.Leaves[j].key(), q.Leaves[j].Terms)
			if err != nil {
				return nil, err
			}
			lists[i][j] = list
			out.DocFreqs[j] += list.Len()
		}
	}
	r := &runner{query: q, best: newBest(q.K), out: out}
	r.factors = make([]float32, len(q.Leaves))
	for j := range q.Leaves {
		r.factors[j] = float32(q.Leaves[j].Weight * q.MixedIDF(&q.Leaves[j], snap.Docs, out.DocFreqs[j]) * (q.K1 + 1))
	}
	r.norm0 = float32(q.K1 * (1 - q.B))
	r.norm1 = float32(q.K1 * q.B / snap.AverageLength())
	r.scratch = snap.store.pool.Get().(*scratch)
	defer snap.store.pool.Put(r.scratch)
	r.prepare()
	for i, seg := range snap.Segments {
		r.seg, r.segNum, r.lists = seg, i, lists[i]
		if err := r.segment(ctx); err != nil {
			return nil, err
		}
	}
	out.Best = r.best.sorted()
	return out, nil
}

func (r *runner) prepare() {
	if n := r.query.Slots; len(r.slots) < n {
		r.slots, r.filled = make([][blockWords]uint64, n), make([]bool, n)
	}
	// A query that was cut short leaves scores and bits behind.
	clear(r.scores[:])
	clear(r.slots)
	clear(r.filled)
	r.cursors = make([]int, len(r.query.Leaves))
}

func (r *runner) segment(ctx context.Context) error {
	clear(r.cursors)
	if r.query.Order != ByScore {
		var err error
		if r.keys, err = r.seg.Numbers(r.query.Keys); err != nil {
			return err
		}
	}
	for i, name := range r.query.Ties {
		if name == "" {
			continue
		}
		var err error
		if r.ties[i], err = r.seg.Numbers(name); err != nil {
			return err
		}
	}
	for block := 0; block<<blockBits < r.seg.Docs; block++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.block(block)
	}
	return nil
}

// block scores one block and offers its documents.
func (r *runner) block(block int) {
	for i := range r.query.Slots {
		if r.filled[i] {
			r.slots[i] = [blockWords]uint64{}
			r.filled[i] = false
		}
	}
	touched := false
	for i := range r.query.Leaves {
		touched = r.leaf(i, block) || touched
	}
	if !touched && r.query.Must == nil {
		return
	}
	var candidates, all [blockWords]uint64
	r.candidates(block, &candidates)
	if r.query.All == nil {
		all = candidates
	} else {
		r.eval(r.query.All, block, &candidates, &all)
	}
	r.count(block, &all)
	if r.query.Order == ByScore {
		r.offerScores(block, &candidates, &all)
	} else {
		r.offerKeys(block, &all)
	}
	if touched {
		clear(r.scores[:])
	}
}

// leaf adds one leaf's scores and match bits; it reports whether the block has any.
func (r *runner) leaf(i, block int) bool {
	list, leaf := r.lists[i], &r.query.Leaves[i]
	var slot *[blockWords]uint64
	if leaf.Slot != NoSlot {
		slot = &r.slots[leaf.Slot]
	}
	base := block << blockBits
	var found bool
	if list.starts == nil {
		found = r.sparseLeaf(i, list, uint32(base), slot)
	} else if lo, hi := list.starts[block], list.starts[block+1]; lo < hi {
		found = true
		lengths := r.seg.data.lengths[base:min(base+blockDocs, r.seg.Docs)]
		if r.factors[i] != 0 {
			r.score(list.docs[lo:hi], list.freqs[lo:hi], lengths, r.factors[i])
		}
		if slot != nil {
			for _, doc := range list.docs[lo:hi] {
				slot[doc/64%blockWords] |= 1 << (doc % 64)
			}
		}
	}
	if found && slot != nil {
		r.filled[leaf.Slot] = true
	}
	return found
}

// score is the innermost loop of the program: one posting an iteration.
func (r *runner) score(docs []uint16, freqs []uint8, lengths []float32, factor float32) {
	freqs = freqs[:len(docs)]
	norm0, norm1 := r.norm0, r.norm1
	for i, doc := range docs {
		freq := float32(freqs[i])
		r.scores[doc%blockDocs] += factor * freq / (freq + norm0 + norm1*lengths[doc])
	}
}

func (r *runner) sparseLeaf(i int, list *List, base uint32, slot *[blockWords]uint64) bool {
	cursor := r.cursors[i]
	first := cursor
	for ; cursor < len(list.sparse) && list.sparse[cursor] < base+blockDocs; cursor++ {
		doc := list.sparse[cursor]
		freq := float32(list.freqs[cursor])
		r.scores[doc-base] += r.factors[i] * freq / (freq + r.norm0 + r.norm1*r.seg.data.lengths[doc])
		if slot != nil {
			slot[(doc-base)/64] |= 1 << (doc % 64)
		}
	}
	r.cursors[i] = cursor
	return cursor > first
}

// candidates sets the live documents of the block that may be returned.
func (r *runner) candidates(block int, out *[blockWords]uint64) {
	r.liveWords(block, out)
	if r.query.Must != nil {
		within := *out
		r.eval(r.query.Must, block, &within, out)
		if !r.query.NeedScore {
			return
		}
	}
	var any [blockWords]uint64
	for i := range r.query.Leaves {
		l := &r.query.Leaves[i]
		if l.Slot == NoSlot || l.Weight == 0 || !r.filled[l.Slot] {
			continue
		}
		for w, word := range &r.slots[l.Slot] {
			any[w] |= word
		}
	}
	for w := range out {
		out[w] &= any[w]
	}
}

// liveWords sets the documents of the block that exist and are not deleted.
func (r *runner) liveWords(block int, out *[blockWords]uint64) {
	first := block * blockWords
	if r.seg.live != nil {
		copy(out[:], r.seg.live[first:])
		return
	}
	rest := r.seg.Docs - block<<blockBits
	for w := range out {
		switch {
		case rest >= 64:
			out[w] = ^uint64(0)
		case rest > 0:
			out[w] = 1<<rest - 1
		}
		rest -= 64
	}
}

func (r *runner) count(block int, all *[blockWords]uint64) {
	for w, word := range all {
		r.out.Total += bits.OnesCount64(word)
		if r.query.Each == nil {
			continue
		}
		for ; word != 0; word &= word - 1 {
			r.query.Each(r.segNum, uint32(block<<blockBits+w*64+bits.TrailingZeros64(word)))
		}
	}
}

func (r *runner) offerScores(block int, candidates, all *[blockWords]uint64) {
	threshold := r.best.threshold()
	for w, word := range candidates {
		for ; word != 0; word &= word - 1 {
			bit := bits.TrailingZeros64(word)
			if score := r.scores[w*64+bit]; score >= threshold {
				doc := uint32(block<<blockBits + w*64 + bit)
				r.best.offer(Scored{
					Seg: r.segNum, Doc: doc, Score: float64(score), All: all[w]>>bit&1 == 1, ties: r.tiesOf(doc),
				})
				threshold = r.best.threshold()
			}
		}
	}
}

func (r *runner) offerKeys(block int, all *[blockWords]uint64) {
	for w, word := range all {
		for ; word != 0; word &= word - 1 {
			doc := uint32(block<<blockBits + w*64 + bits.TrailingZeros64(word))
			key := float64(r.keys[doc])
			if r.query.Order == ByKeyAscending {
				// Documents without a key come last in either order.
				if key == 0 {
					key = noKey
				}
				key = -key
			}
			r.best.offer(Scored{Seg: r.segNum, Doc: doc, Score: key, All: true, ties: r.tiesOf(doc)})
		}
	}
}

func (r *runner) tiesOf(doc uint32) (ties [2]uint64) {
	for i, column := range r.ties {
		if column != nil {
			ties[i] = column[doc]
		}
	}
	return ties
}

// noKey is greater than any key: keys are at most 2^53.
const noKey = 1 << 60
