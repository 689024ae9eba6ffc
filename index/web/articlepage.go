package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// articlePage is one article to read.
type articlePage struct {
	layout
	Headline []segment
	Long     bool // the headline is as long as a paragraph, and set smaller
	Source   string
	Category string
	Author   string
	Date     *moment
	Image    *shownPicture
	Original string // address of the original, "" when there is none to link to
	Site     string
	Lead     [][]segment
	Body     [][]segment
	Captions [][]segment
	Tags     []link
	Back     string // address of the results it was found in, "" without
	// Before and After are the addresses of the hits around it, "" without.
	Before, After string
	Meta          articleMeta
	Related       []otherView
	Duplicates    []otherView
	Citation      string
}

// longTitle is the length of a title, in runes, above which it is set smaller:
// 99 of 100 headlines are shorter.
const longTitle = 110

// serveArticle answers GET /article/{id}.
func (h *Handler) serveArticle(w http.ResponseWriter, r *http.Request) {
	v, err := values(r)
	if err != nil {
		h.fail(w, r, langParams(r), err)
		return
	}
	p, err := readPageParams(v)
	if err != nil { // the article can be read all the same
		p = langParams(r)
	}
	a, err := h.find(r.Context(), idOf(r))
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	page, err := h.newArticlePage(r, p, &a)
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	h.render(w, r, http.StatusOK, "article", page)
}

func (h *Handler) newArticlePage(r *http.Request, p params, a *index.Article) (*articlePage, error) {
	m := message.In(p.Lang)
	now := time.Now()
	marks, err := h.marks(r.Context(), p, a)
	if err != nil {
		return nil, err
	}
	page := &articlePage{
		Source: a.Source, Category: a.Category, Author: a.Author, Date: newMoment(m, a.Published, now),
		Original: outside(a.URL), Citation: citation(a),
	}
	page.layout = h.layout(p, titled(a.Title), h.articleCount(r.Context()))
	other := p
	other.Lang = m.OtherLang
	page.OtherLanguage = h.links.article(a.ID, other)
	page.Meta = h.articleMeta(r, a)
	page.Site = host(page.Original)
	page.Long = utf8.RuneCountInString(a.Title) > longTitle
	page.Headline = segments(a.Title, marks.Title)
	if len(page.Headline) == 0 {
		page.Headline = []segment{{Text: a.ID}}
	}
	page.Lead, page.Body = paragraphs(a.Lead, marks.Lead), paragraphs(a.Body, marks.Body)
	for i, c := range a.Captions {
		var inCaption [][2]int
		if i < len(marks.Captions) {
			inCaption = marks.Captions[i]
		}
		page.Captions = append(page.Captions, segments(c, inCaption))
	}
	page.Image = h.picture(a.Image, cmp.Or(slices.Concat(a.Captions, []string{m.Picture})[0], m.Picture))
	for _, t := range a.Tags {
		tagged := params{Lang: p.Lang, Tags: []string{t}}
		page.Tags = append(page.Tags, link{h.links.search(tagged), t})
	}
	if !p.isFront() {
		page.Back = h.links.search(p)
		if err := page.findNeighbours(r.Context(), h, p, a.ID); err != nil {
			return nil, err
		}
	}
	return page, page.relate(r, h, p, a, now)
}

// relate fills in the related articles and the near-duplicates.
func (page *articlePage) relate(r *http.Request, h *Handler, p params, a *index.Article, now time.Time) error {
	story, err := h.story(r.Context(), a)
	if err != nil {
		return err
	}
	for _, s := range story {
		v := h.otherView(page.T, params{Lang: p.Lang}, s.ID, s.Title, s.Source, s.URL, s.Published, now)
		v.This = s.ID == a.ID
		page.Duplicates = append(page.Duplicates, v)
	}
	hits, err := h.related(r.Context(), a.ID, defaultRelated)
	if err != nil {
		return err
	}
	for i := range hits {
		hit := &hits[i]
		page.Related = append(page.Related, h.otherView(page.T, params{Lang: p.Lang}, hit.ID, hit.Title, hit.Source, hit.URL, hit.Published, now))
	}
	return nil
}

// marks asks the index what of an article matches the query it was found with.
func (h *Handler) marks(ctx context.Context, p params, a *index.Article) (marks index.Marks, err error) {
	if p.Query == "" {
		return index.Marks{}, nil
	}
	err = h.searcher.run(ctx, func(ctx context.Context) error {
		marks, err = h.searcher.Mark(ctx, index.Request{Query: p.Query, Literal: p.Literal}, *a)
		return err
	})
	if statusOf(err) == http.StatusBadRequest {
		return index.Marks{}, nil // nothing to mark: the article is what was asked for
	}
	return marks, err
}

// citation names the article as a reference does: author, title, source, day, address.
func citation(a *index.Article) string {
	title := strings.Join(strings.Fields(a.Title), " ")
	if title != "" {
		title = "“" + title + "”"
	}
	day := ""
	if !a.Published.IsZero() {
		day = a.Published.In(index.VietnamTime).Format("2/1/2006")
	}
	var parts []string
	for _, part := range []string{a.Author, title, a.Source, day, outside(a.URL)} {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ") + "."
}
