package web

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/export"
)

// links writes the addresses of the handler's own pages.
type links struct{ prefix string }

// search is the address of the search page with p.
func (l links) search(p params) string { return withQuery(l.prefix, p.values()) }

// status is the address of the page about the collection's upkeep.
func (l links) status(p params) string {
	return withQuery(l.prefix+"status", params{Lang: p.Lang, Page: 1, Sort: index.SortRelevance}.values())
}

// article is the address of an article that was found by the search p, so that
// there is a way back to its page of results.
func (l links) article(id string, p params) string { return l.byID("article", id, p.values()) }

// byID is an address below which things are found by an ID. Browsers resolve
// "." and ".." even when escaped, so these IDs stand behind "?".
func (l links) byID(folder, id string, v url.Values) string {
	if id == "." || id == ".." {
		v.Set(paramID, id)
		return withQuery(l.prefix+folder, v)
	}
	return withQuery(l.prefix+folder+"/"+url.PathEscape(id), v)
}

// values is the address of all the values of the facets of the search p.
func (l links) values(p params) string {
	p.Page, p.Sort, p.Lang = 1, "", ""
	v := p.values()
	v.Set(paramFacets, "1")
	v.Set(paramValues, strconv.Itoa(index.MaxFacetValues))
	v.Set(paramLimit, "1")
	return withQuery(l.prefix+"api/search", v)
}

// feed is the address of the Atom feed of the search p.
func (l links) feed(p params) string {
	p.Page, p.Sort, p.Lang = 1, "relevance", ""
	return withQuery(l.prefix+"feed", p.values())
}

// export is the address of all articles of the search p in a form.
func (l links) export(p params, f export.Format) string {
	p.Page, p.Sort, p.Lang = 1, "relevance", ""
	v := p.values()
	v.Set(paramFormat, string(f))
	return withQuery(l.prefix+"export", v)
}

func withQuery(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// outside is an address as found in an article when it is safe to link to: http
// or https with a host, without a password. Otherwise it is "".
func outside(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// host is the name of the site that an address from outside belongs to.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
