package index

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/wordcode"
)

// forward keeps articles as sequences of numbered terms: what phrases and
// neighbouring words are checked against. Positions are not in the index: an
// article that is not here is read again, which takes some microseconds.
//
// Entries are keyed by content hash, not by segment and document, so that they
// survive merges and can never be those of an older version of an article.
type forward struct {
	index  *Index
	budget int64

	vocabulary *wordcode.Vocabulary

	mu      sync.RWMutex
	numbers map[string]uint16 // of terms that the vocabulary lacks
	spelt   map[string]uint16 // of such words as they are written
	docs    map[uint64][]uint16
	slices  map[uint64]*pairSlices // by segment
	bytes   int64                  // of docs and slices
}

const (
	// fieldEnd stands after the title, after the lead and after each part of the body.
	fieldEnd = 0
	// firstShared is the first number that several rare terms share. Those below
	// belong to one term: first those of the vocabulary, then others as they come.
	firstShared = 64_000
	sharedSlots = 1<<16 - firstShared
	// forwardOverhead is what an entry takes besides its numbers.
	forwardOverhead = 56
)

func newForward(x *Index, budget int64) *forward {
	return &forward{index: x, budget: budget, vocabulary: wordcode.Builtin(),
		numbers: map[string]uint16{}, spelt: map[string]uint16{}, docs: map[uint64][]uint16{}, slices: map[uint64]*pairSlices{}}
}

// number returns the number of a term of the collection.
func (f *forward) number(term string) uint16 {
	n := f.vocabulary.Number(term)
	if n != 0 {
		return n
	}
	f.mu.RLock()
	n = f.numbers[term]
	f.mu.RUnlock()
	if n != 0 {
		return n
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.newNumber(term)
}

// newNumber gives a term that the vocabulary lacks a number when it has none.
// The caller holds f.mu.
func (f *forward) newNumber(term string) uint16 {
	n := f.numbers[term]
	switch {
	case n != 0:
		return n
	case f.vocabulary.Len()+len(f.numbers) < firstShared-1:
		n = uint16(f.vocabulary.Len() + len(f.numbers) + 1)
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
	b := f.index.pool.Get().(*documentBuilder)
	defer f.index.pool.Put(b)
	if seq, err = f.read(seg, doc, b); err != nil {
		return nil, err
	}
	f.keep(hashes[doc], seq)
	return seq, nil
}

// read makes the sequence of a stored article.
func (f *forward) read(seg *engine.Segment, doc uint32, b *documentBuilder) (seq []uint16, err error) {
	coded := false
	stored := seg.Stored(doc, func(name string, value []byte) {
		if name == fieldArticle && len(value) > 0 && value[0] == formWords {
			coded = true
			b.numbers, err = f.numberWords(b.numbers[:0], b, value)
		}
	})
	if err = cmp.Or(stored, err); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", f.index.path, ErrDamaged, err)
	}
	if coded {
		return slices.Clone(b.numbers), nil
	}
	a, err := f.index.article(seg, doc)
	if err != nil {
		return nil, err
	}
	return f.append(nil, b, &a), nil
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
