package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// searchPage is the page with the box, the filters and the hits.
type searchPage struct {
	layout
	// Asked is false for the page one begins with: the newest articles.
	Asked      bool
	Summary    string // "1.234 bài"
	Heading    string
	Mistake    *mistake
	Notes      []mistake
	Understood *understood
	Loosened   string // phrases that were read as words
	Literal    string // where marks are restored again, when they are not
	Dropped    string
	Choices    []choice
	Suggested  []suggestion
	Filters    *filtersView
	Hits       []hitView
	Paging     *paging
	Empty      *empty
	// Front is the page that one begins with; nil on all others.
	Front *front
	// Match says how all hits match, where they match alike and not word for word.
	Match, MatchWhy string
	Keep            *keep
	AllWords        *option // only articles that have all the words
}

// mistake is a message about a place in the query.
type mistake struct {
	Message string
	Place   []segment // the query, its wrong part marked
	Ways    []link    // ways on
}

// understood says what was searched for in place of what was typed.
type understood struct {
	Text     []segment // marked where it differs from what was typed
	Search   string    // address of the understood query
	Typed    string
	Literal  string // address of the search for what was typed
	Readings []index.Reading
}

// choice is a word with a meaning, or several: Read is searched as well, Links
// lead to the others.
type choice struct {
	Typed, Read string
	Links       []link
}

// link is an address with its text.
type link struct{ URL, Text string }

// suggestion is another query to try.
type suggestion struct {
	Before string
	link
	Count string
}

// empty is what stands in place of hits.
type empty struct {
	Title, Advice string
	Ways          []link // ways on
}

// serveSearch answers GET / with the search page.
func (h *Handler) serveSearch(w http.ResponseWriter, r *http.Request) {
	v, err := values(r)
	if err != nil {
		h.fail(w, r, params{Lang: message.Vietnamese, Page: 1}, err)
		return
	}
	p, err := readPageParams(v)
	if err == nil && p.offset+p.limit > index.MaxDepth {
		err = badParam(paramPage, "Trang quá xa.", "too far")
	}
	page := h.newSearchPage(r.Context(), p)
	switch {
	case err != nil:
	case p.isFront():
		err = page.open(r.Context(), h, p)
	default:
		err = page.search(r.Context(), h, p)
	}
	status := http.StatusOK
	if err != nil {
		if status = statusOf(err); status >= http.StatusInternalServerError {
			h.fail(w, r, p, err)
			return
		}
		page.blame(h, p, err)
	}
	h.render(w, r, status, "search", page)
}

func (h *Handler) newSearchPage(ctx context.Context, p params) *searchPage {
	page := &searchPage{Asked: p.Query != "" || p.filtered()}
	page.layout = h.layout(p, titled(p.Query), h.articleCount(ctx))
	page.Box.Focus = p.Query == ""
	page.Feed = h.links.feed(p)
	if page.Asked {
		page.Robots = "noindex"
	}
	return page
}

// search asks the index and fills the page in.
func (page *searchPage) search(ctx context.Context, h *Handler, p params) error {
	results, err := h.searcher.search(ctx, p.request())
	if err != nil {
		return err
	}
	result := &results[0]
	m := page.T
	page.summarise(p, result)
	page.explain(h, p, result)
	page.Filters = h.filtersView(p, result)
	now := time.Now()
	for i := range result.Hits {
		page.Hits = append(page.Hits, h.hitView(m, p, &result.Hits[i], now))
	}
	page.quietMatches()
	page.divideLoose(m)
	page.Keep = h.keep(p)
	page.Paging = h.paging(m, p, result)
	if len(result.Hits) == 0 {
		page.Empty = h.empty(p, result)
		page.Status = page.Empty.Title
	}
	return nil
}

// summarise counts.
func (page *searchPage) summarise(p params, r *index.Result) {
	m := page.T
	page.Summary = m.Found(r)
	page.Status = page.Summary
	if !page.Asked {
		page.Heading = m.Newest
	}
	if p.Page > 1 {
		page.Summary += " · " + strings.ToLower(m.PageWord) + " " + m.Number(p.Page)
	}
}

// explain says how the query was understood and what else could be tried.
func (page *searchPage) explain(h *Handler, p params, r *index.Result) {
	m := page.T
	for _, problem := range r.Problems {
		page.Notes = append(page.Notes, newMistake(p.Query, problem.Start, problem.End, m.Problem(problem.Kind)))
	}
	if p.Literal {
		page.Literal = h.links.search(p.with(func(p *params) { p.Literal = false }))
	}
	if r.Understood != "" && !p.Literal {
		page.Understood = &understood{
			Text: understoodSegments(r), Typed: p.Query, Readings: r.Readings,
			Search:  h.links.search(p.with(func(p *params) { p.Query = r.Understood })),
			Literal: h.links.search(p.with(func(p *params) { p.Literal = true })),
		}
	}
	page.Dropped = strings.Join(r.Dropped, ", ")
	if len(r.Loosened) > 0 {
		page.Loosened = m.Phrases(r.Loosened)
	}
	lacking := slices.ContainsFunc(r.Hits, func(h index.Hit) bool { return len(h.Missing) > 0 })
	if p.AllWords || lacking || page.Loosened != "" || page.Dropped != "" {
		page.AllWords = &option{
			Text: m.AllWords, Set: p.AllWords, Key: paramAllWords,
			URL: h.links.search(p.with(func(p *params) { p.AllWords, p.Page = !p.AllWords, 1 })),
		}
	}
	for _, reading := range r.Readings {
		if len(reading.Choices) == 0 && reading.Kind != index.MatchAbbreviation {
			continue
		}
		c := choice{Typed: reading.Typed, Read: reading.Read}
		for _, meaning := range reading.Choices {
			query := replaced(p.Query, reading.Start, reading.End, meaning)
			c.Links = append(c.Links, link{h.links.search(p.with(func(p *params) { p.Query = query })), meaning})
		}
		page.Choices = append(page.Choices, c)
	}
	for _, s := range r.Suggestions {
		page.suggest(h, p, s)
	}
}

// suggest adds another query to try.
func (page *searchPage) suggest(h *Handler, p params, s index.Suggestion) {
	m := page.T
	other := p.with(func(p *params) { p.Query = s.Query })
	out := suggestion{Before: m.Offer(s)}
	out.Text = cmp.Or(s.Query, p.Query)
	if s.Total > 0 {
		out.Count = m.Articles(s.Total)
	}
	switch s.Kind {
	case index.SuggestLiteral:
		other.Literal = true
	case index.SuggestAbbreviation:
		if len(page.Choices) > 0 {
			return // offered already
		}
		other.Literal = false
	case index.SuggestSpelling:
		other.Literal = false
	case index.SuggestWithoutFilters:
		other = other.unfiltered()
		if (s.Query == p.Query || s.Query == "") && out.Count != "" {
			// Nothing but the filters changes.
			out.Text, out.Count = out.Count, ""
		}
	}
	out.URL = h.links.search(other)
	if !page.offered(out.URL) {
		page.Suggested = append(page.Suggested, out)
	}
}

// offered reports whether the page leads to an address already.
func (page *searchPage) offered(url string) bool {
	if u := page.Understood; u != nil && (url == u.Literal || url == u.Search) {
		return true
	}
	return slices.ContainsFunc(page.Suggested, func(s suggestion) bool { return s.URL == url })
}

// understoodSegments marks in the understood query what differs from the typed one.
func understoodSegments(r *index.Result) []segment {
	var marks [][2]int
	shift := 0
	for _, reading := range r.Readings {
		start := reading.Start + shift
		if start > len(r.Understood) || !strings.HasPrefix(r.Understood[start:], reading.Read) {
			continue // searched as well, not instead
		}
		marks = append(marks, [2]int{start, start + len(reading.Read)})
		shift += len(reading.Read) - (reading.End - reading.Start)
	}
	return segments(r.Understood, marks)
}

func replaced(s string, start, end int, with string) string {
	if start < 0 || end < start || end > len(s) {
		return with
	}
	return s[:start] + with + s[end:]
}

func newMistake(query string, start, end int, message string) mistake {
	if start == end && end < len(query) {
		end++
	}
	return mistake{Message: message, Place: segments(query, [][2]int{{start, end}})}
}

// blame shows a mistake in the query or in a parameter.
func (page *searchPage) blame(h *Handler, p params, err error) {
	m := page.T
	var query *index.QueryError
	var param *paramError
	switch {
	case errors.As(err, &query):
		at := newMistake(p.Query, query.Start, query.End, m.Problem(query.Kind))
		page.Mistake = &at
	case errors.As(err, &param):
		page.Mistake = &mistake{Message: param.in(m.Lang), Ways: h.ways(m, p, param)}
	default:
		page.Mistake = &mistake{Message: err.Error()}
	}
	page.Status = m.Mistake + ": " + page.Mistake.Message
}

// empty says what to do when nothing was found.
func (h *Handler) empty(p params, r *index.Result) *empty {
	m := message.In(p.Lang)
	e := &empty{Title: m.Nothing(r.Query), Advice: m.NothingAdvice}
	if p.Page > 1 && r.Total > 0 {
		e.Title, e.Advice = m.PastEnd, m.Found(r)
		e.Ways = []link{{h.links.search(p.with(func(*params) {})), m.FirstPage}}
		return e
	}
	switch {
	case p.filtered():
		e.Ways = []link{{h.links.search(p.unfiltered()), m.ClearAll}}
	case r.Query == "":
		e.Title, e.Advice = m.EmptyIndex, m.EmptyIndexAdvice
	}
	return e
}

// quietMatches says how hits match once, above them, when they all match alike.
func (page *searchPage) quietMatches() {
	if len(page.Hits) < 2 {
		return
	}
	first := page.Hits[0]
	if slices.ContainsFunc(page.Hits, func(v hitView) bool { return v.Match != first.Match }) {
		return
	}
	if page.Understood == nil { // else it is said there
		page.Match, page.MatchWhy = first.Match, first.MatchWhy
	}
	for i := range page.Hits {
		page.Hits[i].Match = ""
	}
}

// divideLoose marks the first hit that lacks words, when others have them all.
func (page *searchPage) divideLoose(m *messages) {
	i := slices.IndexFunc(page.Hits, func(hit hitView) bool { return len(hit.Missing) > 0 })
	if i > 0 && !slices.ContainsFunc(page.Hits[i:], func(hit hitView) bool { return len(hit.Missing) == 0 }) {
		page.Hits[i].Divider = m.LooseBelow
	}
}
