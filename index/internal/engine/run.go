package engine

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
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
	// own are the sets of the leaves whose lists do not come with any, and of slots that several leaves set.
	own []blockSet
	// docs is room for a list of documents of a block.
	docs [blockDocs]uint16
	// found are the documents of the block that may be returned, counted those of All.
	found, counted blockSet
}

// runner is one query over one segment after the other. It works block by
// block, all lists of a block before the next block:
//
//  1. each list gives the set of its documents (dense lists have it ready);
//  2. the conditions of the query are evaluated on whole sets, and what is to
//     be counted is counted;
//  3. the lists that matter most are scored, from the rarest term on, until
//     the rest together cannot lift a document among the best;
//  4. only the documents that the rest could still lift are looked up in it.
type runner struct {
	*scratch
	// spare are sets for conditions, of which borrowed are in use.
	spare    []*blockSet
	borrowed int
	query    *Query
	seg      *Segment
	segNum   int
	lists    []*List
	// leaves are the scored leaves by falling factor; rest[i] is the most that
	// leaves[i:] can add to a score.
	leaves  []int
	rest    []float32
	factors []float32
	cursors []int // into the sparse lists
	// sets and slots are the documents of each leaf and slot in this block, nil for none.
	sets  []*blockSet
	slots []*blockSet
	norm0 float32 // k1*(1-b)
	norm1 float32 // k1*b/average
	keys  []uint64
	best  *best
	out   *Outcome
	// must and all are those of the query without checks: they hold for every
	// document for which the query's may hold.
	must, all Expr
	verifier
}

// Run executes q. It stops early with the context's error when ctx ends.
func (snap *Snapshot) Run(ctx context.Context, q *Query) (*Outcome, error) {
	defer snap.store.guard.Leave(snap.store.guard.Enter())
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
	r := &runner{query: q, best: &best{k: q.K, ties: make([][2][]uint64, len(snap.Segments))}, out: out}
	r.verifier = newVerifier(ctx, q)
	r.must, r.all = Possible(q.Must), Possible(q.All)
	r.weigh(snap)
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

// weigh computes what each leaf can give and orders the leaves by it.
func (r *runner) weigh(snap *Snapshot) {
	q := r.query
	r.factors = make([]float32, len(q.Leaves))
	for j := range q.Leaves {
		l := &q.Leaves[j]
		r.factors[j] = float32(l.Weight * q.MixedIDF(l, snap.Docs, r.out.DocFreqs[j]) * (q.K1 + 1))
		if r.factors[j] > 0 {
			r.leaves = append(r.leaves, j)
		}
	}
	slices.SortStableFunc(r.leaves, func(a, b int) int { return cmp.Compare(r.factors[b], r.factors[a]) })
	r.rest = make([]float32, len(r.leaves)+1)
	for i := len(r.leaves) - 1; i >= 0; i-- {
		r.rest[i] = r.rest[i+1] + r.factors[r.leaves[i]]
	}
	r.norm0 = float32(q.K1 * (1 - q.B))
	r.norm1 = float32(q.K1 * q.B / snap.AverageLength())
}

func (r *runner) prepare() {
	leaves, slots := len(r.query.Leaves), r.query.Slots
	if n := leaves + slots; len(r.own) < n {
		r.own = make([]blockSet, n)
	}
	// A query that was cut short leaves scores behind.
	clear(r.scores[:])
	r.cursors = make([]int, leaves)
	sets := make([]*blockSet, leaves+slots)
	r.sets, r.slots = sets[:leaves], sets[leaves:]
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
		if r.best.ties[r.segNum][i], err = r.seg.Numbers(name); err != nil {
			return err
		}
	}
	for block := 0; block<<blockBits < r.seg.Docs; block++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.block(block)
	}
	return r.stopped
}

// block finds, counts and scores the documents of one block.
func (r *runner) block(block int) {
	found := r.findSets(block)
	q := r.query
	if !found && r.must == nil {
		return
	}
	candidates, all := &r.found, &r.counted
	r.candidates(block, candidates)
	r.out.Candidates += candidates.len()
	*all = *candidates
	if r.all != nil {
		r.narrow(r.all, block, all)
	}
	r.verifyBlock(block, candidates, all)
	r.count(block, all)
	switch {
	case q.K == 0:
	case q.Order != ByScore:
		r.offerKeys(block, all)
	default:
		r.offerScores(block, candidates, all)
	}
	for i, list := range r.lists {
		if r.sets[i] != nil && list.sparse != nil {
			r.cursors[i] = list.cursorAfter(r.cursors[i], uint32(block+1)<<blockBits)
		}
	}
}

func (l *List) cursorAfter(cursor int, end uint32) int {
	for cursor < len(l.sparse) && l.sparse[cursor] < end {
		cursor++
	}
	return cursor
}

// findSets sets r.sets and r.slots for the block and reports whether any leaf has documents in it.
func (r *runner) findSets(block int) bool {
	clear(r.slots)
	found := false
	for i, list := range r.lists {
		set := r.leafSet(i, list, block)
		r.sets[i] = set
		if set == nil {
			continue
		}
		found = true
		n := r.query.Leaves[i].Slot
		switch {
		case n == NoSlot:
		case r.slots[n] == nil:
			r.slots[n] = set
		default:
			union := &r.own[len(r.lists)+n]
			if r.slots[n] != union {
				*union = *r.slots[n]
				r.slots[n] = union
			}
			union.add(set)
		}
	}
	return found
}

// leafSet returns the documents of a list in the block, nil for none.
func (r *runner) leafSet(i int, list *List, block int) *blockSet {
	set := &r.own[i]
	switch {
	case list.dense != nil:
		return list.set(block)
	case list.starts != nil:
		docs := list.docs[list.starts[block]:list.starts[block+1]]
		if len(docs) == 0 {
			return nil
		}
		*set = blockSet{}
		for _, doc := range docs {
			set[doc/64%blockWords] |= 1 << (doc % 64)
		}
		return set
	}
	first := r.cursors[i]
	end := uint32(block+1) << blockBits
	if first >= len(list.sparse) || list.sparse[first] >= end {
		return nil
	}
	*set = blockSet{}
	for _, doc := range list.sparse[first:] {
		if doc >= end {
			break
		}
		set[doc/64%blockWords] |= 1 << (doc % 64)
	}
	return set
}

// add makes s the union of s and other.
func (s *blockSet) add(other *blockSet) {
	for w := range s {
		s[w] |= other[w]
	}
}

// len is how many documents the set has.
func (s *blockSet) len() (n int) {
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// candidates sets the live documents of the block that may be returned.
func (r *runner) candidates(block int, out *blockSet) {
	r.liveWords(block, out)
	if r.must != nil {
		r.narrow(r.must, block, out)
		if !r.query.NeedScore {
			return
		}
	}
	var any blockSet
	for i, set := range r.sets {
		if set != nil && r.query.Leaves[i].Slot != NoSlot && r.query.Leaves[i].Weight > 0 {
			any.add(set)
		}
	}
	for w := range out {
		out[w] &= any[w]
	}
}

// liveWords sets the documents of the block that exist and are not deleted.
func (r *runner) liveWords(block int, out *blockSet) {
	first := block * blockWords
	if r.seg.live != nil {
		*out = blockSet{}
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
		default:
			out[w] = 0
		}
		rest -= 64
	}
}

// countUnsure counts a document that was verified one by one.
func (r *runner) countUnsure(all bool) {
	if r.unsure && all {
		r.out.Total++
	}
}

func (r *runner) count(block int, all *blockSet) {
	if r.unsure {
		return
	}
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

func (r *runner) offerKeys(block int, all *blockSet) {
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
			s := Scored{Place: Place{r.segNum, doc}, Score: key, All: true}
			if !r.best.takes(&s) {
				continue
			}
			if _, counted := r.verified(doc, true); counted {
				r.countUnsure(true)
				r.best.offer(s)
			}
		}
	}
}

// noKey is greater than any key: keys are at most 2^53.
const noKey = 1 << 60
