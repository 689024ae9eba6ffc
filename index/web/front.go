package web

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// front is the page that one begins with.
type front struct {
	// Figures says what is searched: "37.368 bài từ 2 nguồn, 9/2019 – 5/2021".
	Figures  string
	Examples []example
	Lead     *hitView
	Newest   []hitView
	Sections []frontSection
	All      string // address of all articles, newest first
}

// example is a query to try, and what it shows.
type example struct {
	link
	What string
}

// frontSection has the newest stories of a section.
type frontSection struct {
	Title, URL, Count string
	Hits              []hitView
}

const (
	// frontNewest is the number of newest stories, the first of which is set large.
	frontNewest = 9
	// frontSections are three columns, twice.
	frontSections = 6
	sectionHits   = 3
)

// isFront reports whether p asks for nothing, not even for a list.
func (p params) isFront() bool {
	return p.Query == "" && !p.filtered() && p.Page == 1 && p.Sort == index.SortRelevance && !p.Expand
}

// open fills in the page one begins with.
func (page *searchPage) open(ctx context.Context, h *Handler, p params) error {
	newest := p.request()
	newest.Limit = frontNewest
	results, err := h.searcher.search(ctx, newest)
	if err != nil {
		return err
	}
	result := &results[0]
	m := page.T
	page.summarise(p, result)
	page.Filters = h.filtersView(p, result)
	if len(result.Hits) == 0 {
		page.Empty = h.empty(p, result)
		page.Status = page.Empty.Title
		return nil
	}
	front := &front{Figures: m.Figures(result), All: h.links.search(p.with(func(p *params) { p.Sort = index.SortNewest }))}
	now := time.Now()
	for i := range result.Hits {
		front.Newest = append(front.Newest, h.hitView(m, p, &result.Hits[i], now))
	}
	front.Lead, front.Newest = &front.Newest[0], front.Newest[1:]
	if front.Sections, err = h.frontSections(ctx, p, result, now); err != nil {
		return err
	}
	front.Examples, err = h.examples(ctx, m, p)
	page.Front = front
	return err
}

// frontSections has the newest stories of the largest sections, except those that
// the page shows above.
func (h *Handler) frontSections(ctx context.Context, p params, shown *index.Result, now time.Time) ([]frontSection, error) {
	m := message.In(p.Lang)
	var sections []frontSection
	var requests []index.Request
	for _, c := range shown.Facets.Categories {
		if c.Value == "" || len(sections) == frontSections {
			continue
		}
		of := p.with(func(p *params) { p.Categories = []string{c.Value} })
		sections = append(sections, frontSection{Title: c.Value, Count: m.Number(c.Count), URL: h.links.search(of)})
		request := of.request()
		request.Facets, request.SnippetRunes, request.Limit = false, -1, sectionHits+len(shown.Hits)
		requests = append(requests, request)
	}
	if len(sections) < 2 { // one section is no choice
		return nil, nil
	}
	results, err := h.searcher.search(ctx, requests...)
	if err != nil {
		return nil, err
	}
	for i := range results {
		for j := range results[i].Hits {
			hit := &results[i].Hits[j]
			above := slices.ContainsFunc(shown.Hits, func(other index.Hit) bool { return other.ID == hit.ID })
			if !above && len(sections[i].Hits) < sectionHits {
				sections[i].Hits = append(sections[i].Hits, h.hitView(m, p, hit, now))
			}
		}
	}
	return slices.DeleteFunc(sections, func(s frontSection) bool { return len(s.Hits) == 0 }), nil
}

// exampleTopics are what most collections of news write about.
var exampleTopics = []string{"giá vàng", "bóng đá", "thời tiết", "tuyển sinh", "giao thông", "kinh tế", "giáo dục"}

// examples are queries that find something in this collection, each typed in
// another way.
func (h *Handler) examples(ctx context.Context, m *messages, p params) ([]example, error) {
	typed := []func(string) string{
		analyzer.Fold,
		func(s string) string { return `"` + s + `"` },
		analyzer.EncodeTelex,
	}
	what := []string{m.Unmarked, m.InQuotes, m.Telex}
	var out []example
	for _, topic := range exampleTopics {
		if len(out) == len(typed) {
			break
		}
		var list []index.Completion
		err := h.searcher.run(ctx, func(ctx context.Context) (err error) {
			list, err = h.searcher.Suggest(ctx, index.SuggestRequest{Text: topic, Limit: 1})
			return err
		})
		if err != nil {
			return nil, err
		}
		if len(list) == 0 || !strings.HasPrefix(strings.ToLower(list[0].Text), topic) {
			continue
		}
		query := typed[len(out)](topic)
		out = append(out, example{link{h.links.search(p.with(func(p *params) { p.Query = query })), query}, what[len(out)]})
	}
	return out, nil
}
