package query

import "strings"

// Node is a part of a query tree: *Word, *Phrase, *Prefix, *Field, *Not, *And
// or *Or. Nodes are not changed after Parse and are safe for concurrent use.
type Node interface {
	// String is the node in canonical form, which Parse reads again.
	String() string
	// Span is the node's place in the string given to Parse: bytes
	// [start, end), on rune borders.
	Span() (start, end int)
	node()
}

// Word is one word as typed, without spaces, with at least one letter or digit.
// It may hold several syllables ("Covid-19") and punctuation ("U.S.,"): what it
// means is the index's business. Invisible format characters are left out.
type Word struct {
	Text       string
	Start, End int
	// Quoted: it is a word of a phrase that was loosened; see Query.Loosen.
	Quoted bool
}

// Phrase is quoted text, its spaces collapsed, without the quotes.
type Phrase struct {
	Text       string
	Start, End int
}

// Prefix asks for words that begin with Text, which is as for Word, without the star.
type Prefix struct {
	Text       string
	Start, End int
}

// Names of fields, as in Field.Name.
const (
	Title    = "title"
	Lead     = "lead"
	Source   = "source"
	Category = "category"
	Author   = "author"
	Tag      = "tag"
	// Site is the host of an article's address, URL its words.
	Site = "site"
	URL  = "url"
)

// Field restricts Node, always a *Word, *Phrase or *Prefix, to the field Name:
// title:(a OR b) is read as title:a OR title:b.
type Field struct {
	Name       string
	Node       Node
	Start, End int
}

// Not excludes what Node finds. It stands only among the Nodes of an And, and
// its Node is never itself a Not.
type Not struct {
	Node       Node
	Start, End int
}

// And wants all of two or more Nodes; at least one of them is not a Not, and
// none is an And.
type And struct{ Nodes []Node }

// Or wants any of two or more Nodes; none of them is a Not or an Or.
type Or struct{ Nodes []Node }

func (*Word) node()   {}
func (*Phrase) node() {}
func (*Prefix) node() {}
func (*Field) node()  {}
func (*Not) node()    {}
func (*And) node()    {}
func (*Or) node()     {}

// Span implements Node.
func (n *Word) Span() (start, end int) { return n.Start, n.End }

// Span implements Node.
func (n *Phrase) Span() (start, end int) { return n.Start, n.End }

// Span implements Node.
func (n *Prefix) Span() (start, end int) { return n.Start, n.End }

// Span implements Node.
func (n *Field) Span() (start, end int) { return n.Start, n.End }

// Span implements Node.
func (n *Not) Span() (start, end int) { return n.Start, n.End }

// Span implements Node.
func (n *And) Span() (start, end int) { return spanOf(n.Nodes) }

// Span implements Node.
func (n *Or) Span() (start, end int) { return spanOf(n.Nodes) }

// spanOf relies on nodes standing in the order in which they were typed.
func spanOf(nodes []Node) (start, end int) {
	if len(nodes) == 0 {
		return 0, 0
	}
	start, _ = nodes[0].Span()
	_, end = nodes[len(nodes)-1].Span()
	return start, end
}

func (n *Word) String() string   { return n.Text }
func (n *Phrase) String() string { return `"` + n.Text + `"` }
func (n *Prefix) String() string { return n.Text + "*" }
func (n *Field) String() string  { return n.Name + ":" + n.Node.String() }

func (n *Not) String() string {
	switch n.Node.(type) {
	case *And, *Or:
		return "-(" + n.Node.String() + ")"
	}
	return "-" + n.Node.String()
}

func (n *And) String() string {
	var b strings.Builder
	previous := ""
	for i, node := range n.Nodes {
		s := node.String()
		switch node.(type) {
		case *Or:
			s = "(" + s + ")"
		case *Not:
			if goesOn(b.String()+" ", s[1:]) {
				s = "-(" + s[1:] + ")"
			}
		}
		switch {
		case i == 0:
		case joinsFieldName(previous, s):
			// "tiêu" beside "đề:x" would read as the field tiêu đề; a
			// dash between spaces means nothing and keeps them apart.
			b.WriteString(" - ")
		default:
			b.WriteByte(' ')
		}
		b.WriteString(s)
		previous = s
	}
	return b.String()
}

func (n *Or) String() string {
	parts := make([]string, len(n.Nodes))
	for i, node := range n.Nodes {
		parts[i] = node.String()
	}
	return strings.Join(parts, " OR ")
}

// and joins nodes, flattening; nil for none.
func and(nodes []Node) Node {
	var flat []Node
	for _, n := range nodes {
		if inner, ok := n.(*And); ok {
			flat = append(flat, inner.Nodes...)
		} else if n != nil {
			flat = append(flat, n)
		}
	}
	switch len(flat) {
	case 0:
		return nil
	case 1:
		return flat[0]
	}
	return &And{Nodes: flat}
}

// or joins nodes, flattening; nil for none.
func or(nodes []Node) Node {
	var flat []Node
	for _, n := range nodes {
		if inner, ok := n.(*Or); ok {
			flat = append(flat, inner.Nodes...)
		} else if n != nil {
			flat = append(flat, n)
		}
	}
	switch len(flat) {
	case 0:
		return nil
	case 1:
		return flat[0]
	}
	return &Or{Nodes: flat}
}

// not negates a node; two negations cancel.
func not(n Node, start, end int) Node {
	if inner, ok := n.(*Not); ok {
		return inner.Node
	}
	return &Not{Node: n, Start: start, End: end}
}
