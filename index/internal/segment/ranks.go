package segment

import (
	"cmp"
	"slices"
	"strings"
)

// ranks are the places of the counted terms of a batch in their order.
type ranks struct {
	terms    []string // rising
	lexicons []Lexicon
	of1      [][]uint32 // for each lexicon: number -> 1 + rank, 0 for terms the batch lacks
	found    []found
}

// found is a term of the batch.
type found struct {
	key  uint64 // the first bytes, so that few terms have to be looked at
	word uint32
	from uint32 // its lexicon
}

// of returns the ranks, plus one, of the terms of f by their numbers.
func (r *ranks) of(f *Field) []uint32 { return r.of1[r.lexicon(f)] }

func (r *ranks) lexicon(f *Field) int {
	for i := range r.lexicons {
		if r.lexicons[i].words == f.Lexicon.words {
			return i
		}
	}
	return -1
}

// sort ranks the terms of docs.
func (r *ranks) sort(docs [][]*Field) {
	r.collectLexicons(docs)
	r.found = r.found[:0]
	for _, fields := range docs {
		for _, f := range fields {
			if len(f.Counts) == 0 {
				continue
			}
			from := r.lexicon(f)
			of, terms := r.of1[from], r.lexicons[from].terms
			for _, c := range f.Counts {
				if of[c.Word] == 0 {
					of[c.Word] = 1
					r.found = append(r.found, found{keyOf(terms[c.Word]), c.Word, uint32(from)})
				}
			}
		}
	}
	term := func(f found) string { return r.lexicons[f.from].terms[f.word] }
	slices.SortFunc(r.found, func(a, b found) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return strings.Compare(term(a), term(b))
	})
	r.terms = r.terms[:0]
	for _, f := range r.found {
		if t := term(f); len(r.terms) == 0 || r.terms[len(r.terms)-1] != t {
			r.terms = append(r.terms, t)
		}
		r.of1[f.from][f.word] = uint32(len(r.terms))
	}
}

// collectLexicons finds the lexicons of docs, each as it was last.
func (r *ranks) collectLexicons(docs [][]*Field) {
	r.lexicons = r.lexicons[:0]
	for _, fields := range docs {
		for _, f := range fields {
			if len(f.Counts) == 0 {
				continue
			}
			if i := r.lexicon(f); i < 0 {
				r.lexicons = append(r.lexicons, f.Lexicon)
			} else if len(f.Lexicon.terms) > len(r.lexicons[i].terms) {
				r.lexicons[i] = f.Lexicon
			}
		}
	}
	for len(r.of1) < len(r.lexicons) {
		r.of1 = append(r.of1, nil)
	}
	for i, l := range r.lexicons {
		r.of1[i] = slices.Grow(r.of1[i][:0], len(l.terms))[:len(l.terms)]
		clear(r.of1[i])
	}
}

func (r *ranks) release() {
	clear(r.lexicons)
	clear(r.terms)
}

// keyOf is the first bytes of term as a number.
func keyOf(term string) uint64 {
	key := uint64(0)
	for i := range min(len(term), 8) {
		key |= uint64(term[i]) << (56 - 8*i)
	}
	return key
}

// lister ranks the terms of a field that are listed.
type lister struct {
	ranks map[string]uint32
	terms []string
}

// sort returns the terms of fields, rising.
func (l *lister) sort(fields []*Field) []string {
	if l.ranks == nil {
		l.ranks = map[string]uint32{}
	}
	l.release()
	for _, f := range fields {
		for _, t := range f.Terms {
			if _, ok := l.ranks[t.Term]; !ok {
				l.ranks[t.Term] = 0
				l.terms = append(l.terms, t.Term)
			}
		}
	}
	slices.Sort(l.terms)
	for i, t := range l.terms {
		l.ranks[t] = uint32(i)
	}
	return l.terms
}

func (l *lister) release() {
	clear(l.ranks)
	clear(l.terms)
	l.terms = l.terms[:0]
}
