package web

import (
	"context"

	"github.com/newssearch/newssearch/index"
)

// Dear searches have a lane of their own: a few run at the same time, and the others wait
// where they keep nobody else waiting.

const (
	// dearShare of the turns, and of the places to wait, are for dear searches.
	dearShare = 4
	// dearPostings and dearPerArticle: a search is dear that touches more postings than
	// the first, and more for each article than the second. A common one touches one
	// or two for each article, a headline of twenty words without marks ten.
	dearPostings   = 1_000_000
	dearPerArticle = 20
)

// coster is a Collection that can tell how many postings a search would touch. Those of
// one that cannot are never dear.
type coster interface {
	Cost(context.Context, index.Request) (postings int64, err error)
}

func newDearGate(l Limits) *gate {
	l.Searches = max(l.Searches/dearShare, 1)
	l.Waiting = max(l.Waiting/dearShare, 1)
	return newGate(l)
}

// isDear reports whether requests are dear together. Faults show when they are answered.
func (s *searcher) isDear(ctx context.Context, requests []index.Request) bool {
	c, ok := s.Collection.(coster)
	if !ok {
		return false
	}
	var sum int64
	for _, r := range requests {
		cost, err := c.Cost(ctx, r)
		if err != nil {
			return false
		}
		sum += cost
	}
	if sum <= dearPostings {
		return false
	}
	figures, err := s.figures(ctx)
	return err == nil && sum > dearPerArticle*int64(figures.Articles)
}
