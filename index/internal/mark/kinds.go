package mark

import "github.com/newssearch/newssearch/analyzer"

// kinds finds for each term of the query the nearest way in which it occurs in the article.
type kinds struct {
	*Marker
	typed  []string // by term: what was typed, in lower case; "" when not needed yet
	best   []Kind   // by term: the nearest, None when it does not occur
	read   []bool   // by term: it occurs as it was understood
	joined []bool   // by term: it occurs beside a neighbour that it has in the query
}

func (m *Marker) newKinds() *kinds {
	n := len(m.query.Terms)
	k := &kinds{Marker: m, typed: make([]string, n), best: make([]Kind, n), read: make([]bool, n), joined: make([]bool, n)}
	for i := range k.best {
		k.best[i] = None
	}
	return k
}

// see takes the matching tokens of a text into account.
func (k *kinds) see(text string, spans []span) {
	for i, s := range spans {
		k.read[s.term] = k.read[s.term] || s.read
		k.joined[s.term] = k.joined[s.term] || k.beside(spans, i)
		if k.best[s.term] > Exact {
			k.best[s.term] = min(k.best[s.term], k.kind(s.term, text[s.start:s.end]))
		}
	}
}

// kind is the step from what was typed as term n to a token of the text.
func (k *kinds) kind(n int, found string) Kind {
	t := &k.query.Terms[n]
	if found == t.Typed {
		return Exact
	}
	if k.typed[n] == "" {
		k.typed[n] = analyzer.Lower(analyzer.Normalize(t.Typed))
	}
	switch {
	case analyzer.Lower(analyzer.Normalize(found)) == k.typed[n]:
		return Exact
	case t.Kind > Tone:
		return t.Kind
	case analyzer.Term(found) == t.Canonical:
		return Tone
	}
	return Marks
}

// maxGap is the most bytes between two neighbours: a space, perhaps a no-break one.
const maxGap = 2

// beside reports whether span i stands beside a neighbour that its term has in the query.
func (k *kinds) beside(spans []span, i int) bool {
	own := spans[i].term
	if i > 0 && k.query.Terms[own].Before == spans[i-1].term && spans[i].start-spans[i-1].end <= maxGap {
		return true
	}
	return i+1 < len(spans) && k.query.Terms[spans[i+1].term].Before == own && spans[i+1].start-spans[i].end <= maxGap
}

// shown drops the tokens that are not what the reader looks for: variants
// where the term occurs as it was understood, and syllables on their own (the chế of
// "hạn chế") where they occur beside their neighbours ("biên chế").
func (k *kinds) shown(spans []span) []span {
	var kept []span
	for i, s := range spans {
		if (s.read || !k.read[s.term]) && (!k.joined[s.term] || k.beside(spans, i)) {
			kept = append(kept, s)
		}
	}
	return kept
}

// match is the farthest of the nearest steps.
func (k *kinds) match() Kind {
	farthest := k.byForm()
	for i := range k.query.Terms {
		if !k.query.Terms[i].Joined && !k.ofForm[i] && k.best[i] != None && (farthest == None || k.best[i] > farthest) {
			farthest = k.best[i]
		}
	}
	return farthest
}
