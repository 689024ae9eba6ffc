package wordorder

import (
	"slices"
	"sync"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// Sequences keeps articles as sequences of numbered terms: what phrases and
// neighbouring words are checked against. Positions are not in the index: an
// article that is not here is read again, which takes some microseconds. It is safe
// for concurrent use.
type Sequences struct {
	codec   *stored.Codec
	budget  int64
	readers sync.Pool // *reader

	vocabulary *wordcode.Vocabulary

	mu       sync.RWMutex
	numbers  map[string]uint16 // of terms that the vocabulary lacks
	spelt    map[string]uint16 // of such words as they are written
	folds    [1 << 16]uint16   // the number of each term's fold, see needFolds
	folded   bool
	segments map[uint64]*segmentWords
	bytes    int64 // of all segments

	warming sync.Mutex // held by Warm, also for scratch
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

// New returns sequences of the articles that codec reads, which take at most budget bytes.
func New(codec *stored.Codec, budget int64) *Sequences {
	s := &Sequences{codec: codec, budget: budget, vocabulary: wordcode.Builtin(),
		numbers: map[string]uint16{}, spelt: map[string]uint16{}, segments: map[uint64]*segmentWords{}}
	s.readers.New = func() any { return &reader{sequences: s, tokenizer: analyzer.NewTokenizer()} }
	return s
}

// Of returns the numbers of the parts of a document: title, lead, body, captions
// and tags, each ended by FieldEnd. It is not to be changed.
func (s *Sequences) Of(seg *engine.Segment, doc uint32) ([]uint16, error) {
	s.mu.RLock()
	seq := s.segments[seg.Number()].sequence(doc)
	s.mu.RUnlock()
	if seq != nil {
		return seq, nil
	}
	r := s.readers.Get().(*reader)
	defer s.readers.Put(r)
	seq, err := r.read(seg, doc)
	if err != nil {
		return nil, err
	}
	seq = slices.Clone(seq)
	s.keep(seg.Number(), doc, seq)
	return seq, nil
}

// sequence returns what is known of a document, nil for nothing.
func (w *segmentWords) sequence(doc uint32) []uint16 {
	if w == nil {
		return nil
	}
	if block := int(doc / engine.BlockDocs); block < len(w.blocks) {
		b, at := &w.blocks[block], doc%engine.BlockDocs
		return b.words[b.starts[at]:b.starts[at+1]]
	}
	return w.some[doc]
}

// keep remembers a sequence while the budget lasts. When it is used up the
// entries make room in no particular order: which articles are looked at next
// is not known either.
func (s *Sequences) keep(number uint64, doc uint32, seq []uint16) {
	size := int64(2*cap(seq) + someOverhead)
	if size > s.budget/4 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.segment(number)
	if w.sequence(doc) != nil {
		return
	}
	s.makeRoom(size)
	if s.bytes+size > s.budget {
		return
	}
	if w.some == nil {
		w.some = map[uint32][]uint16{}
	}
	w.some[doc] = seq
	w.bytes += size
	s.bytes += size
}

// segment returns the entry of a segment. The caller holds s.mu.
func (s *Sequences) segment(number uint64) *segmentWords {
	w := s.segments[number]
	if w == nil {
		w = &segmentWords{}
		s.segments[number] = w
	}
	return w
}

// makeRoom drops documents that were read one by one until size bytes fit, or
// none is left. The caller holds s.mu.
func (s *Sequences) makeRoom(size int64) {
	for _, w := range s.segments {
		for doc, seq := range w.some {
			if s.bytes+size <= s.budget {
				return
			}
			freed := int64(2*cap(seq) + someOverhead)
			w.bytes -= freed
			s.bytes -= freed
			delete(w.some, doc)
		}
	}
}

// Keep forgets the segments that are not among live: they are no longer part of the index.
func (s *Sequences) Keep(live []*engine.Segment) {
	numbers := make(map[uint64]bool, len(live))
	for _, seg := range live {
		numbers[seg.Number()] = true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for number, w := range s.segments {
		if !numbers[number] {
			s.bytes -= w.bytes
			delete(s.segments, number)
		}
	}
}

// fits reports whether so many bytes more are within the budget, with a tenth to
// spare for documents that are read one by one. The caller holds s.mu.
func (s *Sequences) fits(size int64) bool { return s.bytes+size <= s.budget-s.budget/10 }

// Used is the number of bytes held.
func (s *Sequences) Used() int64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.bytes
}
