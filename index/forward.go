package index

import (
	"sync"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// forward keeps articles as sequences of numbered terms: what phrases and
// neighbouring words are checked against. Positions are not in the index, so
// an article that is not here is read and cut into tokens again.
//
// Entries are keyed by content hash, not by segment and document, so that they
// survive merges and can never be those of an older version of an article.
type forward struct {
	index  *Index
	budget int64

	mu      sync.RWMutex
	numbers map[string]uint16
	docs    map[uint64][]uint16
	slices  map[uint64]*pairSlices // by segment
	bytes   int64                  // of docs and slices
}

const (
	// fieldEnd stands after the title, after the lead and after each part of the body.
	fieldEnd = 0
	// firstShared is the first number that several rare terms share. Those below
	// belong to one term: all the syllables of Vietnamese and the commonest names.
	firstShared = 64_000
	sharedSlots = 1<<16 - firstShared
	// forwardOverhead is what an entry takes besides its numbers.
	forwardOverhead = 56
)

func newForward(x *Index, budget int64) *forward {
	return &forward{index: x, budget: budget, numbers: map[string]uint16{}, docs: map[uint64][]uint16{}, slices: map[uint64]*pairSlices{}}
}

// number returns the number of a term of the collection.
func (f *forward) number(term string) uint16 {
	f.mu.RLock()
	n := f.numbers[term]
	f.mu.RUnlock()
	if n != 0 {
		return n
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.newNumber(term)
}

// newNumber gives term a number when it has none. The caller holds f.mu.
func (f *forward) newNumber(term string) uint16 {
	n := f.numbers[term]
	switch {
	case n != 0:
		return n
	case len(f.numbers) < firstShared-1:
		n = uint16(len(f.numbers) + 1)
		f.numbers[term] = n
		return n
	}
	return sharedNumber(term)
}

// sharedNumber is the number of a term that came too late for one of its own.
func sharedNumber(term string) uint16 {
	h := uint32(2166136261)
	for i := 0; i < len(term); i++ {
		h = (h ^ uint32(term[i])) * 16777619
	}
	return uint16(firstShared + h%sharedSlots)
}

// sequence returns the numbers of the parts of a document: title, lead, body,
// captions and tags, each ended by fieldEnd.
func (f *forward) sequence(seg *engine.Segment, doc uint32) ([]uint16, error) {
	hashes, err := seg.Numbers(columnHash)
	if err != nil {
		return nil, err
	}
	f.mu.RLock()
	seq, ok := f.docs[hashes[doc]]
	f.mu.RUnlock()
	if ok {
		return seq, nil
	}
	a, err := f.index.article(seg, doc)
	if err != nil {
		return nil, err
	}
	b := f.index.pool.Get().(*documentBuilder)
	defer f.index.pool.Put(b)
	seq = f.append(nil, b, &a)
	f.keep(hashes[doc], seq)
	return seq, nil
}

// append numbers the parts of an article's text.
func (f *forward) append(seq []uint16, b *documentBuilder, a *Article) []uint16 {
	for part := range a.searched {
		b.tokens = b.tokenizer.Append(b.tokens[:0], part)
		seq = append(f.appendTokens(seq, b.tokens), fieldEnd)
	}
	return seq
}

func (f *forward) appendTokens(seq []uint16, tokens []analyzer.Token) []uint16 {
	f.mu.RLock()
	i := 0
	for ; i < len(tokens); i++ {
		if tokens[i].Compound {
			continue
		}
		n := f.numbers[tokens[i].Term]
		if n == 0 {
			break
		}
		seq = append(seq, n)
	}
	f.mu.RUnlock()
	if i == len(tokens) {
		return seq
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for ; i < len(tokens); i++ {
		if tokens[i].Compound {
			continue
		}
		seq = append(seq, f.newNumber(tokens[i].Term))
	}
	return seq
}

// keep remembers a sequence while the budget lasts. When it is used up the
// entries make room in no particular order: which articles are looked at next
// is not known either.
func (f *forward) keep(hash uint64, seq []uint16) {
	size := int64(2*cap(seq) + forwardOverhead)
	if hash == 0 || size > f.budget/4 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := f.docs[hash]; ok {
		return
	}
	for old, s := range f.docs {
		if f.bytes+size <= f.budget {
			break
		}
		f.bytes -= int64(2*cap(s) + forwardOverhead)
		delete(f.docs, old)
	}
	f.docs[hash] = seq
	f.bytes += size
}

// used is the number of bytes held.
func (f *forward) used() int64 {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.bytes
}
