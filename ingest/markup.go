package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

var (
	// markupTag is a tag of running text. A "<" in a formula or in "a < b" is none.
	markupTag = lazyregexp.New(`(?i)</?(?:p|div|br|span|a|img|b|i|em|strong|h[1-6]|ul|ol|li|table|tbody|tr|td|th|figure|figcaption|blockquote|article|section|` +
		`iframe|script|style|font|center|u|sup|sub|small|video|html|body|picture|source|hr|pre|main|header|footer|time|ins|input|form)(?:\s[^<>]*)?/?>`)
	// entity is a character by name or number.
	entity    = lazyregexp.New(`&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});`)
	wholePage = lazyregexp.New(`(?i)^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]`)
)

// maxEscapes is how often markup is escaped at most: once in JSON made of feeds, twice
// where a feed was put in a feed.
const maxEscapes = 2

// unmarked is the text of a value that may be markup, as data sets and feeds have it:
// tags are taken away and entities resolved, a paragraph a line. Plain text comes out
// as it is. Captions are the texts of pictures in it, which the text is without.
func unmarked(s string) (text string, captions []string) {
	for range maxEscapes {
		if strings.IndexByte(s, '<') >= 0 && markupTag.MatchString(s) {
			return fragment(s)
		}
		if strings.IndexByte(s, '&') < 0 || !entity.MatchString(s) {
			return s, nil
		}
		s = html.UnescapeString(s)
	}
	return s, nil
}

// plainLine is unmarked for a value of one line, such as a title.
func plainLine(s string) string {
	text, _ := unmarked(s)
	return oneLine(text)
}

// fragment is the text of markup, and the texts of its pictures.
func fragment(markup string) (text string, captions []string) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(markup), body)
	if err != nil { // nested too deep
		return "", nil
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	captions = captionsOf(body)
	return splitCaptions(nodeText(body, captionNode), captions)
}

// captionsOf are the texts of the pictures below n, by what the markup calls them.
func captionsOf(n *html.Node) []string {
	var captions []string
	for d := range n.Descendants() {
		if captionNode(d) {
			captions = append(captions, oneLine(nodeText(d, nil)))
		}
	}
	return captions
}

// splitCaptions moves the lines of text that say themselves that they are of pictures
// to captions.
func splitCaptions(text string, captions []string) (string, []string) {
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		if captionLine(line) {
			captions = append(captions, line)
		} else {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n"), captions
}
