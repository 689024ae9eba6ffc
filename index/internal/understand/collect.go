package understand

import (
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/query"
)

// collector turns a query tree into terms.
type collector struct {
	*Understood
	// last is the term that the next one follows, when nothing lies between.
	last *Term
	// prefixes are the terms of prefixes, which the collection has to complete.
	prefixes []*Term
}

// collect reads the terms of every word and phrase below n.
func (c *collector) collect(n query.Node, field string, negated bool) {
	switch n := n.(type) {
	case *query.Word, *query.Phrase:
		c.node(n, field, negated)
	case *query.Prefix:
		t := &Term{
			Start: n.Start, End: n.End, Typed: n.Text, Canonical: n.Text + "*", Shown: n.Text + "*",
			Certainty: 1, Field: field, Prefix: true,
		}
		c.prefixes = append(c.prefixes, t)
		c.Nodes[n] = &Parts{Parts: []*Term{t}}
	case *query.Field:
		c.last = nil
		if n.Name == query.Title || n.Name == query.Lead {
			c.collect(n.Node, n.Name, negated)
		}
		c.last = nil
	case *query.Not:
		c.last = nil
		c.collect(n.Node, field, true)
		c.last = nil
	case *query.And:
		for _, child := range n.Nodes {
			c.collect(child, field, negated)
		}
	case *query.Or:
		for _, child := range n.Nodes {
			c.last = nil
			c.collect(child, field, negated)
		}
		c.last = nil
	}
}

// node collects the terms of a word or phrase.
func (c *collector) node(n query.Node, field string, negated bool) {
	start, end := n.Span()
	_, quoted := n.(*query.Phrase)
	if word, ok := n.(*query.Word); ok {
		quoted = word.Quoted
	}
	parts := &Parts{}
	c.Nodes[n] = parts
	tokens := analyzer.Tokenize(c.text[start:end])
	if !quoted && c.last != nil && len(tokens) == 1 {
		if number, ok := analyzer.Numbered(c.last.Canonical, c.text[start:end]); ok {
			// The articles have 14 beside the XIV of "khóa XIV". VI may be a word in capitals.
			if analyzer.IsSyllable(tokens[0].Term) {
				tokens = append([]analyzer.Token{{Start: tokens[0].Start, End: tokens[0].End, Term: number, Compound: true}}, tokens...)
			} else {
				tokens[0].Term = number
			}
		}
	}
	if day, ok := analyzer.DayMonth(strings.TrimRight(c.text[start:end], ".,;:!?")); ok {
		tokens = append([]analyzer.Token{{Start: tokens[0].Start, End: tokens[len(tokens)-1].End, Term: day, Compound: true}}, tokens...)
	}
	host := 0 // where the address that the tokens are parts of ends
	for i := range tokens {
		t := &tokens[i]
		host = max(host, hostEnd(t, c.text[start:end]))
		q := &Term{
			Start: start + t.Start, End: start + t.End,
			Typed:     c.text[start+t.Start : start+t.End],
			Canonical: t.Term, Read: t.Term, Certainty: 1,
			Field: field, Quoted: quoted, Negated: negated, Joined: t.Compound, Host: t.Start < host,
		}
		q.Shown = q.Typed
		c.Terms = append(c.Terms, q)
		if t.Compound {
			parts.Joined = append(parts.Joined, q)
			continue
		}
		if !negated {
			if !t.Break && c.last != nil && c.last.Quoted == quoted && c.last.Field == field {
				q.Before = c.last
			}
			c.last = q
		}
		parts.Parts = append(parts.Parts, q)
	}
}

// hostEnd is the end of the host of an address, or of the whole e-mail address, in text; 0 when t is none.
func hostEnd(t *analyzer.Token, text string) int {
	switch t.Kind {
	case analyzer.KindEmail:
		return t.End
	case analyzer.KindURL:
		at := t.Start
		if scheme := strings.Index(text[at:t.End], "://"); scheme >= 0 {
			at += scheme + len("://")
		}
		if path := strings.IndexAny(text[at:t.End], "/?#"); path >= 0 {
			return at + path
		}
		return t.End
	}
	return 0
}

// addPrefixes adds the terms that prefixes were completed to.
func (c *collector) addPrefixes() {
	for _, t := range c.prefixes {
		t.Group = c.found.Prefixed[t.Typed]
		if len(t.Group) == 0 {
			continue
		}
		t.Read = t.Group[0]
		c.Terms = append(c.Terms, t)
	}
	for n, p := range c.Nodes {
		if _, ok := n.(*query.Prefix); ok && len(p.Parts[0].Group) == 0 {
			p.Parts = nil
		}
	}
}
