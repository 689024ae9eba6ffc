package cluster

import (
	"math"
	"strings"

	"github.com/newssearch/newssearch/index"
)

// compiler turns an outline into queries of OpenSearch.
//
// Lucene's BM25 leaves out the factor k1+1 and multiplies by an IDF of its own. So
// the boost of a clause is weight * (k1+1) * our IDF / the IDF that Lucene will
// give it, which the model estimates. What is searched, as an example, for "gia vang":
//
//	bool should   term _gia, term giá, term _vang, term vàng   each with its boost
//	rescore       "_gia _vang" side by side                    with the pair's boost
//	count         giá and vàng                                 as a filter
type compiler struct {
	*index.Outline
	labels *resolver
	docs   float64 // of the collection
}

// gainLimit is k1+1 of package index: what a term's frequency can give at most.
const gainLimit = 2.2

// leastIDF keeps a boost finite for terms that nearly every article has.
const leastIDF = 0.01

// luceneIDF is what Lucene multiplies the score of a term by that a share of the
// articles has (BM25Similarity.idf).
func (c *compiler) luceneIDF(share float64) float64 {
	n := share * c.docs
	return math.Max(math.Log(1+(c.docs-n+0.5)/(n+0.5)), leastIDF)
}

// clauseIDF is what Lucene multiplies a clause by: of terms at one place, that of
// the commonest.
func (c *compiler) clauseIDF(cl *index.Clause) float64 {
	if cl.Fold != "" {
		return c.luceneIDF(cl.Share)
	}
	return c.luceneIDF(cl.Commonest)
}

// fieldOf is the field that a clause is searched in.
func fieldOf(name string) string {
	switch name {
	case "title":
		return fieldTitleSeq
	case "lead":
		return fieldLeadSeq
	}
	return fieldSeq
}

// scored is the query that ranks: any of the clauses, and what every hit must match.
func (c *compiler) scored() object {
	var should []object
	for i := range c.Clauses {
		if cl := &c.Clauses[i]; cl.Weight > 0 {
			should = append(should, c.clause(cl, cl.Weight*gainLimit*cl.IDF/c.clauseIDF(cl)))
		}
	}
	query := object{"filter": c.filters(nil)}
	if len(should) > 0 {
		query["should"], query["minimum_should_match"] = should, 1
	}
	if len(c.Words) == 0 {
		query["minimum_should_match"] = 0
	}
	return object{"bool": query}
}

// clause is a scored clause.
func (c *compiler) clause(cl *index.Clause, boost float64) object {
	field := fieldOf(cl.Field)
	switch {
	case cl.Fold != "":
		return object{"term": object{field: object{"value": foldMark + cl.Fold, "boost": boost}}}
	case len(cl.Terms) == 1:
		return object{"term": object{field: object{"value": cl.Terms[0], "boost": boost}}}
	}
	// Terms at one place are one term to Lucene (SynonymQuery).
	return object{"match": object{field: object{"query": strings.Join(cl.Terms, alternative), "boost": boost}}}
}

// rescore scores the neighbours among the best of each shard.
func (c *compiler) rescore(window int) object {
	var should []object
	for _, p := range c.Pairs {
		raw := 0.0
		for _, side := range [...][2][]string{p.Left, p.Right} {
			raw += c.sideIDF(side)
		}
		should = append(should, object{"match_phrase": object{fieldSeq: object{
			"query": place(p.Left) + " " + place(p.Right),
			"boost": p.Weight * gainLimit * p.IDF / math.Max(raw, leastIDF),
		}}})
	}
	if len(should) == 0 {
		return nil
	}
	return object{"window_size": window, "query": object{
		"rescore_query": object{"bool": object{"should": should}}, "query_weight": 1, "rescore_query_weight": 1,
	}}
}

// place is one side of a pair as a place of the text.
func place(side [2][]string) string {
	if fold := side[1]; len(fold) > 0 {
		return foldMark + fold[0]
	}
	return strings.Join(side[0], alternative)
}

// sideIDF is what Lucene adds up for one side of a phrase: the IDF of each term.
func (c *compiler) sideIDF(side [2][]string) (sum float64) {
	if fold := side[1]; len(fold) > 0 {
		return c.luceneIDF(c.shareOf(fold[0], true))
	}
	for _, t := range side[0] {
		sum += c.luceneIDF(c.shareOf(t, false))
	}
	return sum
}

// shareOf is the share of articles that have a term, as far as the clauses know.
func (c *compiler) shareOf(term string, fold bool) float64 {
	for i := range c.Clauses {
		cl := &c.Clauses[i]
		if fold && cl.Fold == term || !fold && cl.Fold == "" && len(cl.Terms) == 1 && cl.Terms[0] == term {
			return cl.Share
		}
	}
	return 0
}

// filters are the conditions of every hit, dates and labels among them. all adds
// those of words.
func (c *compiler) filters(all []index.OutlineWord) []object {
	filters := c.apartFromLabels(all)
	for _, filter := range c.Outline.Filters {
		filters = append(filters, c.condition(filter))
	}
	return filters
}

// apartFromLabels are filters without those of Outline.Filters.
func (c *compiler) apartFromLabels(all []index.OutlineWord) []object {
	filters := []object{}
	for _, must := range c.Must {
		filters = append(filters, c.condition(must))
	}
	for _, w := range all {
		filters = append(filters, c.condition(w.Condition))
	}
	if !c.From.IsZero() || !c.To.IsZero() {
		within := object{}
		if !c.From.IsZero() {
			within["gte"] = c.From.Unix()
		}
		if !c.To.IsZero() {
			within["lt"] = c.To.Unix()
			if c.To.Nanosecond() > 0 {
				within["lt"] = c.To.Unix() + 1 // whole seconds are stored
			}
		}
		filters = append(filters, object{"range": object{fieldPub: within}})
	}
	if c.Undated {
		filters = append(filters, object{"bool": object{"must_not": object{"exists": object{"field": fieldPub}}}})
	}
	return filters
}

// condition is a condition as a filter.
func (c *compiler) condition(cond index.Condition) object {
	switch cond := cond.(type) {
	case index.Has:
		cl := &c.Clauses[cond]
		if cl.Fold == "" && len(cl.Terms) > 1 {
			return object{"terms": object{fieldOf(cl.Field): cl.Terms}}
		}
		return c.clause(cl, 1)
	case index.Near:
		places := make([]string, len(cond.Places))
		for i, terms := range cond.Places {
			places[i] = strings.Join(terms, alternative)
		}
		return object{"match_phrase": object{fieldOf(cond.Field): strings.Join(places, " ")}}
	case index.Labelled:
		return object{"terms": object{cond.Field: append([]string{}, c.labels.terms[cond]...)}}
	case index.All:
		return object{"bool": object{"filter": c.conditions(cond)}}
	case index.Any:
		if len(cond) == 0 {
			return object{"match_none": object{}}
		}
		return object{"bool": object{"should": c.conditions(cond), "minimum_should_match": 1}}
	case index.None:
		return object{"bool": object{"must_not": c.condition(cond.Of)}}
	}
	return object{"match_none": object{}}
}

func (c *compiler) conditions(all []index.Condition) []object {
	out := []object{}
	for _, cond := range all {
		out = append(out, c.condition(cond))
	}
	return out
}

// fresh lifts fresh articles, as package index does: the score times
// 1 + FreshBoost * 0.5^(age / half-life).
func fresh(query object, r *index.Request, now int64) object {
	if r.Fresh == 0 {
		return query
	}
	return object{"function_score": object{
		"query": query, "score_mode": "sum", "boost_mode": "multiply",
		"functions": []object{
			{"filter": object{"match_all": object{}}, "weight": 1},
			{"weight": index.FreshBoost, "exp": object{fieldPub: object{
				"origin": now, "scale": seconds(r.Fresh), "decay": 0.5,
			}}},
		},
	}}
}
