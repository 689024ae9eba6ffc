package wordorder

import (
	"slices"
	"sync"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/offheap"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// Sequences keeps articles as sequences of numbered terms: what phrases and
// neighbouring words are checked against. Positions are not in the index: an
// article that is not here is read again, which takes some microseconds. It is safe
// for concurrent use.
//
// What Warm reads lies outside of Go's heap: it stays readable to whoever has
// entered Guard, and Close frees it.
type Sequences struct {
	// Guard is entered before the segments are looked up that are asked about.
	Guard offheap.Guard

	codec   *stored.Codec
	budget  int64
	readers sync.Pool // *reader
	// changed, when not nil, is told of bytes, except those of some, whenever they change.
	changed func(bytes int64)

	vocabulary *wordcode.Vocabulary

	mu       sync.RWMutex
	numbers  map[string]uint16 // of terms that the vocabulary lacks
	spelt    map[string]uint16 // of such words as they are written
	folds    [1 << 16]uint16   // the number of each term's fold, see needFolds
	folded   bool
	segments map[uint64]*segmentWords
	bytes    int64 // of all segments, those of some left out
	some     int64 // bytes of all their documents read one by one

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
	bytes  int64       // except those of some
}

// wordBlock are the sequences of engine.BlockDocs documents: those of number d
// in the block are words[starts[d]:starts[d+1]].
type wordBlock struct {
	region *offheap.Region
	starts []uint32
	words  []uint16
}

func newWordBlock(starts []uint32, words []uint16) wordBlock {
	b := wordBlock{region: offheap.Alloc(offheap.SizeOf[uint32](len(starts)) + offheap.SizeOf[uint16](len(words)))}
	b.starts, b.words = offheap.Carve[uint32](b.region, len(starts)), offheap.Carve[uint16](b.region, len(words))
	copy(b.starts, starts)
	copy(b.words, words)
	return b
}

// someOverhead is what an entry of segmentWords.some takes besides its numbers.
const someOverhead = 56

// SomeShare is the part of the budget, one in SomeShare, that documents may take
// which are read one by one. They lie on Go's heap, which takes twice of what is in use.
const SomeShare = 10

// New returns sequences of the articles that codec reads, which take at most
// budget bytes. changed, when not nil, is told how many are taken by what Warm
// reads, whenever that changes.
func New(codec *stored.Codec, budget int64, changed func(bytes int64)) *Sequences {
	s := &Sequences{codec: codec, budget: budget, changed: changed, vocabulary: wordcode.Builtin(),
		numbers: map[string]uint16{}, spelt: map[string]uint16{}, segments: map[uint64]*segmentWords{}}
	s.readers.New = func() any { return &reader{sequences: s, tokenizer: analyzer.NewTokenizer()} }
	return s
}

// known returns a sequence that is kept, or nil.
func (s *Sequences) known(segment uint64, doc uint32) []uint16 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.segments[segment].sequence(doc)
}

// Of returns the numbers of the parts of a document: title, lead, body, captions
// and tags, each ended by FieldEnd. It is not to be changed, nor used after the guard was left.
func (s *Sequences) Of(seg *engine.Segment, doc uint32) ([]uint16, error) {
	if seq := s.known(seg.Number(), doc); seq != nil {
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
	if size > s.budget/SomeShare/4 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.segment(number)
	if w.sequence(doc) != nil {
		return
	}
	s.makeRoom(size)
	if w.some == nil {
		w.some = map[uint32][]uint16{}
	}
	w.some[doc] = seq
	s.some += size
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

// makeRoom drops documents that were read one by one until size bytes fit. The
// caller holds s.mu.
func (s *Sequences) makeRoom(size int64) {
	for _, w := range s.segments {
		for doc := range w.some {
			if s.some+size <= s.budget/SomeShare {
				return
			}
			s.drop(w, doc)
		}
	}
}

// drop forgets a document that was read by itself. The caller holds s.mu.
func (s *Sequences) drop(w *segmentWords, doc uint32) {
	s.some -= int64(2*cap(w.some[doc]) + someOverhead)
	delete(w.some, doc)
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
			s.forget(number, w)
		}
	}
}

// forget drops a segment. The caller holds s.mu.
func (s *Sequences) forget(number uint64, w *segmentWords) {
	for doc := range w.some {
		s.drop(w, doc)
	}
	for i := range w.blocks {
		s.Guard.Retire(w.blocks[i].region)
	}
	if w.slices != nil {
		s.Guard.Retire(w.slices.region)
	}
	delete(s.segments, number)
	s.take(nil, -w.bytes)
}

// take counts bytes that a segment takes more, those of w unless it is nil. The caller holds s.mu.
func (s *Sequences) take(w *segmentWords, bytes int64) {
	if w != nil {
		w.bytes += bytes
	}
	s.bytes += bytes
	if s.changed != nil && bytes != 0 {
		s.changed(s.bytes)
	}
}

// Close frees everything. Nothing may use s afterwards.
func (s *Sequences) Close() {
	s.Keep(nil)
}

// fits reports whether so many bytes more are within the budget. The caller holds s.mu.
func (s *Sequences) fits(size int64) bool { return s.bytes+size <= s.budget-s.budget/SomeShare }

// Used is the number of bytes held.
func (s *Sequences) Used() int64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.bytes + s.some
}
