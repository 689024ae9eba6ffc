package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// textless are elements whose content is not read by a reader.
var textless = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true,
	atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Svg: true, atom.Head: true,
	atom.Object: true, atom.Audio: true, atom.Video: true, atom.Canvas: true, atom.Nav: true,
}

// inline are elements that do not end a paragraph.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Big: true, atom.Cite: true, atom.Code: true, atom.Del: true,
	atom.Em: true, atom.Font: true, atom.I: true, atom.Img: true, atom.Ins: true, atom.Kbd: true, atom.Label: true,
	atom.Mark: true, atom.Q: true, atom.S: true, atom.Small: true, atom.Span: true, atom.Strike: true,
	atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true, atom.U: true, atom.Var: true,
	atom.Wbr: true, atom.Data: true, atom.Bdi: true, atom.Bdo: true, atom.Picture: true, atom.Source: true,
}

// nodeText is the text below n as a reader sees it, a paragraph a line.
// Subtrees for which skip is true are left out; skip may be nil.
func nodeText(n *html.Node, skip func(*html.Node) bool) string {
	var b strings.Builder
	writeText(&b, n, skip)
	return cleanBlock(b.String())
}

// writeText recurses; package html bounds the depth of what it parses to 512.
func writeText(b *strings.Builder, n *html.Node, skip func(*html.Node) bool) {
	switch n.Type {
	case html.TextNode:
		b.WriteString(strings.Map(lineToSpace, n.Data))
		return
	case html.ElementNode:
		if textless[n.DataAtom] || skip != nil && skip(n) {
			return
		}
	}
	breaks := n.Type == html.ElementNode && !inline[n.DataAtom]
	cell := n.DataAtom == atom.Td || n.DataAtom == atom.Th
	switch {
	case cell:
		b.WriteByte(' ')
	case breaks:
		b.WriteByte('\n')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeText(b, c, skip)
	}
	if breaks && !cell {
		b.WriteByte('\n')
	}
}

// lineToSpace makes line breaks of the source what they are on a page.
func lineToSpace(r rune) rune {
	if r == '\n' || r == '\r' {
		return ' '
	}
	return r
}

// oneLine joins the lines of a text.
func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// attribute is the value of an attribute of n, or nothing.
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}
