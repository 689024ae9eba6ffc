package index

import (
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/query"
)

// plan is a request ready to be executed.
type plan struct {
	index  *Index
	view   *view
	query  *query.Query
	terms  []*term
	leaves []engine.Leaf
	slots  int
	// words are the bare words of the top level: what may be missing in a loose match.
	words []*wordPart
	// must are the conditions that hold for every hit.
	must engine.And
	// expansions are the other forms of words that are searched for as well.
	expansions []*expansion
	scored     []*term // positive terms, in the order of the query
	err        error   // the first fault met while a document was verified
	// closers give back what the plan has borrowed.
	closers []func()
}

func (p *plan) close() {
	for _, f := range p.closers {
		f()
	}
}

// wordPart is one bare word of the query with its condition.
type wordPart struct {
	node  query.Node
	terms []*term
	expr  engine.Expr
}

// addTerm registers a term's leaves and returns the condition that a document has it.
func (p *plan) addTerm(t *term) engine.Expr {
	t.slot = p.slots
	p.slots++
	weight := 1.0
	if t.joined {
		weight = joinedWeight
	}
	if t.negated {
		weight = 0
	}
	if len(t.group) == 0 || t.negated {
		p.leaves = append(p.leaves, engine.Leaf{Fields: t.fields, Terms: []string{t.read}, Share: language.ShareOfAny([]string{t.read}), Weight: weight, Slot: t.slot})
		return engine.Slot(t.slot)
	}
	groupSlot := p.slots
	p.slots++
	p.leaves = append(p.leaves,
		engine.Leaf{Fields: t.fields, Terms: []string{t.read}, Share: language.ShareOfAny([]string{t.read}), Weight: weight * readWeight, Slot: t.slot},
		engine.Leaf{Fields: t.fields, Terms: t.group, Group: t.canonical, Share: language.ShareOfAny(t.group), Weight: weight * (1 - readWeight), Slot: groupSlot})
	if t.certainty >= sureReading && !t.quoted {
		return engine.Slot(t.slot)
	}
	return engine.Slot(groupSlot)
}

// build makes the conditions for the query tree. terms holds what was read for each word and phrase.
func (p *plan) build(terms map[query.Node]*nodeTerms) error {
	if p.query.Root == nil {
		return nil
	}
	parts := []query.Node{p.query.Root}
	if and, ok := p.query.Root.(*query.And); ok {
		parts = and.Nodes
	}
	for _, n := range parts {
		expr, err := p.expr(n, terms)
		if err != nil {
			return err
		}
		if word, ok := n.(*query.Word); ok {
			p.words = append(p.words, &wordPart{node: word, terms: terms[n].parts, expr: expr})
			continue
		}
		p.must = append(p.must, expr)
	}
	return nil
}

// expr is the condition that a document has all that a node asks for.
func (p *plan) expr(n query.Node, terms map[query.Node]*nodeTerms) (engine.Expr, error) {
	switch n := n.(type) {
	case *query.Word:
		return p.word(terms[n]), nil
	case *query.Phrase:
		return p.phrase(terms[n]), nil
	case *query.Prefix:
		return p.prefix(n, engine.AllFields)
	case *query.Field:
		if f := labelFieldOf(n.Name); f != nil {
			return p.label(f, n.Node)
		}
		if prefix, ok := n.Node.(*query.Prefix); ok {
			return p.prefix(prefix, textFields[n.Name])
		}
		return p.expr(n.Node, terms)
	case *query.Not:
		inner, err := p.expr(n.Node, terms)
		return engine.Not{Expr: inner}, err
	case *query.And:
		all := engine.And{}
		for _, child := range n.Nodes {
			e, err := p.expr(child, terms)
			if err != nil {
				return nil, err
			}
			all = append(all, e)
		}
		return all, nil
	case *query.Or:
		any := engine.Or{}
		for _, child := range n.Nodes {
			e, err := p.expr(child, terms)
			if err != nil {
				return nil, err
			}
			any = append(any, e)
		}
		return any, nil
	}
	return engine.Or{}, nil
}

// word holds where a document has all parts of a word, or the compound of them.
func (p *plan) word(t *nodeTerms) engine.Expr {
	all := engine.And{}
	for _, part := range t.parts {
		all = append(all, p.addTerm(part))
	}
	if len(t.joined) == 0 {
		if len(all) == 1 {
			return all[0]
		}
		return all
	}
	any := engine.Or{all}
	for _, j := range t.joined {
		any = append(any, p.addTerm(j))
	}
	return any
}

// phrase holds where the parts of a phrase stand side by side.
func (p *plan) phrase(t *nodeTerms) engine.Expr {
	all := engine.And{}
	for _, part := range t.parts {
		all = append(all, p.addTerm(part))
	}
	if len(t.parts) < 2 {
		return all
	}
	for i := 1; i < len(t.parts); i++ {
		if e := p.index.sequences.Neighbouring(p.view.Segments, t.parts[i-1].accepted(), t.parts[i].accepted()); e != nil {
			all = append(all, e)
		}
	}
	return engine.Check{Expr: all, Verify: p.verifier(t.parts)}
}

// all is the condition that a document has everything the query asks for,
// leaving out the words in dropped.
func (p *plan) all(dropped []*wordPart) engine.And {
	all := engine.And{}
	all = append(all, p.must...)
next:
	for _, w := range p.words {
		for _, d := range dropped {
			if w == d {
				continue next
			}
		}
		all = append(all, w.expr)
	}
	return cheapFirst(all)
}

// cheapFirst puts the conditions that look into documents last.
func cheapFirst(all engine.And) engine.And {
	var cheap, costly engine.And
	for _, e := range all {
		if _, ok := e.(engine.Check); ok {
			costly = append(costly, e)
		} else {
			cheap = append(cheap, e)
		}
	}
	return append(cheap, costly...)
}

// split takes the look into documents out of a condition: what can be decided
// on sets, and what then has to be verified, nil for nothing.
func split(all engine.And) (engine.And, func(seg int, doc uint32) bool) {
	var checks []func(int, uint32) bool
	sets := engine.And{}
	for _, e := range all {
		if c, ok := e.(engine.Check); ok {
			checks = append(checks, c.Verify)
			e = c.Expr
		}
		sets = append(sets, e)
	}
	switch len(checks) {
	case 0:
		return sets, nil
	case 1:
		return sets, checks[0]
	}
	return sets, func(seg int, doc uint32) bool {
		for _, check := range checks {
			if !check(seg, doc) {
				return false
			}
		}
		return true
	}
}
