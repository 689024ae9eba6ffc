package web

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/newssearch/newssearch/index"
)

// Collection is what the handler serves: an *index.Index, or another engine
// that answers the same requests. Its methods are called concurrently. Errors
// are those of package index.
type Collection interface {
	Search(context.Context, index.Request) (index.Result, error)
	Get(ctx context.Context, id string) (index.Article, error)
	Mark(context.Context, index.Request, index.Article) (index.Marks, error)
	Related(ctx context.Context, id string, limit int) ([]index.Hit, error)
	Reprints(ctx context.Context, id string) ([]index.Reprint, error)
	Suggest(context.Context, index.SuggestRequest) ([]index.Completion, error)
	Stats(context.Context) (index.Stats, error)
}

// searcher asks the collection within the limits.
type searcher struct {
	Collection
	gate    *gate
	dear    *gate // of dear searches, which have to pass it first
	metrics *metrics

	mu    sync.Mutex
	stats index.Stats
	taken time.Time
}

// run calls f with a turn and a deadline.
func (s *searcher) run(ctx context.Context, f func(context.Context) error) error {
	if err := s.gate.enter(ctx); err != nil {
		return err
	}
	defer s.gate.leave()
	ctx, cancel := context.WithTimeout(ctx, s.gate.limits.Timeout)
	defer cancel()
	started := time.Now()
	defer func() { s.metrics.search.Observe(time.Since(started).Seconds()) }()
	return f(ctx)
}

// search answers the request, and further ones in the same turn.
func (s *searcher) search(ctx context.Context, requests ...index.Request) (results []index.Result, err error) {
	if s.isDear(ctx, requests) {
		if err := s.dear.enter(ctx); err != nil {
			return nil, err
		}
		defer s.dear.leave()
	}
	err = s.run(ctx, func(ctx context.Context) error {
		for _, r := range requests {
			result, err := s.Search(ctx, r)
			if err != nil {
				return err
			}
			results = append(results, result)
		}
		return nil
	})
	return results, err
}

func (s *searcher) article(ctx context.Context, id string) (a index.Article, err error) {
	err = s.run(ctx, func(ctx context.Context) error {
		a, err = s.Get(ctx, id)
		return err
	})
	return a, err
}

// statsAge is how old the figures about the index may be: they take some
// milliseconds and change slowly.
const statsAge = 15 * time.Second

// figures returns the index's statistics, at most statsAge old.
func (s *searcher) figures(ctx context.Context) (index.Stats, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.taken.IsZero() && time.Since(s.taken) < statsAge {
		return s.stats, nil
	}
	// Others wait for these figures too, so that one reader who leaves does not end it.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.gate.limits.Timeout)
	defer cancel()
	stats, err := s.Stats(ctx)
	if err != nil {
		return index.Stats{}, fmt.Errorf("figures about the index: %w", err)
	}
	s.stats, s.taken = stats, time.Now()
	return stats, nil
}
