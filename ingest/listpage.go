package ingest

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// What tells a page that lists articles, where nothing says that it is one.
const (
	// maxLinked is the share of its text that an article has in links at most. Articles
	// have 5 %, with the list of others below them 30 %; section pages 60 to 100 %.
	maxLinked = 0.5
	// maxHeadlines is how many linked headings an article has within its text at most.
	maxHeadlines = 4
	// manyHeadlines is from how many on the page the text must be that of an article.
	manyHeadlines = 8
	// minProse is how many paragraphs beside no headline make a short article.
	minProse = 2
	// minArticle is the least text outside of links, in characters, that makes an article
	// among many headlines. A teaser has 100 to 300.
	minArticle = 400
)

// listBody are classes that content systems give to the body of such pages.
var listBody = lazyregexp.New(`(?i)(?:^|\s)(?:archive|category|tag|home|blog|search|search-results|page-category|section-page|cate-page|trang-chu)(?:$|\s)`)

// list says why the page is one that lists articles, given the part of it that was taken
// for the text; of an article it is empty.
func (p *page) list(text *html.Node) string {
	if p.ld.articles == 1 || p.first("article:published_time", "datepublished") != "" {
		return ""
	}
	if p.ld.collection && p.ld.articles == 0 {
		return "it says so"
	}
	if u, err := url.Parse(p.address()); err == nil && u.Host != "" && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && p.ld.articles != 1 {
		return "it is the front page of a site"
	}
	kind := strings.ToLower(p.first("og:type"))
	linked, free, headlines := linkedText(text)
	if linked+free > 0 && float64(linked) > maxLinked*float64(linked+free) {
		return fmt.Sprintf("%d of 100 characters are in links", 100*linked/(linked+free))
	}
	if kind == "article" && p.ld.articles == 0 && headlines <= maxHeadlines {
		return ""
	}
	if headlines > maxHeadlines {
		return fmt.Sprintf("%d linked headlines in it", headlines)
	}
	if _, _, all := linkedText(p.doc); all >= manyHeadlines && (free < minArticle && prose(text) < minProse || p.listClass()) {
		return fmt.Sprintf("%d linked headlines and %d characters of text", all, free)
	}
	return ""
}

// prose counts the paragraphs below n that are not those of teasers, which stand beside a
// linked headline.
func prose(n *html.Node) int {
	const shortest = 60 // characters
	count := 0
	for d := range n.Descendants() {
		if d.DataAtom != atom.P {
			continue
		}
		linked, free, _ := linkedText(d)
		if free < shortest || linked > free {
			continue
		}
		if _, _, headlines := linkedText(d.Parent); headlines == 0 {
			count++
		}
	}
	return count
}

func (p *page) listClass() bool {
	for n := range p.doc.Descendants() {
		if n.DataAtom == atom.Body {
			return listBody.MatchString(attribute(n, "class"))
		}
	}
	return false
}

// linkedText counts the characters below n in links and outside of them, and the
// headings that are links.
func linkedText(n *html.Node) (linked, free, headlines int) {
	var walk func(n *html.Node, inLink, inHeading bool)
	walk = func(n *html.Node, inLink, inHeading bool) {
		switch n.Type {
		case html.TextNode:
			if count := utf8.RuneCountInString(strings.TrimSpace(n.Data)); inLink {
				linked += count
			} else {
				free += count
			}
			return
		case html.ElementNode:
			if textless[n.DataAtom] {
				return
			}
			switch n.DataAtom {
			case atom.A:
				if inHeading && !inLink && linkedHeadline(n) {
					headlines++
				}
				inLink = true
			case atom.H2, atom.H3, atom.H4, atom.H5:
				if inLink && !inHeading && linkedHeadline(n) {
					headlines++
				}
				inHeading = true
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inLink, inHeading)
		}
	}
	walk(n, false, false)
	return linked, free, headlines
}

// linkedHeadline reports whether the text of n is long enough for a headline.
func linkedHeadline(n *html.Node) bool {
	const shortest = 20 // characters; sections and labels are shorter
	return utf8.RuneCountInString(nodeText(n, nil)) >= shortest
}
