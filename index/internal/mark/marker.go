package mark

import (
	"sync"

	"github.com/newssearch/newssearch/analyzer"
)

// Marker marks texts for one query. It is not safe for concurrent use.
type Marker struct {
	query Query
	// scored holds for each term of the index what it means for the query.
	scored map[string]marked
	// wanted passes the terms in scored and forms.
	wanted wordFilter
	// forms are the other forms by their first term.
	forms map[string][]Form
	// ofForm: the term belongs to a form.
	ofForm []bool
	seen   []float64 // by term, see value
	*scratch
}

// scratch is used again for every article, and for the next query.
type scratch struct {
	tokenizer *analyzer.Tokenizer
	tokens    []analyzer.Token
	found     []span
	most      []float64 // by span, see reach
}

var scratches = sync.Pool{New: func() any { return &scratch{tokenizer: analyzer.NewTokenizer()} }}

// marked is a term of the text as seen from the query.
type marked struct {
	// term is the place in the query's terms.
	term int
	// read reports that it is what the query's term was understood as, not
	// only one of its group.
	read bool
}

// New returns a marker for a query; Close it after use.
func New(q Query) *Marker {
	m := &Marker{
		query: q, scored: map[string]marked{}, forms: map[string][]Form{}, ofForm: make([]bool, len(q.Terms)),
		seen: make([]float64, len(q.Terms)), scratch: scratches.Get().(*scratch),
	}
	for _, f := range q.Forms {
		first := q.Terms[f.First].Read
		m.forms[first] = append(m.forms[first], f)
		for i := range f.Len {
			m.ofForm[f.First+i] = true
			m.wanted.add(q.Terms[f.First+i].Read)
		}
	}
	for i := range q.Terms {
		if !m.ofForm[i] {
			m.score(i)
		}
	}
	for term := range m.scored {
		m.wanted.add(term)
	}
	return m
}

// score enters what term i of the query may be.
func (m *Marker) score(i int) {
	t := &m.query.Terms[i]
	for _, term := range t.Group {
		if _, known := m.scored[term]; !known {
			m.scored[term] = marked{term: i, read: t.Prefix}
		}
	}
	m.scored[t.Read] = marked{term: i, read: true}
}

// Close gives back what the marker has borrowed.
func (m *Marker) Close() { scratches.Put(m.scratch) }

// span is a token of the text that matches.
type span struct {
	start, end int
	marked
}

// spans returns the tokens of text that match, and the kind of each one, until
// the next article.
func (m *Marker) spans(text string) []span {
	m.read(text)
	first := len(m.found)
	end := 0
	for i := range m.tokens {
		t := &m.tokens[i]
		if t.Start >= end && len(m.forms) > 0 {
			if whole := m.form(i); len(whole) > 0 {
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
// token after them breaks a form, as they would.
func (m *Marker) read(text string) {
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

// Found is what a list of hits shows of an article.
type Found struct {
	// Title are the ranges of the title to mark.
	Title [][2]int
	// Passage is the stretch of the lead, the body or a caption with the most of
	// the query, cut at the borders of words; Marks are its ranges to mark.
	Passage string
	Marks   [][2]int
	Kind    Kind
}

// Article finds what to show of an article in at most that many runes.
func (m *Marker) Article(t *Texts, runes int) Found {
	m.found = m.found[:0]
	kinds := m.newKinds()
	title := m.spans(t.Title)
	kinds.see(t.Title, title)
	var best passage
	for i, part := range append([]string{t.Lead, t.Body}, t.Captions...) {
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
	f := Found{Title: ranges(kinds.shown(title)), Kind: kinds.match()}
	f.Passage, f.Marks = best.cutOut(kinds)
	return f
}

// Ranges are the ranges to mark in each part of an article.
type Ranges struct {
	Title, Lead, Body [][2]int
	Captions          [][][2]int
}

// Whole finds the marks of an article that is shown whole.
func (m *Marker) Whole(t *Texts) Ranges {
	m.found = m.found[:0]
	kinds := m.newKinds()
	parts := append([]string{t.Title, t.Lead, t.Body}, t.Captions...)
	spans := make([][]span, len(parts))
	for i, part := range parts {
		spans[i] = m.spans(part)
		kinds.see(part, spans[i])
	}
	shown := make([][][2]int, len(parts))
	for i := range spans {
		shown[i] = ranges(kinds.shown(spans[i]))
	}
	return Ranges{Title: shown[0], Lead: shown[1], Body: shown[2], Captions: shown[3:]}
}

// ranges are the byte ranges of spans.
func ranges(spans []span) [][2]int {
	var out [][2]int
	for _, s := range spans {
		out = append(out, [2]int{s.start, s.end})
	}
	return out
}
