package index

import (
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/lookup"
	"github.com/newssearch/newssearch/index/internal/query"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// plan is a request ready to be executed.
type plan struct {
	index  *Index
	view   *view
	query  *query.Query
	terms  []*understand.Term
	leaves []engine.Leaf
	slots  int
	// slotOf has the slot of each term, leavesOf the places of its leaves: from the first to before the second.
	slotOf   map[*understand.Term]int
	leavesOf map[*understand.Term][2]int
	// words are the bare words of the top level: what may be missing in a loose match.
	words []*wordPart
	// must are the conditions that hold for every hit.
	must engine.And
	// expansions are the other forms of words that are searched for as well.
	expansions []*understand.Expansion
	// weights are the weights of their terms.
	weights map[*understand.Expansion]float64
	// checks: some condition looks into documents.
	checks bool
	scored []*understand.Term // positive terms, in the order of the query
	err    error              // the first fault met while a document was verified
	// closers give back what the plan has borrowed.
	closers []func()
}

func newPlan(x *Index, v *view, q *query.Query, u *understand.Understood) *plan {
	return &plan{
		index: x, view: v, query: q, terms: u.Terms, scored: u.Scored(), expansions: u.Expansions,
		slotOf: map[*understand.Term]int{}, leavesOf: map[*understand.Term][2]int{}, weights: map[*understand.Expansion]float64{},
	}
}

func (p *plan) close() {
	for _, f := range p.closers {
		f()
	}
}

// wordPart is one bare word of the query with its condition.
type wordPart struct {
	node  query.Node
	terms []*understand.Term
	expr  engine.Expr
}

// newSlot gives a term a slot.
func (p *plan) newSlot(t *understand.Term) int {
	slot := p.slots
	p.slots++
	p.slotOf[t] = slot
	return slot
}

// addTerm registers a term's leaves and returns the condition that a document has it.
func (p *plan) addTerm(t *understand.Term) engine.Expr {
	slot, fields := p.newSlot(t), lookup.FieldsOf(t.Field)
	first := len(p.leaves)
	defer func() { p.leavesOf[t] = [2]int{first, len(p.leaves)} }()
	weight := 1.0
	if t.Joined {
		weight = joinedWeight
	}
	if t.Negated {
		weight = 0
	}
	if len(t.Group) == 0 || t.Negated {
		p.leaves = append(p.leaves, engine.Leaf{Fields: fields, Terms: []string{t.Read}, Share: language.ShareOfAny([]string{t.Read}), Weight: weight, Slot: slot})
		return engine.Slot(slot)
	}
	groupSlot := p.slots
	p.slots++
	p.leaves = append(p.leaves,
		engine.Leaf{Fields: fields, Terms: []string{t.Read}, Share: language.ShareOfAny([]string{t.Read}), Weight: weight * readWeight, Slot: slot},
		engine.Leaf{Fields: fields, Terms: t.Group, Group: t.Canonical, Share: language.ShareOfAny(t.Group), Weight: weight * (1 - readWeight), Slot: groupSlot})
	if t.Certainty >= sureReading && !t.Quoted {
		return engine.Slot(slot)
	}
	return engine.Slot(groupSlot)
}

// anyReading is the condition that a document has any of the terms that t stands for.
func (p *plan) anyReading(t *understand.Term) engine.Expr {
	read := engine.Slot(p.slotOf[t])
	if len(t.Group) == 0 || t.Negated {
		return read
	}
	return engine.Or{read, engine.Slot(p.slotOf[t] + 1)} // see addTerm
}

// build makes the conditions for the query tree. terms holds what was read for each word and phrase.
func (p *plan) build(terms map[query.Node]*understand.Parts) error {
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
			p.words = append(p.words, &wordPart{node: word, terms: terms[n].Parts, expr: expr})
			continue
		}
		p.must = append(p.must, expr)
	}
	return nil
}

// expr is the condition that a document has all that a node asks for.
func (p *plan) expr(n query.Node, terms map[query.Node]*understand.Parts) (engine.Expr, error) {
	switch n := n.(type) {
	case *query.Word:
		return p.word(terms[n]), nil
	case *query.Phrase:
		return p.phrase(terms[n]), nil
	case *query.Prefix:
		if len(terms[n].Parts) == 0 {
			return engine.Or{}, nil
		}
		return p.prefix(terms[n].Parts[0]), nil
	case *query.Field:
		if f := labelFieldOf(n.Name); f != nil {
			return p.label(f, n.Node)
		}
		if isAddressField(n.Name) {
			return p.address(n.Name, n.Node)
		}
		return p.expr(n.Node, terms)
	case *query.Not:
		inner, err := p.expr(n.Node, terms)
		return engine.Not{Expr: inner}, err
	case *query.And:
		all, met := engine.And{}, map[string]bool{} // equal demands are looked at once
		for _, child := range n.Nodes {
			e, err := p.expr(child, terms)
			if err != nil {
				return nil, err
			}
			if text := child.String(); !met[text] {
				met[text] = true
				all = append(all, e)
			}
		}
		return all, nil
	case *query.Or:
		any, met := engine.Or{}, map[string]bool{}
		for _, child := range n.Nodes {
			e, err := p.expr(child, terms)
			if err != nil {
				return nil, err
			}
			if text := child.String(); !met[text] {
				met[text] = true
				any = append(any, e)
			}
		}
		return any, nil
	}
	return engine.Or{}, nil
}

// word holds where a document has all parts of a word, or the compound of them.
func (p *plan) word(t *understand.Parts) engine.Expr {
	all := engine.And{}
	for _, part := range t.Parts {
		all = append(all, p.addTerm(part))
	}
	if len(t.Joined) == 0 {
		if len(all) == 1 {
			return all[0]
		}
		return all
	}
	any := engine.Or{all}
	for _, j := range t.Joined {
		any = append(any, p.addTerm(j))
	}
	return any
}

// phrase holds where the parts of a phrase stand side by side.
func (p *plan) phrase(t *understand.Parts) engine.Expr {
	all := engine.And{}
	for _, part := range t.Parts {
		all = append(all, p.addTerm(part))
	}
	if len(t.Parts) < 2 {
		return all
	}
	for i := 1; i < len(t.Parts); i++ {
		if e := p.index.sequences.Neighbouring(p.view.Segments, t.Parts[i-1].Accepted(), t.Parts[i].Accepted()); e != nil {
			all = append(all, e)
		}
	}
	p.checks = true
	return engine.Check{Expr: all, Verify: p.verifier(t.Parts)}
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
