package index

import (
	"math"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/lookup"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// addExpansions adds the leaves of the expansions to a plan whose words are
// built, and lets each word be met by the other form.
func (p *plan) addExpansions() error {
	for _, e := range p.expansions {
		weight, err := p.expandedWeight(e)
		if err != nil {
			return err
		}
		p.weights[e] = weight
		all := engine.And{}
		for _, t := range e.Added {
			slot := p.newSlot(t)
			p.leavesOf[t] = [2]int{len(p.leaves), len(p.leaves) + 1}
			p.leaves = append(p.leaves, engine.Leaf{
				Fields: lookup.FieldsOf(t.Field), Terms: []string{t.Read}, Share: language.ShareOfAny([]string{t.Read}), Weight: weight, Slot: slot,
			})
			all = append(all, engine.Slot(slot))
		}
		p.terms = append(p.terms, e.Added...)
		p.scored = append(p.scored, e.Added...)
		for _, w := range p.words {
			if len(w.terms) > 0 && slices.Contains(e.From, w.terms[0]) {
				w.expr = engine.Or{w.expr, all}
			}
		}
	}
	return nil
}

// anyForm holds where a document has any word that was typed, or the whole of
// another form: a part of that form alone says nothing.
func (p *plan) anyForm() engine.Expr {
	any, added := engine.Or{}, map[int]bool{}
	for _, e := range p.expansions {
		all := engine.And{}
		for _, t := range e.Added {
			added[p.slotOf[t]] = true
			all = append(all, engine.Slot(p.slotOf[t]))
		}
		any = append(any, all)
	}
	for _, l := range p.leaves {
		if l.Slot != engine.NoSlot && !added[l.Slot] {
			any = append(any, engine.Slot(l.Slot))
		}
	}
	return any
}

// maxSameWeight bounds what one word is worth that several stand for.
const maxSameWeight = 3

// expandedWeight is the weight of each added term: all together give
// expandedShare of what the terms typed would, and none more than that share of
// its own. Another spelling of the same gives all of it.
func (p *plan) expandedWeight(e *understand.Expansion) (float64, error) {
	sum := func(terms []*understand.Term) (float64, error) {
		total := 0.0
		for _, t := range terms {
			n, err := p.view.words.DocFreq(t.Read)
			if err != nil {
				return 0, err
			}
			total += engine.IDF(float64(p.view.Docs)+priorArticles, float64(n)+priorArticles*language.ShareOfAny([]string{t.Read}))
		}
		return total, nil
	}
	from, err := sum(e.From)
	if err != nil {
		return 0, err
	}
	added, err := sum(e.Added)
	if err != nil || added == 0 {
		return 0, err
	}
	if e.Same {
		return math.Min(from/added, maxSameWeight), nil
	}
	return expandedShare * math.Min(from/added, 1), nil
}
