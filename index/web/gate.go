package web

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// errBusy means that a request found no turn to search in time.
var errBusy = errors.New("too many searches at the same time")

// retryAfter is what a client refused for load is told to wait, in seconds. A
// queue of DefaultWaiting searches empties in less.
const retryAfter = 1

// gate lets a limited number of searches run, and a limited number wait.
type gate struct {
	turns   chan struct{}
	waiting atomic.Int64
	limits  Limits
}

func newGate(l Limits) *gate { return &gate{turns: make(chan struct{}, l.Searches), limits: l} }

// enter waits for a turn. It returns errBusy when too many wait already or the
// wait was too long, and the context's error when ctx ends first. After a nil
// error leave must be called.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.turns <- struct{}{}:
		return nil
	default:
	}
	defer g.waiting.Add(-1)
	if g.waiting.Add(1) > int64(g.limits.Waiting) {
		return errBusy
	}
	timer := time.NewTimer(g.limits.Wait)
	defer timer.Stop()
	select {
	case g.turns <- struct{}{}:
		return nil
	case <-timer.C:
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gate) leave() { <-g.turns }
