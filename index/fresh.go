package index

import (
	"fmt"
	"math"
	"time"

	"github.com/newssearch/newssearch/index/internal/document"
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

// freshness is the signal of Request.Fresh, nil when it is not asked for.
func (s *search) freshness() (signal, error) {
	if s.request.Fresh == 0 {
		return nil, nil
	}
	f := &freshness{halfLife: s.request.Fresh, now: s.now()}
	for _, seg := range s.view.Segments {
		column, err := seg.Numbers(document.Published)
		if err != nil {
			return nil, fmt.Errorf("read dates: %w", err)
		}
		f.published = append(f.published, column)
	}
	return f, nil
}

// most implements signal: it is the gain of the newest article.
func (f *freshness) most() float64 {
	newest := uint64(0)
	for _, column := range f.published {
		for _, n := range column {
			newest = max(newest, n)
		}
	}
	return FreshBoost * f.left(newest)
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
	age := float64(f.now.Unix() - document.PublishedTime(published).Unix())
	return math.Exp2(-max(age, 0) / f.halfLife.Seconds())
}

// gain implements signal.
func (f *freshness) gain(at engine.Place) float64 {
	return FreshBoost * f.left(f.published[at.Seg][at.Doc])
}

// explain implements signal.
func (f *freshness) explain(at engine.Place) string {
	n := f.published[at.Seg][at.Doc]
	if n == 0 {
		return "freshness: none, the article has no date"
	}
	return fmt.Sprintf("freshness: boost %.2f × %.3f left (published %s, half-life %s)",
		FreshBoost, f.left(n), document.PublishedTime(n).Format(time.RFC3339), f.halfLife)
}
