package index

import (
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
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
// Slices are made by Index.Warm only: they need every article's words.
type pairSlices struct {
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
	return &pairSlices{blocks: blocks, words: make([]uint64, pairBuckets*blocks*engine.BlockWords)}
}

// add sets the bits of one document.
func (p *pairSlices) add(doc uint32, seq []uint16, folds *[1 << 16]uint16) {
	word, bit := int(doc%engine.BlockDocs/64), doc%64
	block := int(doc / engine.BlockDocs)
	previous := uint16(fieldEnd)
	for _, number := range seq {
		number = folds[number]
		if previous != fieldEnd && number != fieldEnd {
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

// neighbouring holds where b may stand directly behind a, as far as is known; nil
// where slices cannot tell.
func (p *plan) neighbouring(a, b *term) engine.Expr {
	f := p.index.forward
	// Slices are made of the folds of all terms, which are not there before: the
	// numbers are right for the slices that are found first.
	all := make([]*pairSlices, len(p.view.Segments))
	known := false
	for i, seg := range p.view.Segments {
		all[i] = f.slicesOf(seg)
		known = known || all[i] != nil
	}
	if !known {
		return nil
	}
	first, second := f.foldNumbers(a), f.foldNumbers(b)
	if len(first)*len(second) > maxSlicedForms {
		return nil
	}
	var buckets []int
	for _, x := range first {
		for _, y := range second {
			buckets = append(buckets, pairBucket(x, y))
		}
	}
	var union [engine.BlockWords]uint64
	return engine.Blocks(func(seg, block int) []uint64 {
		s := all[seg]
		if s == nil {
			return nil
		}
		if len(buckets) == 1 {
			return s.block(buckets[0], block)
		}
		union = [engine.BlockWords]uint64{}
		for _, bucket := range buckets {
			for w, word := range s.block(bucket, block) {
				union[w] |= word
			}
		}
		return union[:]
	})
}

// foldNumbers are what slices know the terms by that t accepts: the number of
// their fold, and those of rare terms that share theirs with others.
func (f *forward) foldNumbers(t *term) []uint16 {
	var numbers []uint16
	for _, accepted := range t.accepted() {
		number := f.number(accepted)
		f.mu.RLock()
		fold := f.folds[number]
		f.mu.RUnlock()
		if !slices.Contains(numbers, fold) {
			numbers = append(numbers, fold)
		}
	}
	return numbers
}

// slicesOf returns the slices of a segment, nil when there are none.
func (f *forward) slicesOf(seg *engine.Segment) *pairSlices {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if s := f.segments[seg.Number()]; s != nil {
		return s.slices
	}
	return nil
}
