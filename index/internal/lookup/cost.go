package lookup

import (
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/query"
)

// A query's cost is the number of postings that answering it touches, as far as that can
// be told from document frequencies. It says which queries are dear, not how long they take.

const (
	// checkCost is what looking for a phrase in one article costs, in postings.
	checkCost = 16
	// labelShare: a beginning of a label is looked for among all labels, once a segment.
	labelShare = 4
)

// prefixShare is how many postings the terms that begin with one, two or three letters
// have together, for each article: about what 37,000 articles have, and more where marks are
// left out. They are not looked up, since that is what is dear about them.
var prefixShare = [...]int64{16, 8, 2, 1}

// costing adds up the cost of a query.
type costing struct {
	view *View
	docs int64
	met  map[string]bool // what is evaluated once
	sum  int64
}

// Cost estimates how many postings a query touches in a collection of docs articles. A word
// that is there twice counts once, since it is evaluated once.
func (v *View) Cost(root query.Node, docs int) (int64, error) {
	c := costing{view: v, docs: int64(docs), met: map[string]bool{}}
	if root == nil {
		return c.docs, nil
	}
	err := c.add(root)
	return c.sum, err
}

func (c *costing) add(n query.Node) error {
	switch n := n.(type) {
	case *query.And:
		return c.addAll(n.Nodes)
	case *query.Or:
		return c.addAll(n.Nodes)
	case *query.Not:
		return c.add(n.Node)
	case *query.Field:
		if _, ok := n.Node.(*query.Prefix); ok && c.first(n.String()) && n.Name != query.Title && n.Name != query.Lead {
			c.sum += labelShare * c.docs
			return nil
		}
		return c.add(n.Node)
	case *query.Prefix:
		if c.first(n.String()) {
			letters := min(utf8.RuneCountInString(n.Text), len(prefixShare))
			c.sum += prefixShare[max(letters, 1)-1] * c.docs
		}
	case *query.Word:
		_, err := c.addText(n.Text)
		return err
	case *query.Phrase:
		if !c.first(n.String()) {
			return nil
		}
		rarest, err := c.addText(n.Text)
		c.sum += checkCost * rarest
		return err
	}
	return nil
}

func (c *costing) addAll(nodes []query.Node) error {
	for _, n := range nodes {
		if err := c.add(n); err != nil {
			return err
		}
	}
	return nil
}

// first reports whether something is met for the first time.
func (c *costing) first(what string) bool {
	met := c.met[what]
	c.met[what] = true
	return !met
}

// addText adds the postings of the words of a text, with all that they may be read as
// when marks were left out. It returns those of the rarest.
func (c *costing) addText(text string) (rarest int64, err error) {
	rarest = c.docs
	for _, term := range analyzer.Terms(text) {
		e, err := c.view.entry(term)
		if err != nil {
			return 0, err
		}
		n := int64(e.Articles)
		for _, known := range e.Agreeing {
			if known.Term != term {
				n += int64(known.Articles)
			}
		}
		if rarest = min(rarest, n); c.first("word " + term) {
			c.sum += n
		}
	}
	return rarest, nil
}
