package index

import (
	"fmt"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/stored"
)

const (
	// fieldEnd stands after the title, after the lead and after each part of the body.
	fieldEnd = 0
	// firstShared is the first number that several rare terms share. Those below
	// belong to one term: first those of the vocabulary, then others as they come.
	firstShared = 64_000
	sharedSlots = 1<<16 - firstShared
)

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
		f.setFold(n, term)
		return n
	}
	n = sharedNumber(term)
	f.folds[n] = n
	return n
}

// setFold notes the number of a term's fold. The caller holds f.mu.
func (f *forward) setFold(n uint16, term string) {
	f.folds[n] = n
	if fold := analyzer.Fold(term); fold != term {
		if f.folds[n] = f.vocabulary.Number(fold); f.folds[n] == 0 {
			f.folds[n] = f.newNumber(fold)
		}
	}
}

// needFolds numbers the folds of the vocabulary, which only slices need.
func (f *forward) needFolds() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.folded {
		return
	}
	f.folded = true
	for n := range f.vocabulary.Len() {
		if term := f.vocabulary.Term(uint16(n + 1)); term != "" {
			f.setFold(uint16(n+1), term)
		}
	}
}

// sharedNumber is the number of a term that came too late for one of its own.
func sharedNumber(term string) uint16 {
	h := uint32(2166136261)
	for i := 0; i < len(term); i++ {
		h = (h ^ uint32(term[i])) * 16777619
	}
	return uint16(firstShared + h%sharedSlots)
}

// numberWords appends the numbers of an article that is stored as words to seq.
func (f *forward) numberWords(seq []uint16, b *documentBuilder, field []byte) ([]uint16, error) {
	r, err := stored.OpenWords(field)
	if err != nil {
		return nil, err
	}
	s := speller{f, b}
	for range 3 + r.Captions + r.Tags {
		if seq, err = r.Words(seq, s.number); err != nil {
			return nil, fmt.Errorf("%w: %w", stored.ErrForm, err)
		}
		seq = append(seq, fieldEnd)
	}
	return seq, nil
}

// speller numbers the words that the vocabulary lacks.
type speller struct {
	forward *forward
	builder *documentBuilder
}

func (s speller) number(word []byte, isTerm bool) uint16 {
	if isTerm {
		return s.forward.number(string(word))
	}
	f := s.forward
	f.mu.RLock()
	n := f.spelt[string(word)]
	f.mu.RUnlock()
	if n != 0 {
		return n
	}
	surface := string(word)
	b := s.builder
	b.tokens = b.tokenizer.Append(b.tokens[:0], surface)
	if len(b.tokens) == 0 {
		return fieldEnd // not written by us
	}
	n = f.number(b.tokens[0].Term)
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.spelt) >= maxSpelt {
		clear(f.spelt)
	}
	f.spelt[surface] = n
	return n
}

// maxSpelt bounds the spelt words that are remembered, some 60 bytes each.
const maxSpelt = 1 << 15
