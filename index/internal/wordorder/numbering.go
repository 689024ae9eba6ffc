package wordorder

import (
	"github.com/newssearch/newssearch/analyzer"
)

const (
	// FieldEnd stands after the title, after the lead and after each part of the body.
	FieldEnd = 0
	// firstShared is the first number that several rare terms share. Those below
	// belong to one term: first those of the vocabulary, then others as they come.
	firstShared = 64_000
	sharedSlots = 1<<16 - firstShared
)

// OfOneTerm reports whether no other term has the number n.
func OfOneTerm(n uint16) bool { return n < firstShared }

// Number returns the number of a term of the collection.
func (s *Sequences) Number(term string) uint16 {
	n := s.vocabulary.Number(term)
	if n != 0 {
		return n
	}
	s.mu.RLock()
	n = s.numbers[term]
	s.mu.RUnlock()
	if n != 0 {
		return n
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.newNumber(term)
}

// newNumber gives a term that the vocabulary lacks a number when it has none.
// The caller holds s.mu.
func (s *Sequences) newNumber(term string) uint16 {
	n := s.numbers[term]
	switch {
	case n != 0:
		return n
	case s.vocabulary.Len()+len(s.numbers) < firstShared-1:
		n = uint16(s.vocabulary.Len() + len(s.numbers) + 1)
		s.numbers[term] = n
		s.setFold(n, term)
		return n
	}
	n = sharedNumber(term)
	s.folds[n] = n
	return n
}

// setFold notes the number of a term's fold. The caller holds s.mu.
func (s *Sequences) setFold(n uint16, term string) {
	s.folds[n] = n
	if fold := analyzer.Fold(term); fold != term {
		if s.folds[n] = s.vocabulary.Number(fold); s.folds[n] == 0 {
			s.folds[n] = s.newNumber(fold)
		}
	}
}

// needFolds numbers the folds of the vocabulary, which only slices need.
func (s *Sequences) needFolds() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.folded {
		return
	}
	s.folded = true
	for n := range s.vocabulary.Len() {
		if term := s.vocabulary.Term(uint16(n + 1)); term != "" {
			s.setFold(uint16(n+1), term)
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
