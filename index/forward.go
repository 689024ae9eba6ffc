package index

import (
	"slices"
	"sync"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// forward keeps articles as sequences of numbered terms: what phrases and
// neighbouring words are checked against. Positions are not in the index: an
// article that is not here is read again, which takes some microseconds.
type forward struct {
	index  *Index
	budget int64

	vocabulary *wordcode.Vocabulary

	mu       sync.RWMutex
	numbers  map[string]uint16 // of terms that the vocabulary lacks
	spelt    map[string]uint16 // of such words as they are written
	folds    [1 << 16]uint16   // the number of each term's fold, see needFolds
	folded   bool
	segments map[uint64]*segmentWords
	bytes    int64 // of all segments

	warming sync.Mutex // held by Warm
	scratch []uint16   // of Warm
}

// segmentWords are the sequences of one segment.
type segmentWords struct {
	// blocks are those of the first documents, as far as Warm has read them.
	blocks []wordBlock
	// some are other documents, read one by one.
	some map[uint32][]uint16
	// slices tell which documents may have two terms side by side; made by Warm.
	slices *pairSlices
	making *pairSlices // while Warm makes them
	bytes  int64
}

// wordBlock are the sequences of engine.BlockDocs documents: those of number d
// in the block are words[starts[d]:starts[d+1]].
type wordBlock struct {
	starts []uint32
	words  []uint16
}

func (b *wordBlock) bytes() int64 { return int64(4*len(b.starts) + 2*len(b.words)) }

// someOverhead is what an entry of segmentWords.some takes besides its numbers.
const someOverhead = 56

func newForward(x *Index, budget int64) *forward {
	return &forward{index: x, budget: budget, vocabulary: wordcode.Builtin(),
		numbers: map[string]uint16{}, spelt: map[string]uint16{}, segments: map[uint64]*segmentWords{}}
}

// sequence returns the numbers of the parts of a document: title, lead, body,
// captions and tags, each ended by fieldEnd. It is not to be changed.
func (f *forward) sequence(seg *engine.Segment, doc uint32) ([]uint16, error) {
	f.mu.RLock()
	seq := f.segments[seg.Number()].sequence(doc)
	f.mu.RUnlock()
	if seq != nil {
		return seq, nil
	}
	b := f.index.pool.Get().(*documentBuilder)
	defer f.index.pool.Put(b)
	seq, err := f.read(seg, doc, b)
	if err != nil {
		return nil, err
	}
	seq = slices.Clone(seq)
	f.keep(seg.Number(), doc, seq)
	return seq, nil
}

// sequence returns what is known of a document, nil for nothing.
func (s *segmentWords) sequence(doc uint32) []uint16 {
	if s == nil {
		return nil
	}
	if block := int(doc / engine.BlockDocs); block < len(s.blocks) {
		b, at := &s.blocks[block], doc%engine.BlockDocs
		return b.words[b.starts[at]:b.starts[at+1]]
	}
	return s.some[doc]
}

// read makes the sequence of a stored article, which is valid until b is used again.
func (f *forward) read(seg *engine.Segment, doc uint32, b *documentBuilder) (seq []uint16, err error) {
	coded, err := stored.VisitWords(seg, doc, func(field []byte) (err error) {
		b.numbers, err = f.numberWords(b.numbers[:0], b, field)
		return err
	})
	if err != nil {
		return nil, f.index.damage(err)
	}
	if coded {
		return b.numbers, nil
	}
	a, err := f.index.article(seg, doc)
	if err != nil {
		return nil, err
	}
	b.numbers = f.append(b.numbers[:0], b, &a)
	return b.numbers, nil
}

// append numbers the parts of an article's text.
func (f *forward) append(seq []uint16, b *documentBuilder, a *Article) []uint16 {
	for part := range a.searched {
		b.tokens = b.tokenizer.Append(b.tokens[:0], part)
		for i := range b.tokens {
			if t := &b.tokens[i]; !t.Compound {
				seq = append(seq, f.number(t.Term))
			}
		}
		seq = append(seq, fieldEnd)
	}
	return seq
}

// keep remembers a sequence while the budget lasts. When it is used up the
// entries make room in no particular order: which articles are looked at next
// is not known either.
func (f *forward) keep(number uint64, doc uint32, seq []uint16) {
	size := int64(2*cap(seq) + someOverhead)
	if size > f.budget/4 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.segment(number)
	if s.sequence(doc) != nil {
		return
	}
	f.makeRoom(size)
	if f.bytes+size > f.budget {
		return
	}
	if s.some == nil {
		s.some = map[uint32][]uint16{}
	}
	s.some[doc] = seq
	s.bytes += size
	f.bytes += size
}

// segment returns the entry of a segment. The caller holds f.mu.
func (f *forward) segment(number uint64) *segmentWords {
	s := f.segments[number]
	if s == nil {
		s = &segmentWords{}
		f.segments[number] = s
	}
	return s
}

// makeRoom drops documents that were read one by one until size bytes fit, or
// none is left. The caller holds f.mu.
func (f *forward) makeRoom(size int64) {
	for _, s := range f.segments {
		for doc, seq := range s.some {
			if f.bytes+size <= f.budget {
				return
			}
			freed := int64(2*cap(seq) + someOverhead)
			s.bytes -= freed
			f.bytes -= freed
			delete(s.some, doc)
		}
	}
}

// keepSegments forgets the segments that are no longer part of the index.
func (f *forward) keepSegments(v *view) {
	live := make(map[uint64]bool, len(v.Segments))
	for _, seg := range v.Segments {
		live[seg.Number()] = true
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for number, s := range f.segments {
		if !live[number] {
			f.bytes -= s.bytes
			delete(f.segments, number)
		}
	}
}

// fits reports whether so many bytes more are within the budget, with a tenth to
// spare for documents that are read one by one. The caller holds f.mu.
func (f *forward) fits(size int64) bool { return f.bytes+size <= f.budget-f.budget/10 }

// used is the number of bytes held.
func (f *forward) used() int64 {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.bytes
}
