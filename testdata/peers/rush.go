package main

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// rush has several searchers ask queries for a time and returns queries a
// second. Each searcher has a processor to itself, if there are as many; one
// searcher has one, so that nothing of its own work runs beside it.
func (k *worker) rush(ctx context.Context, t *rushTask) (float64, error) {
	if k.engine == nil {
		return 0, errNotOpen
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(t.Searchers))
	runtime.GC()
	var (
		wg    sync.WaitGroup
		asked atomic.Int64
		mu    sync.Mutex
		errs  error
	)
	start := time.Now()
	for s := range t.Searchers {
		wg.Go(func() {
			// Searchers start at different places, so that they seldom ask the same.
			for i := s * len(t.Queries) / t.Searchers; time.Since(start) < t.Time; i++ {
				if _, err := k.engine.search(ctx, t.Kind, &t.Queries[i%len(t.Queries)]); err != nil {
					mu.Lock()
					errs = errors.Join(errs, err)
					mu.Unlock()
					return
				}
				asked.Add(1)
			}
		})
	}
	wg.Wait()
	took := time.Since(start)
	k.queries += int(asked.Load())
	return float64(asked.Load()) / took.Seconds(), errs
}
