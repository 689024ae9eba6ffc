package index

import (
	"cmp"
	"context"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// signal is what an article itself has in its favour, whatever the words of the query:
// its score is multiplied by 1 + gain.
//
// It is a factor, so that the advantage is in proportion to how well an article
// matches: one that scores more than 1 + most times as much as another stays before it.
type signal interface {
	// gain is that of a document, 0 or more.
	gain(at engine.Place) float64
	// most is the greatest gain of any document.
	most() float64
	// explain says in English where the gain of a document is from.
	explain(at engine.Place) string
}

// signals are the signals that a request can ask for. Each returns nil when it does not.
var signals = [...]func(*search) (signal, error){(*search).freshness}

// lift is the signals that a request asks for, together.
type lift []signal

func (s *search) lift() (lift, error) {
	var l lift
	if s.order() != engine.ByScore {
		return nil, nil
	}
	for _, asked := range signals {
		sig, err := asked(s)
		if err != nil {
			return nil, err
		}
		if sig != nil {
			l = append(l, sig)
		}
	}
	return l, nil
}

// factor is what the score of a document is multiplied by.
func (l lift) factor(at engine.Place) float64 {
	factor := 1.0
	for _, s := range l {
		factor *= 1 + s.gain(at)
	}
	return factor
}

// most is a factor that no document exceeds.
func (l lift) most() float64 {
	most := 1.0
	for _, s := range l {
		most *= 1 + s.most()
	}
	return most
}

// sort orders documents by their scores times their factors and returns those.
// The scores stay.
func (l lift) sort(docs []engine.Scored) []float64 {
	lifted := make([]float64, len(docs))
	order := make([]int, len(docs))
	for i := range docs {
		lifted[i], order[i] = docs[i].Score*l.factor(docs[i].Place), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lifted[b], lifted[a]) })
	sorted, values := make([]engine.Scored, len(docs)), make([]float64, len(docs))
	for i, at := range order {
		sorted[i], values[i] = docs[at], lifted[at]
	}
	copy(docs, sorted)
	return values
}

// rerankLifted does what rerank does for a request with signals. By terms and
// signals the best are found exactly: so many of the best by terms are looked at,
// up to maxLiftDepth, that no other one could be lifted among them. Then the pairs are
// looked at as ever, and are lifted too.
func (s *search) rerankLifted(ctx context.Context, l lift, q *engine.Query, out *engine.Outcome) error {
	best, err := s.lifted(ctx, l, q, out.Best)
	if err != nil {
		return err
	}
	best = best[:min(len(best), q.K)]
	window := best[:min(len(best), s.plan.rerankDepth())]
	if len(s.plan.scored) > 1 {
		if err := s.lookCloser(window); err != nil {
			return err
		}
	}
	for i := range best[:min(len(best), maxLiftDepth)] {
		best[i].Score *= l.factor(best[i].Place)
	}
	slices.SortStableFunc(window, func(a, b engine.Scored) int { return cmp.Compare(b.Score, a.Score) })
	out.Best = best
	return nil
}

// lifted returns the best q.K or more by terms and signals. best are the best q.K by terms.
func (s *search) lifted(ctx context.Context, l lift, q *engine.Query, best []engine.Scored) ([]engine.Scored, error) {
	more := *q
	more.Each = nil
	most := l.most()
	for {
		if len(best) == 0 {
			return best, nil
		}
		// What was not looked at scores at most what the last one does.
		bound := best[len(best)-1].Score * most
		lifted := l.sort(best[:min(len(best), maxLiftDepth)])
		complete := len(best) < more.K || more.K >= maxLiftDepth
		if complete || lifted[q.K-1] >= bound {
			return best, nil
		}
		more.K = min(more.K*liftGrowth, maxLiftDepth)
		out, err := s.runQuery(ctx, &more)
		if err != nil {
			return nil, err
		}
		best = out.Best
	}
}

// liftGrowth is how many times as many documents are looked at when they were
// too few: each look runs the query again.
const liftGrowth = 8

// explainSignals adds what the signals gave to the other parts.
func (s *search) explainSignals(root *Explanation, d engine.Scored) error {
	l, err := s.lift()
	if err != nil {
		return err
	}
	for _, sig := range l {
		gain := sig.gain(d.Place)
		root.add(&Explanation{Value: root.Value * gain, Text: sig.explain(d.Place)})
	}
	if len(l) > 0 {
		root.Text += ", and what its signals lift it by"
	}
	return nil
}
