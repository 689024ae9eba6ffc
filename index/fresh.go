package index

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// freshness lifts the scores of fresh articles: the score times
//
//	1 + FreshBoost · 2^(-age / half-life)
//
// A factor, so that the advantage is in proportion to how well an article
// matches: one that scores more than 1 + FreshBoost times as much as another
// stays before it, whatever their age. An article without a date gets nothing,
// one dated in the future is as fresh as one of now.
type freshness struct {
	halfLife  time.Duration
	now       time.Time
	published [][]uint64 // the column of each segment
}

func (s *search) freshness() (*freshness, error) {
	f := &freshness{halfLife: s.request.Fresh, now: s.now()}
	for _, seg := range s.view.Segments {
		column, err := seg.Numbers(columnPublished)
		if err != nil {
			return nil, fmt.Errorf("read dates: %w", err)
		}
		f.published = append(f.published, column)
	}
	return f, nil
}

// most is the factor of the newest article.
func (f *freshness) most() float64 {
	newest := uint64(0)
	for _, column := range f.published {
		for _, n := range column {
			newest = max(newest, n)
		}
	}
	return 1 + FreshBoost*f.left(newest)
}

// now is the moment that the request is asked at.
func (s *search) now() time.Time {
	if s.request.Now.IsZero() {
		return time.Now()
	}
	return s.request.Now
}

// left is the share of its freshness that an article has left, from 0 to 1.
func (f *freshness) left(published uint64) float64 {
	if published == 0 {
		return 0
	}
	// In seconds: a time.Duration holds 292 years, dates reach further.
	age := float64(f.now.Unix() - publishedTime(published).Unix())
	return math.Exp2(-max(age, 0) / f.halfLife.Seconds())
}

func (f *freshness) factor(d engine.Scored) float64 {
	return 1 + FreshBoost*f.left(f.published[d.Seg][d.Doc])
}

// sort orders documents by their scores times their factors and returns those.
// The scores stay.
func (f *freshness) sort(docs []engine.Scored) []float64 {
	lifted := make([]float64, len(docs))
	order := make([]int, len(docs))
	for i := range docs {
		lifted[i], order[i] = docs[i].Score*f.factor(docs[i]), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lifted[b], lifted[a]) })
	sorted, values := make([]engine.Scored, len(docs)), make([]float64, len(docs))
	for i, at := range order {
		sorted[i], values[i] = docs[at], lifted[at]
	}
	copy(docs, sorted)
	return values
}

// rerankFresh does what rerank does for a request that prefers fresh articles.
// By terms and freshness the best are found exactly: so many of the best by
// terms are looked at, up to maxFreshDepth, that no other one could be lifted
// among them. Then the pairs are looked at as ever, and count for freshness too.
func (s *search) rerankFresh(ctx context.Context, q *engine.Query, out *engine.Outcome) error {
	f, err := s.freshness()
	if err != nil {
		return err
	}
	best, err := s.freshest(ctx, f, q, out.Best)
	if err != nil {
		return err
	}
	best = best[:min(len(best), q.K)]
	window := best[:min(len(best), s.plan.rerankDepth())]
	if len(s.plan.scored) > 1 {
		if err := s.plan.rerank(window); err != nil {
			return err
		}
	}
	for i := range best[:min(len(best), maxFreshDepth)] {
		best[i].Score *= f.factor(best[i])
	}
	slices.SortStableFunc(window, func(a, b engine.Scored) int { return cmp.Compare(b.Score, a.Score) })
	out.Best = best
	return nil
}

// freshest returns the best q.K or more by terms and freshness. best are the
// best q.K by terms.
func (s *search) freshest(ctx context.Context, f *freshness, q *engine.Query, best []engine.Scored) ([]engine.Scored, error) {
	more := *q
	more.Each = nil
	most := f.most()
	for {
		if len(best) == 0 {
			return best, nil
		}
		// What was not looked at scores at most what the last one does.
		bound := best[len(best)-1].Score * most
		lifted := f.sort(best[:min(len(best), maxFreshDepth)])
		complete := len(best) < more.K || more.K >= maxFreshDepth
		if complete || lifted[q.K-1] >= bound {
			return best, nil
		}
		more.K = min(more.K*freshGrowth, maxFreshDepth)
		out, err := s.runQuery(ctx, &more)
		if err != nil {
			return nil, err
		}
		best = out.Best
	}
}

// freshGrowth is how many times as many documents are looked at when they were
// too few: each look runs the query again.
const freshGrowth = 8

// explainFresh adds what freshness gave to the other parts.
func (s *search) explainFresh(root *Explanation, d engine.Scored) error {
	if s.request.Fresh == 0 || s.order() != engine.ByScore {
		return nil
	}
	f, err := s.freshness()
	if err != nil {
		return err
	}
	root.Text += ", and freshness"
	n := f.published[d.Seg][d.Doc]
	if n == 0 {
		root.add(&Explanation{Text: "freshness: none, the article has no date"})
		return nil
	}
	left := f.left(n)
	root.add(&Explanation{
		Value: root.Value * FreshBoost * left,
		Text: fmt.Sprintf("freshness: the sum of the other parts %.3f × boost %.2f × %.3f left (published %s, half-life %s)",
			root.Value, FreshBoost, left, publishedTime(n).Format(time.RFC3339), f.halfLife),
	})
	return nil
}
