package index

import "slices"

// sequence is a form that was not typed, as terms in order, with their places
// in the query's terms.
type sequence struct {
	terms  []string
	places []int
}

// sequencesOf returns the sequences of the expansions among terms, by first term.
func sequencesOf(terms []*term) map[string][]sequence {
	out := map[string][]sequence{}
	for i, t := range terms {
		if t.expands == nil || t != t.expands.added[0] {
			continue
		}
		s := sequence{}
		for j, added := range t.expands.added {
			s.terms = append(s.terms, added.read)
			s.places = append(s.places, i+j) // they stand together, see addExpansions
		}
		out[t.read] = append(out[t.read], s)
	}
	return out
}

// sequence returns the spans of the form that begins at token i, none when
// there is none.
func (m *marker) sequence(i int) []span {
	for _, s := range m.sequences[m.tokens[i].Term] {
		var spans []span
		n := 0
		for j := i; j < len(m.tokens) && n < len(s.terms); j++ {
			t := &m.tokens[j]
			if t.Term != s.terms[n] || n > 0 && t.Break {
				if t.Compound {
					continue
				}
				break
			}
			spans = append(spans, span{t.Start, t.End, marked{term: s.places[n], read: true}})
			n++
		}
		if n == len(s.terms) {
			return spans
		}
	}
	return nil
}

// byExpansion is the place of MatchAbbreviation in order when a form that was
// not typed occurs and what was typed does not, else -1.
func (k *kinds) byExpansion() int {
	has := func(t *term) bool {
		i := slices.Index(k.terms, t)
		return i >= 0 && k.best[i] != notFound
	}
	for _, t := range k.terms {
		if t.expands == nil || t != t.expands.added[0] {
			continue
		}
		lacks := slices.ContainsFunc(t.expands.from, func(t *term) bool { return !has(t) })
		if lacks && !slices.ContainsFunc(t.expands.added, func(t *term) bool { return !has(t) }) {
			return slices.Index(order[:], MatchAbbreviation)
		}
	}
	return -1
}
