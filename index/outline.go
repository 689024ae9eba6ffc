package index

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/query"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// Outline is a request as it was understood, in the terms of no engine: all that
// another one needs to find, rank and count. Package index/cluster answers requests
// from outlines. Weights and frequencies are those of the index that made it, which
// may hold a sample of a collection.
type Outline struct {
	// Result has what a Result says about the query itself: Query, Understood,
	// Readings, Suggestions and Problems.
	Result Result
	// Clauses are what is scored, and what conditions name.
	Clauses []Clause
	// Words are the bare words of the query: an article that has all of them, and
	// matches Must, counts. A loose match may lack some.
	Words []OutlineWord
	// Must holds for every hit.
	Must All
	// Filters are the labels that the request asks for, any of those of a field.
	Filters map[string]Any
	// Pairs are the neighbouring words of the query.
	Pairs []Pair
	// From and To restrict the time of publication, as the request and the query do.
	From, To time.Time
	// Undated: only articles whose date is unknown.
	Undated bool
}

// Clause is some terms that count as one: BM25 with their frequencies added up.
type Clause struct {
	// Field is "title" or "lead", or empty for the whole text.
	Field string
	// Terms are terms of package analyzer.
	Terms []string
	// Fold is set when Terms are all the terms with that fold: the syllable as typed without marks.
	Fold string
	// Weight is 0 for what only conditions name. IDF is the inverse document
	// frequency to score with, Share the share of articles that have any of Terms,
	// Commonest that of the commonest of them.
	Weight, IDF, Share, Commonest float64
}

// OutlineWord is a word as it was typed, with what an article must have for it.
type OutlineWord struct {
	Typed     string
	Condition Condition
	// Marked holds for an article with some form of each term, which a page marks. Such
	// an article may not count for the word, but it is not said to lack it. Nil where
	// every article that it would hold for satisfies Condition too.
	Marked Condition
}

// Pair are neighbouring words; each side is some terms any of which may stand there.
type Pair struct {
	Left, Right [2][]string // the terms, and the fold they all have, if any
	// Weight is 1, or less for another form of what was typed. IDF includes pairWeight.
	Weight, IDF float64
}

// Condition is what an article has to satisfy: Has, Near, Labelled, All, Any or None.
type Condition interface{ condition() }

type (
	// Has names a clause by its place in Outline.Clauses, any of whose terms the article must have.
	Has int
	// Near asks for terms that stand side by side, any of the terms given for each place.
	Near struct {
		Field  string
		Places [][]string
	}
	// Labelled asks for a label: Field is "source", "category", "author" or "tag".
	Labelled struct {
		Field, Value string
		// Begins: the label begins with Value.
		Begins bool
	}
	// All asks for each.
	All []Condition
	// Any asks for one. Empty, it holds for no article.
	Any []Condition
	// None asks for the opposite.
	None struct{ Of Condition }
)

func (Has) condition()      {}
func (Near) condition()     {}
func (Labelled) condition() {}
func (All) condition()      {}
func (Any) condition()      {}
func (None) condition()     {}

// Outline understands a request with what the index knows, and answers nothing.
// Errors are those of Search.
func (x *Index) Outline(ctx context.Context, r Request) (o *Outline, err error) {
	if err := r.Validate(); err != nil {
		return nil, err
	}
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return nil, err
	}
	defer end(&err)
	s := &search{index: x, view: v, request: &r}
	defer s.close()
	if err := s.parse(); err != nil {
		return nil, err
	}
	if err := s.understand(ctx); err != nil {
		return nil, x.faultOf(err)
	}
	b := &outliner{Outline: &Outline{Filters: map[string]Any{}}, search: s, forms: map[*understand.Term]Any{}}
	if err := b.build(); err != nil {
		return nil, x.faultOf(err)
	}
	return b.Outline, nil
}

// outliner makes an outline of a search that is understood.
type outliner struct {
	*Outline
	search *search
	// words has the terms of each of Outline.Words.
	words [][]*understand.Term
	// forms has the clauses of each term: as it was read, and its group.
	forms map[*understand.Term]Any
}

func (b *outliner) build() error {
	s := b.search
	if s.query.Root != nil {
		parts := []query.Node{s.query.Root}
		if and, ok := s.query.Root.(*query.And); ok {
			parts = and.Nodes
		}
		for _, n := range parts {
			c, err := b.node(n)
			if err != nil {
				return err
			}
			if w, ok := n.(*query.Word); ok {
				part := wordPart{node: w, terms: s.understood.Nodes[w].Parts}
				b.Words = append(b.Words, OutlineWord{part.typed(s.request.Query), c, b.marked(part.terms)})
				b.words = append(b.words, part.terms)
				continue
			}
			b.Must = append(b.Must, c)
		}
	}
	if err := b.expansions(); err != nil {
		return err
	}
	b.pairs()
	for i := range labelFields {
		f := &labelFields[i]
		var any Any
		for _, value := range *f.wanted(s.request) {
			any = append(any, Labelled{Field: f.Name, Value: value})
		}
		if len(any) > 0 {
			b.Filters[f.Name] = any
		}
	}
	b.From, b.To = latest(s.request.From, s.query.After), earliest(s.request.To, s.query.Before)
	b.Undated, b.Result = s.request.Undated, s.result
	return nil
}

// node is the condition that an article has all that a node asks for.
func (b *outliner) node(n query.Node) (Condition, error) {
	parts := b.search.understood.Nodes[n]
	switch n := n.(type) {
	case *query.Word:
		return b.word(parts)
	case *query.Phrase:
		return b.phrase(parts)
	case *query.Prefix:
		if len(parts.Parts) == 0 {
			return Any{}, nil
		}
		return b.term(parts.Parts[0])
	case *query.Field:
		if f := labelFieldOf(n.Name); f != nil {
			return labelled(f, n.Node), nil
		}
		return b.node(n.Node)
	case *query.Not:
		inner, err := b.node(n.Node)
		return None{inner}, err
	case *query.And:
		all, err := b.nodes(n.Nodes)
		return All(all), err
	case *query.Or:
		any, err := b.nodes(n.Nodes)
		return Any(any), err
	}
	return Any{}, nil
}

func (b *outliner) nodes(nodes []query.Node) (all []Condition, err error) {
	for _, n := range nodes {
		c, err := b.node(n)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func labelled(f *labelField, n query.Node) Condition {
	switch n := n.(type) {
	case *query.Word:
		return Labelled{Field: f.Name, Value: n.Text}
	case *query.Phrase:
		return Labelled{Field: f.Name, Value: n.Text}
	case *query.Prefix:
		return Labelled{Field: f.Name, Value: n.Text, Begins: true}
	}
	return Any{}
}

func (b *outliner) word(p *understand.Parts) (Condition, error) {
	all, err := b.terms(p.Parts)
	if err != nil || len(p.Joined) == 0 {
		return all, err
	}
	joined, err := b.terms(p.Joined)
	return append(Any{all}, joined...), err
}

func (b *outliner) terms(terms []*understand.Term) (all All, err error) {
	for _, t := range terms {
		c, err := b.term(t)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func (b *outliner) phrase(p *understand.Parts) (Condition, error) {
	all, err := b.terms(p.Parts)
	if err != nil || len(p.Parts) < 2 {
		return all, err
	}
	near := Near{Field: p.Parts[0].Field}
	for _, t := range p.Parts {
		near.Places = append(near.Places, t.Accepted())
	}
	return near, nil
}

// term adds the clauses of a term and returns the condition that an article has it.
func (b *outliner) term(t *understand.Term) (Condition, error) {
	weight := 1.0
	switch {
	case t.Negated:
		weight = 0
	case t.Joined:
		weight = joinedWeight
	}
	if t.Prefix {
		return b.weigh(Clause{Field: t.Field, Terms: t.Group, Weight: weight}, 0)
	}
	if len(t.Group) == 0 || t.Negated {
		read, err := b.clause(Clause{Field: t.Field, Terms: []string{t.Read}, Weight: weight})
		b.forms[t] = Any{read}
		return read, err
	}
	read, err := b.clause(Clause{Field: t.Field, Terms: []string{t.Read}, Weight: weight * readWeight})
	if err != nil {
		return nil, err
	}
	group, err := b.clause(Clause{Field: t.Field, Terms: t.Group, Fold: foldOf(t), Weight: weight * (1 - readWeight)})
	b.forms[t] = Any{read, group}
	if t.Certainty >= sureReading && !t.Quoted {
		return read, err
	}
	return group, err
}

// marked is the condition that an article has any form of each term of a bare word.
func (b *outliner) marked(terms []*understand.Term) Condition {
	var all All
	several := false
	for _, t := range terms {
		all = append(all, b.forms[t])
		several = several || len(b.forms[t]) > 1
	}
	if !several {
		return nil
	}
	return all
}

// foldOf is the fold that all terms of a group have, when they are all of it.
func foldOf(t *understand.Term) string {
	if len(t.Group) > 0 && !t.Prefix && analyzer.Fold(t.Canonical) == t.Canonical {
		return t.Canonical
	}
	return ""
}

// clause adds a clause with its frequencies.
func (b *outliner) clause(c Clause) (Has, error) {
	return b.weigh(c, language.ShareOfAny(c.Terms))
}

// weigh adds a clause whose terms a share of articles at large has. The frequency of
// several terms is the sum of theirs: few articles have two of a group.
func (b *outliner) weigh(c Clause, atLarge float64) (Has, error) {
	docs, sum, most := float64(b.search.view.Docs), 0.0, 0.0
	for _, t := range c.Terms {
		n, err := b.search.view.words.DocFreq(t)
		if err != nil {
			return 0, err
		}
		sum, most = sum+float64(n), math.Max(most, float64(n))
	}
	sum = math.Min(sum, docs)
	c.IDF = engine.IDF(docs+priorArticles, sum+priorArticles*atLarge)
	if docs > 0 {
		c.Share, c.Commonest = sum/docs, most/docs
	}
	b.Clauses = append(b.Clauses, c)
	return Has(len(b.Clauses) - 1), nil
}

// expansions adds the other forms of words, and lets each word be met by them.
func (b *outliner) expansions() error {
	p := b.search.plan
	var any Any
	for i := range b.Clauses {
		if b.Clauses[i].Weight > 0 {
			any = append(any, Has(i))
		}
	}
	for _, e := range p.expansions {
		weight, err := p.expandedWeight(e)
		if err != nil {
			return err
		}
		p.weights[e] = weight
		all := All{}
		for _, t := range e.Added {
			c, err := b.clause(Clause{Field: t.Field, Terms: []string{t.Read}, Weight: weight})
			if err != nil {
				return err
			}
			all = append(all, c)
		}
		p.scored = append(p.scored, e.Added...)
		any = append(any, all)
		for i := range b.Words {
			if len(b.words[i]) > 0 && slices.Contains(e.From, b.words[i][0]) {
				b.Words[i].Condition = Any{b.Words[i].Condition, all}
			}
		}
	}
	if len(p.expansions) > 0 {
		b.Must = append(b.Must, any)
	}
	return nil
}

// pairs adds the neighbours.
func (b *outliner) pairs() {
	n := &neighbours{index: b.search.index, view: b.search.view}
	scored := b.search.plan.scored
	side := func(t *understand.Term) [2][]string {
		if fold := foldOf(t); fold != "" {
			return [2][]string{t.Accepted(), {fold}}
		}
		return [2][]string{t.Accepted(), nil}
	}
	for i, t := range scored {
		if i == 0 || t.Before != scored[i-1] {
			continue
		}
		weight := 1.0
		if t.Expands != nil {
			weight = b.search.plan.weights[t.Expands]
		}
		b.Pairs = append(b.Pairs, Pair{
			Left: side(scored[i-1]), Right: side(t), Weight: weight, IDF: pairWeight * n.pairIDF(scored[i-1], t),
		})
	}
}
