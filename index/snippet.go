package index

import (
	"strings"

	"github.com/newssearch/newssearch/analyzer"
)

// marker finds what of an article matches a query: the ranges to mark, the
// passage to show and the kind of match.
type marker struct {
	// scored holds for each term of the index what it means for the query.
	scored map[string]marked
	// wanted passes the terms in scored and sequences.
	wanted wordFilter
	// sequences are the forms that were not typed, by their first term: they
	// match only whole.
	sequences map[string][]sequence
	terms     []*term

	tokenizer *analyzer.Tokenizer

	// Used again for every article.
	tokens []analyzer.Token
	found  []span
	most   []float64 // by span, see reach
	seen   []float64 // by term, see value
}

// marked is a term of the text as seen from the query.
type marked struct {
	// term is the place in the query's terms.
	term int
	// read reports that it is what the query's term was understood as, not
	// only one of its group.
	read bool
}

// newMarker returns a marker that reads with b, which nobody else uses meanwhile.
func newMarker(p *plan, b *documentBuilder) *marker {
	m := &marker{scored: map[string]marked{}, sequences: sequencesOf(p.terms), terms: p.terms, tokenizer: b.tokenizer, tokens: b.tokens[:0], seen: make([]float64, len(p.terms))}
	for i, t := range p.terms {
		if t.negated || t.expands != nil {
			continue
		}
		for _, term := range t.group {
			if _, known := m.scored[term]; !known {
				m.scored[term] = marked{term: i, read: strings.HasSuffix(t.canonical, "*")}
			}
		}
		m.scored[t.read] = marked{term: i, read: true}
	}
	for term := range m.scored {
		m.wanted.add(term)
	}
	for _, sequences := range m.sequences {
		for _, s := range sequences {
			for _, term := range s.terms {
				m.wanted.add(term)
			}
		}
	}
	return m
}

// span is a token of the text that matches.
type span struct {
	start, end int
	marked
}

// spans returns the tokens of text that match, and the kind of each one, until
// the next article.
func (m *marker) spans(text string) []span {
	m.read(text)
	first := len(m.found)
	end := 0
	for i := range m.tokens {
		t := &m.tokens[i]
		if t.Start >= end && len(m.sequences) > 0 {
			if whole := m.sequence(i); len(whole) > 0 {
				m.found = append(m.found, whole...)
				end = whole[len(whole)-1].end
				continue
			}
		}
		found, ok := m.scored[t.Term]
		if !ok || t.Start < end {
			continue
		}
		m.found = append(m.found, span{t.Start, t.End, found})
		end = t.End
	}
	return m.found[first:len(m.found):len(m.found)]
}

// read cuts text into m.tokens. Words that are of no term may be left out; the
// token behind them breaks a sequence, as they would.
func (m *marker) read(text string) {
	m.tokens = m.tokens[:0]
	for start, end := m.wanted.next(text, 0); start < end; start, end = m.wanted.next(text, end) {
		first := len(m.tokens)
		m.tokens = m.tokenizer.Append(m.tokens, text[start:end])
		begins := true
		for i := range m.tokens[first:] {
			t := &m.tokens[first+i]
			t.Start += start
			t.End += start
			t.Break = t.Break || begins
			begins = begins && t.Compound
		}
	}
}

// article fills in the marks, the passage and the match of a hit.
func (m *marker) article(hit *Hit, a *Article, runes int) {
	if runes == 0 {
		runes = DefaultSnippetRunes
	}
	m.found = m.found[:0]
	kinds := newKinds(m.terms)
	title := m.spans(a.Title)
	kinds.see(a.Title, title)
	var best passage
	for i, part := range append([]string{a.Lead, a.Body}, a.Captions...) {
		spans := m.spans(part)
		kinds.see(part, spans)
		p := m.passage(part, spans, runes, best.score)
		if i == 0 {
			p.score *= leadPreference
		}
		if p.score > best.score || best.text == "" && part != "" {
			best = p
		}
	}
	hit.TitleMarks = ranges(kinds.shown(title))
	hit.Snippet = best.snippet(kinds)
	hit.Match = kinds.match()
}

// kinds finds for each term of the query the nearest way in which it occurs in the article.
type kinds struct {
	terms  []*term
	typed  []string // by term: what was typed, in lower case; "" when not needed yet
	best   []int    // by term: the place in order, notFound when it does not occur
	read   []bool   // by term: it occurs as it was understood
	joined []bool   // by term: it occurs beside a neighbour that it has in the query
}

// order are the kinds of match from the nearest to the farthest.
var order = [...]Match{MatchExact, MatchTone, MatchMarks, MatchKeys, MatchAbbreviation, MatchSpelling}

const notFound = len(order)

func newKinds(terms []*term) *kinds {
	k := &kinds{terms: terms, typed: make([]string, len(terms)), best: make([]int, len(terms)), read: make([]bool, len(terms)), joined: make([]bool, len(terms))}
	for i := range k.best {
		k.best[i] = notFound
	}
	return k
}

// see takes the matching tokens of a text into account.
func (k *kinds) see(text string, spans []span) {
	for i, s := range spans {
		k.read[s.term] = k.read[s.term] || s.read
		k.joined[s.term] = k.joined[s.term] || k.beside(spans, i)
		if k.best[s.term] > 0 {
			k.best[s.term] = min(k.best[s.term], k.kind(s.term, text[s.start:s.end]))
		}
	}
}

// kind is the step from what was typed as term n to a token of the text.
func (k *kinds) kind(n int, found string) int {
	t := k.terms[n]
	if found == t.typed {
		return 0
	}
	if k.typed[n] == "" {
		k.typed[n] = analyzer.Lower(analyzer.Normalize(t.typed))
	}
	if analyzer.Lower(analyzer.Normalize(found)) == k.typed[n] {
		return 0
	}
	for i, m := range order {
		if m == t.how && i > 1 {
			return i
		}
	}
	if analyzer.Term(found) == t.canonical {
		return 1
	}
	return 2
}

// maxGap is the most bytes between two neighbours: a space, perhaps a no-break one.
const maxGap = 2

// beside reports whether span i stands beside a neighbour that its term has in the query.
func (k *kinds) beside(spans []span, i int) bool {
	t := k.terms[spans[i].term]
	if i > 0 && t.before != nil && t.before == k.terms[spans[i-1].term] && spans[i].start-spans[i-1].end <= maxGap {
		return true
	}
	if i+1 == len(spans) {
		return false
	}
	next := k.terms[spans[i+1].term]
	return next.before == t && spans[i+1].start-spans[i].end <= maxGap
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
func (k *kinds) match() Match {
	farthest := k.byExpansion()
	for i, t := range k.terms {
		if !t.negated && !t.joined && t.expands == nil && k.best[i] != notFound {
			farthest = max(farthest, k.best[i])
		}
	}
	if farthest < 0 {
		return ""
	}
	return order[farthest]
}

// ranges are the byte ranges of spans.
func ranges(spans []span) [][2]int {
	var out [][2]int
	for _, s := range spans {
		out = append(out, [2]int{s.start, s.end})
	}
	return out
}
