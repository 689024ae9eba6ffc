package mark

import "slices"

// form returns the spans of the form that begins at token i, none when there is none.
func (m *Marker) form(i int) []span {
	for _, f := range m.forms[m.tokens[i].Term] {
		var spans []span
		terms := m.query.Terms[f.First : f.First+f.Len]
		n := 0
		for j := i; j < len(m.tokens) && n < len(terms); j++ {
			t := &m.tokens[j]
			if t.Term != terms[n].Read || n > 0 && t.Break {
				if t.Compound {
					continue
				}
				break
			}
			spans = append(spans, span{t.Start, t.End, marked{term: f.First + n, read: true}})
			n++
		}
		if n == len(terms) {
			return spans
		}
	}
	return nil
}

// byForm is Abbreviation when a form that was not typed occurs and what was typed
// does not, else None.
func (k *kinds) byForm() Kind {
	for _, f := range k.query.Forms {
		lacks := slices.ContainsFunc(f.Of, func(i int) bool { return k.best[i] == None })
		if lacks && !slices.Contains(k.best[f.First:f.First+f.Len], None) {
			return Abbreviation
		}
	}
	return None
}
