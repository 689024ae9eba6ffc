package index

import (
	"strings"
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
)

// marker finds what of an article matches a query: the ranges to mark, the
// passage to show and the kind of match.
type marker struct {
	// scored holds for each term of the index what it means for the query.
	scored map[string]marked
	// sequences are the forms that were not typed, by their first term: they
	// match only whole.
	sequences map[string][]sequence
	terms     []*term

	tokenizer *analyzer.Tokenizer
	tokens    []analyzer.Token
}

// marked is a term of the text as seen from the query.
type marked struct {
	// term is the place in the query's terms.
	term int
	// read reports that it is what the query's term was understood as, not
	// only one of its group.
	read bool
}

func newMarker(p *plan, tokenizer *analyzer.Tokenizer) *marker {
	m := &marker{scored: map[string]marked{}, sequences: sequencesOf(p.terms), terms: p.terms, tokenizer: tokenizer}
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
	return m
}

// span is a token of the text that matches.
type span struct {
	start, end int
	marked
}

// spans returns the tokens of text that match, and the kind of each one.
func (m *marker) spans(text string) []span {
	m.tokens = m.tokenizer.Append(m.tokens[:0], text)
	var spans []span
	end := 0
	for i := range m.tokens {
		t := &m.tokens[i]
		if t.Start >= end && len(m.sequences) > 0 {
			if whole := m.sequence(i); len(whole) > 0 {
				spans = append(spans, whole...)
				end = whole[len(whole)-1].end
				continue
			}
		}
		found, ok := m.scored[t.Term]
		if !ok || t.Start < end {
			continue
		}
		spans = append(spans, span{t.Start, t.End, found})
		end = t.End
	}
	return spans
}

// article fills in the marks, the passage and the match of a hit.
func (m *marker) article(hit *Hit, a *Article, runes int) {
	if runes == 0 {
		runes = DefaultSnippetRunes
	}
	kinds := newKinds(m.terms)
	title := m.spans(a.Title)
	kinds.see(a.Title, title)
	var best passage
	for i, part := range append([]string{a.Lead, a.Body}, a.Captions...) {
		spans := m.spans(part)
		kinds.see(part, spans)
		p := m.passage(part, spans, runes)
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
	best   []int  // by term: the place in order, notFound when it does not occur
	read   []bool // by term: it occurs as it was understood
	joined []bool // by term: it occurs beside a neighbour that it has in the query
}

// order are the kinds of match from the nearest to the farthest.
var order = [...]Match{MatchExact, MatchTone, MatchMarks, MatchKeys, MatchAbbreviation, MatchSpelling}

const notFound = len(order)

func newKinds(terms []*term) *kinds {
	k := &kinds{terms: terms, best: make([]int, len(terms)), read: make([]bool, len(terms)), joined: make([]bool, len(terms))}
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
			k.best[s.term] = min(k.best[s.term], k.kind(k.terms[s.term], text[s.start:s.end]))
		}
	}
}

// kind is the step from what was typed to a token of the text.
func (k *kinds) kind(t *term, found string) int {
	written := analyzer.Lower(analyzer.Normalize(found))
	if written == analyzer.Lower(analyzer.Normalize(t.typed)) {
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

// passage is a stretch of a text.
type passage struct {
	text       string
	start, end int
	spans      []span // of the whole text
	score      float64
}

// leadPreference favours the lead when the body has nothing better to show:
// it was written to be read alone.
const leadPreference = 1.2

// Weights of a passage, in units of one word of the query that occurs.
const (
	repeatedWord = 0.1 // each further occurrence
	looseWord    = 0.3 // an occurrence of a variant of what was understood
	adjacentWord = 0.6 // beside the word that it stands beside in the query
)

// passage returns the stretch of at most that many runes with the most of the query.
func (m *marker) passage(text string, spans []span, runes int) passage {
	best := passage{text: text, spans: spans, end: cut(text, 0, runes)}
	for i := range spans {
		start := sentenceStart(text, spans[i].start, runes/3)
		end := cut(text, start, runes)
		if score := m.value(spans[i:], end); score > best.score {
			best.start, best.end, best.score = start, end, score
		}
	}
	return best
}

// value rates the spans up to the byte end.
func (m *marker) value(spans []span, end int) float64 {
	seen := map[int]float64{}
	total := 0.0
	for i, s := range spans {
		if s.end > end {
			break
		}
		worth := 1.0
		if !s.read {
			worth = looseWord
		}
		total += max(worth-seen[s.term], repeatedWord*worth)
		seen[s.term] = max(seen[s.term], worth)
		if i > 0 && m.terms[s.term].before == m.terms[spans[i-1].term] && s.start-spans[i-1].end <= maxGap {
			total += adjacentWord * worth
		}
	}
	return total
}

// sentenceStart returns where to begin a passage that shows byte at: at the
// start of its sentence when that is at most runes before, else some words before.
func sentenceStart(text string, at, runes int) int {
	start, n := at, 0
	word := at // the start of the last word seen going back
	for start > 0 && n < runes {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if r == '\n' || start < at && strings.ContainsRune(".!?…", r) && text[start] == ' ' {
			return skipSpace(text, start)
		}
		if r == ' ' && n <= runes/3 {
			word = start
		}
		start -= size
		n++
	}
	if start == 0 {
		return 0
	}
	return word
}

func skipSpace(text string, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\n') {
		i++
	}
	return i
}

// cut returns the end of the last whole word within that many runes from start.
func cut(text string, start, runes int) int {
	end, n, space := start, 0, -1
	for end < len(text) && n < runes {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r == ' ' || r == '\n' {
			space = end
		}
		end += size
		n++
	}
	if end == len(text) {
		return end
	}
	if text[end] == ' ' || text[end] == '\n' || space < 0 {
		return wholeCluster(text, end)
	}
	return space
}

// wholeCluster moves end behind the combining marks that belong to the letter before it.
func wholeCluster(text string, end int) int {
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r < 0x300 || r > 0x36f {
			break
		}
		end += size
	}
	return end
}

// snippet cuts the passage out and moves its marks.
func (p *passage) snippet(k *kinds) Snippet {
	const ellipsis = "… "
	var b strings.Builder
	if p.start > 0 {
		b.WriteString(ellipsis)
	}
	shift := b.Len() - p.start
	// Line breaks become spaces: as many bytes, so that the offsets stay.
	b.WriteString(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, p.text[p.start:p.end]))
	if p.end < len(p.text) {
		b.WriteString(" …")
	}
	s := Snippet{Text: b.String()}
	for _, sp := range k.shown(p.spans) {
		if sp.start >= p.start && sp.end <= p.end {
			s.Marks = append(s.Marks, [2]int{sp.start + shift, sp.end + shift})
		}
	}
	return s
}
