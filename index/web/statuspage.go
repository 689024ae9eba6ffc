package web

import (
	"net/http"
	"net/url"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// statusPage tells how the collection is, and what keeps it up to date.
type statusPage struct {
	layout
	Room     string // "" when nothing is on disk
	Upkeep   bool   // something is taken in here
	Fetching bool
	Waiting  string // "" when nothing waits
	Sources  []sourceView
	Searches []searchView
}

// sourceView is a source that is followed.
type sourceView struct {
	Address  string
	URL      string   // "" for a folder
	Facts    []string // kind, articles, what waits
	Visited  *moment  // nil when it never was
	Next     string
	Trouble  string // why it fails, "" when it works
	Failures string
	Worked   *moment
}

// searchView is a saved search.
type searchView struct {
	Name, Query, URL string
	Atom, JSON       string
	Facts            []string
	Trouble          string // that alerts fail, and when they are tried again; "" when not
}

// serveStatus answers GET /status.
func (h *Handler) serveStatus(w http.ResponseWriter, r *http.Request) {
	p := langParams(r)
	answer, err := h.status(r.Context())
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	h.render(w, r, http.StatusOK, "status", h.newStatusPage(p, answer, time.Now()))
}

func (h *Handler) newStatusPage(p params, a statusAnswer, now time.Time) *statusPage {
	m := message.In(p.Lang)
	page := &statusPage{layout: h.layout(p, titled(m.StatusTitle), articleCount(a.Articles))}
	page.Robots = "noindex"
	other := p
	other.Lang = m.OtherLang
	page.OtherLanguage = h.links.status(other)
	free := int64(-1)
	if a.FreeBytes != nil {
		free = *a.FreeBytes
	}
	if a.Bytes > 0 { // the built-in sample is in memory
		page.Room = m.Room(a.Bytes, free)
	}
	if a.Upkeep == nil {
		return page
	}
	page.Upkeep, page.Fetching = true, a.Upkeep.Fetching
	if a.Queued > 0 {
		page.Waiting = m.Waiting(a.Queued)
	}
	for _, s := range a.Upkeep.Sources {
		page.Sources = append(page.Sources, newSourceView(m, s, now))
	}
	for _, s := range a.Upkeep.Searches {
		page.Searches = append(page.Searches, h.newSearchView(m, s, now))
	}
	return page
}

func newSourceView(m *messages, s SourceStatus, now time.Time) sourceView {
	v := sourceView{
		Address: s.Address, URL: outside(s.Address), Facts: []string{m.SourceKind(s.Kind), m.Articles(s.Articles)},
		Visited: newMoment(m, s.Tried, now), Next: m.Ahead(s.Next, now), Worked: newMoment(m, s.Succeeded, now),
	}
	if s.Queued > 0 {
		v.Facts = append(v.Facts, m.Waiting(s.Queued))
	}
	if s.Skipped > 0 {
		v.Facts = append(v.Facts, m.Skipped(s.Skipped))
	}
	if s.Failures > 0 {
		v.Failures, v.Trouble = m.Fails(s.Failures), s.Error
	}
	return v
}

func (h *Handler) newSearchView(m *messages, s SearchStatus, now time.Time) searchView {
	feed := h.links.prefix + "saved/" + url.PathEscape(s.Name)
	v := searchView{
		Name: s.Name, Query: s.Query, URL: h.links.search(params{Query: s.Query, Lang: m.Lang, Page: 1, Sort: index.SortRelevance}),
		Atom: feed + ".atom", JSON: feed + ".json", Facts: []string{m.NewHits(int(min(s.Hits, 1<<31)))},
	}
	if s.Undelivered > 0 {
		v.Facts = append(v.Facts, m.Undelivered(int(min(s.Undelivered, 1<<31))))
	}
	if s.Failures > 0 {
		v.Trouble = m.NotDelivered + " (" + m.Fails(s.Failures) + "); " + m.Ahead(s.Next, now)
	}
	return v
}
