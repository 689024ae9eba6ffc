package main

import (
	"context"
	"log/slog"
	"time"
)

const (
	// checkAfter is when serve reads its files for the first time: the first readers and
	// the cache come first.
	checkAfter = 2 * time.Minute
	// checkEvery finds damage while an older backup is still kept, and reads an index of
	// 100 GB at 1 MB a second on average.
	checkEvery = 24 * time.Hour
)

// keepChecking compares the checksums of all files of the index, first after a while and
// then at each interval, until ctx ends, and says what is not as it was written.
func (s *service) keepChecking(ctx context.Context, after, every time.Duration, log *slog.Logger) {
	for wait := after; ; wait = every {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		checked, err := s.Check(ctx, false)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			log.Error("the files of the index cannot be checked", "index", s.dir, "error", err)
			continue
		}
		for _, f := range checked.Faults {
			log.Error("a file of the index is not as it was written; see newssearch check", "index", s.dir, "file", f.File, "problem", f.Problem, "articles", f.Articles)
		}
		if len(checked.Faults) == 0 {
			log.Info("the files of the index are as they were written", "index", s.dir, "segments", checked.Segments)
		}
	}
}
