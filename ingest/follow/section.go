package follow

import (
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// maxSectionLinks bounds the articles of one section page.
	maxSectionLinks = 200
	// minHeadline is the length in characters from which the text of a link is a
	// headline; the names of sections are shorter.
	minHeadline = 25
)

// page is what is looked for on a page that lists articles.
type page struct {
	feeds []string // addresses of feeds that the page links
	links []string // addresses of articles
}

// readPage reads a page that was got from an address.
func readPage(address string, data []byte) (p page, err error) {
	base, err := url.Parse(address)
	if err != nil {
		return p, err
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return p, err
	}
	seen := map[string]bool{}
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.DataAtom == atom.Base:
			if u, err := base.Parse(attribute(n, "href")); err == nil {
				base = u
			}
		case n.DataAtom == atom.Link && isFeedLink(n):
			if u, err := base.Parse(attribute(n, "href")); err == nil {
				p.feeds = append(p.feeds, u.String())
			}
		case n.DataAtom == atom.A && len(p.links) < maxSectionLinks:
			link := articleLink(base, n)
			if link != "" && link != canonical(address) && !seen[link] {
				seen[link] = true
				p.links = append(p.links, link)
			}
		}
	}
	return p, nil
}

func isFeedLink(n *html.Node) bool {
	kind := strings.ToLower(attribute(n, "type"))
	return strings.Contains(strings.ToLower(attribute(n, "rel")), "alternate") &&
		(kind == "application/rss+xml" || kind == "application/atom+xml") && attribute(n, "href") != ""
}

// articleLink is where a link with the look of a headline leads to on the same site,
// or nothing.
func articleLink(base *url.URL, n *html.Node) string {
	u, err := base.Parse(strings.TrimSpace(attribute(n, "href")))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || site(u) != site(base) || len(strings.Trim(u.Path, "/")) == 0 {
		return ""
	}
	text := attribute(n, "title")
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			text += " " + d.Data
		}
	}
	if utf8.RuneCountInString(strings.Join(strings.Fields(text), " ")) < minHeadline {
		return ""
	}
	return canonical(u.String())
}

func site(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Host), "www.") }

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == name {
			return a.Val
		}
	}
	return ""
}

// canonical is an address without what only counts where a reader came from.
func canonical(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return address
	}
	u.Fragment, u.RawFragment = "", ""
	if u.RawQuery != "" {
		kept := strings.Split(u.RawQuery, "&")
		n := 0
		for _, pair := range kept {
			name, _, _ := strings.Cut(pair, "=")
			if name = strings.ToLower(name); strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" || name == "zarsrc" {
				continue
			}
			kept[n] = pair
			n++
		}
		u.RawQuery = strings.Join(kept[:n], "&")
	}
	return u.String()
}
