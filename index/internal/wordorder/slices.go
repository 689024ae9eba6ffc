package wordorder

import (
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/offheap"
)

// pairSlices tells which documents of a segment may have two terms side by
// side. Each pair of neighbours of a document is hashed to one of pairBuckets bits of
// it, and the bits are kept by bucket, so that the candidates of a phrase are
// the intersection of a few runs of words (bit-sliced signature files, Faloutsos
// 1985). An article of 600 words sets a seventh of its bits, so one in 350
// articles with the words of a phrase of four passes by chance.
//
// Terms are hashed by their folds, so that a phrase typed without marks is one
// pair at each place, not one for each reading.
//
// Slices are made by Warm only: they need every article's words.
type pairSlices struct {
	region *offheap.Region
	blocks int
	words  []uint64 // engine.BlockWords for each block of each bucket
}

const (
	// pairBuckets bits a document: 512 bytes, half of its sequence.
	pairBuckets = 1 << 12
	// minSliced is the least number of documents for which slices are worth
	// their memory: below, looking into each is as fast.
	minSliced = 1024
	// maxSlicedForms bounds the pairs of folds that are looked up for two terms,
	// nearly always one: with more, most articles have one by chance.
	maxSlicedForms = 6
)

func pairBucket(a, b uint16) int {
	return int((uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA77) >> 20)
}

func slicesSize(docs int) int64 {
	blocks := (docs + engine.BlockDocs - 1) / engine.BlockDocs
	return int64(pairBuckets) * int64(blocks) * engine.BlockDocs / 8
}

func newPairSlices(docs int) *pairSlices {
	blocks := (docs + engine.BlockDocs - 1) / engine.BlockDocs
	words := pairBuckets * blocks * engine.BlockWords
	region := offheap.Alloc(offheap.SizeOf[uint64](words))
	return &pairSlices{region: region, blocks: blocks, words: offheap.Carve[uint64](region, words)}
}

// add sets the bits of one document.
func (p *pairSlices) add(doc uint32, seq []uint16, folds *[1 << 16]uint16) {
	word, bit := int(doc%engine.BlockDocs/64), doc%64
	block := int(doc / engine.BlockDocs)
	previous := uint16(FieldEnd)
	for _, number := range seq {
		number = folds[number]
		if previous != FieldEnd && number != FieldEnd {
			at := (pairBucket(previous, number)*p.blocks+block)*engine.BlockWords + word
			p.words[at] |= 1 << bit
		}
		previous = number
	}
}

// block returns the documents of a block that may have the pair of a bucket.
func (p *pairSlices) block(bucket, block int) []uint64 {
	at := (bucket*p.blocks + block) * engine.BlockWords
	return p.words[at : at+engine.BlockWords]
}

// Neighbouring holds in the documents of segments where one of second may stand
// directly behind one of first, as far as is known; nil where slices cannot tell.
func (s *Sequences) Neighbouring(segments []*engine.Segment, first, second []string) engine.Expr {
	// Slices are made of the folds of all terms, which are not there before: the
	// numbers are right for the slices that are found first.
	all := make([]*pairSlices, len(segments))
	known := false
	for i, seg := range segments {
		all[i] = s.slicesOf(seg)
		known = known || all[i] != nil
	}
	if !known {
		return nil
	}
	firsts, seconds := s.foldNumbers(first), s.foldNumbers(second)
	if len(firsts)*len(seconds) > maxSlicedForms {
		return nil
	}
	var buckets []int
	for _, x := range firsts {
		for _, y := range seconds {
			buckets = append(buckets, pairBucket(x, y))
		}
	}
	var union [engine.BlockWords]uint64
	return engine.Blocks(func(seg, block int) []uint64 {
		w := all[seg]
		if w == nil {
			return nil
		}
		if len(buckets) == 1 {
			return w.block(buckets[0], block)
		}
		union = [engine.BlockWords]uint64{}
		for _, bucket := range buckets {
			for w, word := range w.block(bucket, block) {
				union[w] |= word
			}
		}
		return union[:]
	})
}

// foldNumbers are what slices know terms by: the number of their fold, and those
// of rare terms that share theirs with others.
func (s *Sequences) foldNumbers(terms []string) []uint16 {
	var numbers []uint16
	for _, term := range terms {
		number := s.Number(term)
		s.mu.RLock()
		fold := s.folds[number]
		s.mu.RUnlock()
		if !slices.Contains(numbers, fold) {
			numbers = append(numbers, fold)
		}
	}
	return numbers
}

// slicesOf returns the slices of a segment, nil when there are none.
func (s *Sequences) slicesOf(seg *engine.Segment) *pairSlices {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if w := s.segments[seg.Number()]; w != nil {
		return w.slices
	}
	return nil
}
