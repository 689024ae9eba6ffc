package web

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/picture"
)

// hitView is one hit as the page shows it.
type hitView struct {
	URL      string
	Title    []segment
	Long     bool // see longTitle
	Source   string
	Category string
	Date     *moment
	Snippet  []segment
	Image    *shownPicture
	// Match and MatchWhy say how the article matches when it does not literally.
	Match, MatchWhy string
	Missing         string
	Reprints        []otherView
	ReprintCount    string
	// Divider is a line to stand above the hit.
	Divider string
}

// maxListTitle is the length of a title in a list, in runes: three lines. Some
// collections have whole leads for titles.
const maxListTitle = 180

// otherView is a near-duplicate or a related article.
type otherView struct {
	URL, Title, Source string
	Date               *moment
	This               bool // the article that is being read
}

func (h *Handler) hitView(m *messages, p params, hit *index.Hit, now time.Time) hitView {
	v := hitView{
		URL:    h.links.article(hit.ID, p),
		Long:   utf8.RuneCountInString(hit.Title) > longTitle,
		Title:  shortenedSegments(segments(hit.Title, hit.TitleMarks), maxListTitle),
		Source: hit.Source, Category: hit.Category,
		Date:    newMoment(m, hit.Published, now),
		Snippet: segments(hit.Snippet.Text, hit.Snippet.Marks),
		Missing: strings.Join(hit.Missing, ", "), Image: h.picture(hit.Image, m.Picture),
	}
	if len(v.Title) == 0 {
		v.Title = []segment{{Text: hit.ID}}
	}
	if v.Source == "" {
		v.Source = host(outside(hit.URL))
	}
	v.Match, v.MatchWhy = m.Match(hit.Match), m.MatchWhy(hit.Match)
	for i := range hit.Reprints {
		s := &hit.Reprints[i]
		v.Reprints = append(v.Reprints, h.otherView(m, p, s.ID, s.Title, s.Source, s.URL, s.Published, now))
	}
	if len(v.Reprints) > 0 {
		v.ReprintCount = m.Reprints(len(v.Reprints))
	}
	return v
}

func (h *Handler) otherView(m *messages, p params, id, title, source, address string, published, now time.Time) otherView {
	v := otherView{URL: h.links.article(id, p), Title: shortened(title, maxListTitle), Source: source, Date: newMoment(m, published, now)}
	if v.Title == "" {
		v.Title = id
	}
	if v.Source == "" {
		v.Source = host(outside(address))
	}
	return v
}

// shownPicture is the picture of an article, with the words for those who do not see it.
type shownPicture struct{ URL, Alt string }

// picture returns nil for an article without a picture, and when none are shown. Articles may
// come into the index by other ways than package ingest, so the address is checked again.
func (h *Handler) picture(address, alt string) *shownPicture {
	if !h.options.Images {
		return nil
	}
	if address = picture.Address(address); address == "" {
		return nil
	}
	return &shownPicture{address, alt}
}

// paging leads to the other pages of hits.
type paging struct {
	Previous, Next string
	Pages          []pageLink
}

type pageLink struct {
	URL     string
	Number  string
	Current bool
	Gap     bool // pages left out stand before this one
}

// paging returns nil when there is one page only.
func (h *Handler) paging(m *messages, p params, r *index.Result) *paging {
	// The list ends where no more hits follow, which may be before the pages of all that
	// are counted, where stories are not, or past them.
	last := (cmp.Or(r.Stories, r.Total) + pageHits - 1) / pageHits
	switch {
	case r.More:
		last = max(last, p.Page+1)
	case len(r.Hits) > 0:
		last = p.Page
	}
	if last = min(last, maxPage); last <= 1 {
		return nil
	}
	at := func(n int) string {
		p.Page = n
		return h.links.search(p)
	}
	out := &paging{}
	current := p.Page
	if current > 1 {
		out.Previous = at(min(current-1, last))
	}
	if current < last {
		out.Next = at(current + 1)
	}
	const around = 2
	shown := 0
	for n := 1; n <= last; n++ {
		if n != 1 && n != last && (n < current-around || n > current+around) {
			continue
		}
		out.Pages = append(out.Pages, pageLink{URL: at(n), Number: m.Number(n), Current: n == current, Gap: n > shown+1})
		shown = n
	}
	return out
}
