package web

import (
	"strings"

	"github.com/newssearch/newssearch/index/message"
)

// layout is what every page has. Each page is a struct of its own that embeds it.
type layout struct {
	T     *messages
	Title string
	// Home, Static files, the other language: addresses.
	Home, Style, Script, Icon, OpenSearch string
	OtherLanguage, StatusPage             string
	Feed                                  string // "" when the page has none
	Suggest                               string
	Box                                   box
	Articles                              string // how many articles there are, in words
	Sample                                bool
	Robots                                string
	// Status is the message of a live region, for those who hear the page.
	Status string
}

// box is the search box. Its form carries the filters that are set.
type box struct {
	Query  string
	Hidden []field
	Focus  bool
}

// field is a hidden field of a form.
type field struct{ Name, Value string }

// hidden are the parameters of p as fields, without those named.
func hidden(p params, without ...string) []field {
	v := p.values()
	for _, name := range append(without, paramPage) {
		v.Del(name)
	}
	var fields []field
	for _, name := range []string{paramQuery, paramSource, paramCategory, paramAuthor, paramTag, paramWhen, paramFrom, paramTo, paramSort, paramLiteral, paramAllWords, paramExpand, paramLang} {
		for _, value := range v[name] {
			fields = append(fields, field{name, value})
		}
	}
	return fields
}

// titled is the title of a window: what it shows, then the program.
func titled(parts ...string) string {
	kept := parts[:0:0]
	for _, p := range append(parts, "newssearch") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			kept = append(kept, shortened(p, maxWindowTitle))
		}
	}
	return strings.Join(kept, " · ")
}

// maxWindowTitle is how much of each part a window's title has, in runes.
const maxWindowTitle = 120

// layout fills in what every page has.
func (h *Handler) layout(p params, title string, figures articleCount) layout {
	m := message.In(p.Lang)
	other := p
	other.Lang = m.OtherLang
	home := params{Lang: p.Lang, Page: 1, Sort: "relevance"}
	return layout{
		T: m, Title: title,
		Home: h.links.search(home), Style: h.assets.url("style.css"), Script: h.assets.url("app.js"), Icon: h.assets.url("icon.svg"),
		OpenSearch: h.links.prefix + "opensearch.xml", OtherLanguage: h.links.search(other), StatusPage: h.links.status(p),
		Suggest: h.links.prefix + "api/suggest",
		Box:     box{Query: p.Query, Hidden: hidden(p, paramQuery, paramLiteral)},
		Sample:  h.options.Sample, Articles: figures.words(m),
	}
}

// articleCount is the number of articles in the collection, -1 when it could not be told.
type articleCount int

func (n articleCount) words(m *messages) string {
	if n < 0 {
		return ""
	}
	return m.Articles(int(n))
}
