package index

import (
	"context"

	"github.com/newssearch/newssearch/index/internal/mark"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// Marks are the byte ranges of an article's texts that match a query: rising, not
// overlapping, of whole letters. Captions has an element for each caption.
type Marks struct {
	Title    [][2]int   `json:"title,omitempty"`
	Lead     [][2]int   `json:"lead,omitempty"`
	Body     [][2]int   `json:"body,omitempty"`
	Captions [][][2]int `json:"captions,omitempty"`
}

// Mark finds what of an article matches the query of r, as Search understands it
// and marks it in its hits: for a page that shows the article whole. The article need not
// be in the index. Of r only Query and Literal matter. Errors are those of Search;
// where a query has no words there are no marks.
func (x *Index) Mark(ctx context.Context, r Request, a Article) (marks Marks, err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return Marks{}, err
	}
	defer end(&err)
	m, err := x.marker(ctx, v, r)
	if err != nil {
		return Marks{}, err
	}
	defer m.Close()
	return Marks(m.Whole(textsOf(&a))), nil
}

// Hits shows articles as hits of a request, in their order: titles, passages and
// marks as Search makes them. The articles need not be in the index. Of r only
// Query, Literal and SnippetRunes matter. Errors are those of Search.
func (x *Index) Hits(ctx context.Context, r Request, articles []Article) (hits []Hit, err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return nil, err
	}
	defer end(&err)
	m, err := x.marker(ctx, v, r)
	if err != nil {
		return nil, err
	}
	defer m.Close()
	for i := range articles {
		hit := newHit(&articles[i])
		if r.SnippetRunes >= 0 {
			hit.show(m, &articles[i], r.SnippetRunes)
		}
		hits = append(hits, hit)
	}
	return hits, nil
}

// marker returns what marks texts for the query of r.
func (x *Index) marker(ctx context.Context, v *view, r Request) (*mark.Marker, error) {
	if err := r.Validate(); err != nil {
		return nil, err
	}
	s := &search{index: x, view: v, request: &Request{Query: r.Query, Literal: r.Literal}}
	defer s.close()
	read := func() error { return s.understand(ctx) }
	for _, step := range []func() error{s.parse, read, s.prepare} {
		if err := step(); err != nil {
			return nil, x.faultOf(err)
		}
	}
	return mark.New(s.plan.marked()), nil
}

func textsOf(a *Article) *mark.Texts {
	return &mark.Texts{Title: a.Title, Lead: a.Lead, Body: a.Body, Captions: a.Captions}
}

// matches are the kinds of match by those of package mark.
var matches = [...]Match{
	mark.Exact: MatchExact, mark.Tone: MatchTone, mark.Marks: MatchMarks, mark.Keys: MatchKeys,
	mark.Abbreviation: MatchAbbreviation, mark.Spelling: MatchSpelling, mark.Spacing: MatchSpacing, mark.None: "",
}

// kinds are the kinds of package mark for how a term was understood.
var kinds = [...]mark.Kind{
	understand.Exact: mark.Exact, understand.Marks: mark.Marks, understand.Keys: mark.Keys,
	understand.Abbreviations: mark.Abbreviation, understand.Spelling: mark.Spelling,
	understand.Spacing: mark.Spacing,
}

// marked is what texts are marked for.
func (p *plan) marked() mark.Query {
	var q mark.Query
	places := map[*understand.Term]int{}
	for _, t := range p.terms {
		if t.Negated {
			continue
		}
		places[t] = len(q.Terms)
		before := -1
		if at, ok := places[t.Before]; ok {
			before = at
		}
		q.Terms = append(q.Terms, mark.Term{
			Typed: t.Typed, Canonical: t.Canonical, Read: t.Read, Group: t.Group, Prefix: t.Prefix,
			Kind: kinds[t.How], Joined: t.Joined, Before: before,
		})
	}
	for _, e := range p.expansions {
		f := mark.Form{First: places[e.Added[0]], Len: len(e.Added)} // they stand together, see addExpansions
		for _, t := range e.From {
			f.Of = append(f.Of, places[t])
		}
		q.Forms = append(q.Forms, f)
	}
	return q
}

// show fills in the marks, the passage and the match of a hit.
func (h *Hit) show(m *mark.Marker, a *Article, runes int) {
	if runes == 0 {
		runes = DefaultSnippetRunes
	}
	found := m.Article(textsOf(a), runes)
	h.TitleMarks, h.Snippet = found.Title, Snippet{Text: found.Passage, Marks: found.Marks}
	h.Match = matches[found.Kind]
}
