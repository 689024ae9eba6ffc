package web

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// atomFeed is a feed as RFC 4287 has it.
type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang      string      `xml:"xml:lang,attr"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Updated   string      `xml:"updated"`
	Author    atomPerson  `xml:"author"`
	Generator string      `xml:"generator"`
	Links     []atomLink  `xml:"link"`
	Entries   []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published,omitempty"`
	Author     atomPerson     `xml:"author"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary,omitempty"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// serveFeed answers GET /feed?q=… with the newest articles of a search, each
// story once.
func (h *Handler) serveFeed(w http.ResponseWriter, r *http.Request) {
	v, err := values(r)
	if err != nil {
		h.fail(w, r, langParams(r), err)
		return
	}
	p, err := readParams(v)
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	p.Sort, p.limit = index.SortNewest, feedEntries
	results, err := h.searcher.search(r.Context(), p.request())
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	body, err := xml.MarshalIndent(h.feed(r, p, &results[0]), "", " ")
	if err != nil {
		h.fail(w, r, p, fmt.Errorf("write feed: %w", err))
		return
	}
	body = append([]byte(xml.Header), append(body, '\n')...)
	send(w, r, http.StatusOK, "application/atom+xml; charset=utf-8", body, body)
}

func (h *Handler) feed(r *http.Request, p params, result *index.Result) *atomFeed {
	origin := strings.TrimSuffix(h.base(r), h.options.Prefix)
	if h.options.BaseURL != "" {
		origin = strings.TrimSuffix(h.options.BaseURL, "/")
	}
	absolute := func(address string) string {
		if h.options.BaseURL != "" {
			return h.options.BaseURL + strings.TrimPrefix(address, h.options.Prefix)
		}
		return origin + address
	}
	self := absolute(h.links.feed(p))
	f := &atomFeed{
		Lang: string(message.Vietnamese), ID: self, Title: xmlText(titled(p.Query)), Author: atomPerson{"newssearch"}, Generator: "newssearch",
		Updated: atomTime(time.Time{}),
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: self},
			{Rel: "alternate", Type: "text/html", Href: absolute(h.links.search(p))},
		},
	}
	for i := range result.Hits {
		hit := &result.Hits[i]
		if i == 0 {
			f.Updated = atomTime(hit.Published)
		}
		f.Entries = append(f.Entries, h.entry(hit, absolute(h.links.article(hit.ID, params{}))))
	}
	return f
}

func (h *Handler) entry(hit *index.Hit, page string) atomEntry {
	original := outside(hit.URL)
	e := atomEntry{
		ID: page, Title: xmlText(hit.Title), Updated: atomTime(hit.Published), Author: atomPerson{"newssearch"},
		Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: page}}, Summary: xmlText(hit.Snippet.Text),
	}
	if original != "" {
		e.Links = append(e.Links, atomLink{Rel: "via", Type: "text/html", Href: original})
	}
	if !hit.Published.IsZero() {
		e.Published = e.Updated
	}
	if source := xmlText(hit.Source); source != "" {
		e.Author.Name = source
	}
	if hit.Category != "" {
		e.Categories = []atomCategory{{xmlText(hit.Category)}}
	}
	return e
}

// atomTime writes a time; an article without one is as old as can be, since
// Atom wants a time and readers sort by it.
func atomTime(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.In(index.VietnamTime).Format(time.RFC3339)
}

// xmlText drops what XML 1.0 cannot hold, such as NUL.
func xmlText(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == utf8.RuneError || r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s))
}
