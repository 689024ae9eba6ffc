package index

import (
	"github.com/newssearch/newssearch/analyzer"
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
