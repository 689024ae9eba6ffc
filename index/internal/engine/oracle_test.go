package engine_test

import (
	"cmp"
	"slices"
	"testing"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// oracle answers queries as slowly and plainly as can be: document by document,
// from what bleve's own iterators say, with no block, no cache and no bound.
// It holds one snapshot of a collection in maps.
type oracle struct {
	segments []oracleSegment
	docs     int
	average  float64
}

type oracleSegment struct {
	docs    int
	deleted func(doc uint32) bool
	// postings[field][term][doc] is a frequency.
	postings map[string]map[string]map[uint32]uint64
	lengths  []float32
}

func newOracle(t testing.TB, reader *scorch.IndexSnapshot) *oracle {
	t.Helper()
	o := &oracle{}
	total := 0.0
	for _, s := range reader.Segments() {
		seg := oracleSegment{
			docs: int(s.Segment().Count()), postings: map[string]map[string]map[uint32]uint64{},
			deleted: func(doc uint32) bool { return s.Deleted() != nil && s.Deleted().Contains(doc) },
		}
		for _, field := range s.Segment().Fields() {
			seg.postings[field] = readField(t, s.Segment(), field)
		}
		seg.lengths = make([]float32, seg.docs)
		for doc, packed := range seg.postings[engine.NumbersField][engine.LengthsTerm] {
			length := engine.UnpackLengths(packed).Weighted(weights)
			seg.lengths[doc] = float32(length)
			total += length
		}
		o.docs += seg.docs
		o.segments = append(o.segments, seg)
	}
	o.average = max(1, total/float64(max(o.docs, 1)))
	return o
}

func readField(t testing.TB, s segment.Segment, field string) map[string]map[uint32]uint64 {
	dict, err := s.Dictionary(field)
	if err != nil {
		t.Fatal(err)
	}
	terms := map[string]map[uint32]uint64{}
	for it := dict.AutomatonIterator(nil, nil, nil); ; {
		entry, err := it.Next()
		if err != nil {
			t.Fatal(err)
		}
		if entry == nil {
			return terms
		}
		if field == "_id" {
			continue
		}
		list, err := dict.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		docs := map[uint32]uint64{}
		for postings := list.Iterator(true, true, false, nil); ; {
			p, err := postings.Next()
			if err != nil {
				t.Fatal(err)
			}
			if p == nil {
				break
			}
			docs[uint32(p.Number())] = p.Frequency()
		}
		terms[entry.Term] = docs
	}
}

// The largest frequency that counts, of a term in a field and of a leaf.
const most = 255

// leaf is the weighted frequency of a leaf in every document of a segment that has it.
func (s *oracleSegment) leaf(l *engine.Leaf) map[uint32]float32 {
	sums := map[uint32]uint64{}
	for f := range l.Fields.Each {
		weight := uint64(weights[f])
		if l.Fields == engine.Only(f) {
			weight = 1
		}
		for _, term := range l.Terms {
			for doc, n := range s.postings[f.String()][term] {
				sums[doc] += weight * min(n, most)
			}
		}
	}
	freqs := make(map[uint32]float32, len(sums))
	for doc, sum := range sums {
		freqs[doc] = float32(min(sum, most))
	}
	return freqs
}

// found is one document of the oracle's answer.
type found struct {
	seg   int
	doc   uint32
	score float64
	all   bool
	ties  [2]uint64
}

// answer is what the oracle says about a query.
type answer struct {
	best     []found // all that may be returned, in order
	counted  [][2]int
	docFreqs []int
	probed   []probed
}

// probed is what holds for one document.
type probed struct {
	seg               int
	doc               uint32
	must, all, scored bool
}

// ask scores and matches every document.
func (o *oracle) ask(q *engine.Query) *answer {
	a := &answer{docFreqs: make([]int, len(q.Leaves))}
	freqs := make([][]map[uint32]float32, len(o.segments))
	for s := range o.segments {
		for i := range q.Leaves {
			freqs[s] = append(freqs[s], o.segments[s].leaf(&q.Leaves[i]))
			a.docFreqs[i] += len(freqs[s][i])
		}
	}
	factors := make([]float32, len(q.Leaves))
	order := make([]int, len(q.Leaves))
	for i := range q.Leaves {
		l := &q.Leaves[i]
		factors[i] = float32(l.Weight * q.MixedIDF(l, o.docs, a.docFreqs[i]) * (q.K1 + 1))
		order[i] = i
	}
	// Sums of single precision depend on the order: the greatest factor comes first.
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(factors[j], factors[i]) })
	norm0, norm1 := float32(q.K1*(1-q.B)), float32(q.K1*q.B/o.average)
	for s := range o.segments {
		seg := &o.segments[s]
		for doc := range uint32(seg.docs) {
			if seg.deleted(doc) {
				continue
			}
			d := found{seg: s, doc: doc}
			slots := make([]bool, q.Slots)
			scored := false
			score := float32(0)
			for _, i := range order {
				freq, ok := freqs[s][i][doc]
				if !ok {
					continue
				}
				score += factors[i] * freq / (freq + norm0 + norm1*seg.lengths[doc])
				if slot := q.Leaves[i].Slot; slot != engine.NoSlot {
					slots[slot] = true
					scored = scored || q.Leaves[i].Weight != 0
				}
			}
			if doc%7 == uint32(len(q.Leaves)%7) {
				a.probed = append(a.probed, probed{s, doc, q.Must == nil || holds(q.Must, s, doc, slots), q.All == nil || holds(q.All, s, doc, slots), scored})
			}
			if q.Must != nil && !holds(q.Must, s, doc, slots) || (q.Must == nil || q.NeedScore) && !scored {
				continue
			}
			d.all = q.All == nil || holds(q.All, s, doc, slots)
			if d.all {
				a.counted = append(a.counted, [2]int{s, int(doc)})
			}
			if q.Order != engine.ByScore && !d.all {
				continue
			}
			d.score = seg.key(q, doc, score)
			for i, name := range q.Ties {
				d.ties[i] = seg.postings[engine.NumbersField][name][doc]
			}
			a.best = append(a.best, d)
		}
	}
	slices.SortStableFunc(a.best, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.ties[0], a.ties[0]), cmp.Compare(b.ties[1], a.ties[1]))
	})
	return a
}

// key is what a document is ordered by.
func (s *oracleSegment) key(q *engine.Query, doc uint32, score float32) float64 {
	key := float64(s.postings[engine.NumbersField][q.Keys][doc])
	switch {
	case q.Order == engine.ByKeyDescending:
		return key
	case q.Order == engine.ByKeyAscending && key == 0:
		return -1 << 60
	case q.Order == engine.ByKeyAscending:
		return -key
	}
	return float64(score)
}

// holds evaluates a condition for one document.
func holds(e engine.Expr, seg int, doc uint32, slots []bool) bool {
	switch e := e.(type) {
	case engine.Slot:
		return slots[e]
	case engine.Bits:
		return e[seg][doc/64]>>(doc%64)&1 == 1
	case engine.Not:
		return !holds(e.Expr, seg, doc, slots)
	case engine.Check:
		return holds(e.Expr, seg, doc, slots) && e.Verify(seg, doc)
	case engine.And:
		return !slices.ContainsFunc(e, func(arg engine.Expr) bool { return !holds(arg, seg, doc, slots) })
	case engine.Or:
		return slices.ContainsFunc(e, func(arg engine.Expr) bool { return holds(arg, seg, doc, slots) })
	}
	panic("unknown condition")
}
