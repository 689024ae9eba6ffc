package fetch

import (
	"context"
	"sync"
	"time"
)

// maxHosts bounds the hosts that are remembered; those not used for hostAge are
// forgotten from there on.
const (
	maxHosts = 1000
	hostAge  = 24 * time.Hour
)

// hosts are the hosts that were asked for something.
type hosts struct {
	mu     sync.Mutex
	byName map[string]*host
}

func (s *hosts) of(name string) *host {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.byName[name]
	if h == nil {
		if len(s.byName) >= maxHosts {
			s.forget()
		}
		h = &host{name: name, turn: make(chan struct{}, 1)}
		s.byName[name] = h
	}
	h.used = time.Now()
	return h
}

// forget removes hosts that were not used for long. The caller holds s.mu.
func (s *hosts) forget() {
	for name, h := range s.byName {
		if time.Since(h.used) > hostAge {
			delete(s.byName, name)
		}
	}
}

// host is a server: one request at a time, and a pause after each.
type host struct {
	name string
	used time.Time // guarded by hosts.mu
	turn chan struct{}

	mu    sync.Mutex
	last  time.Time // when the last request ended
	until time.Time // leave it alone until then
	rules *rules
}

// enter waits until the host may be asked: delay after the last request, and not
// before it wants. leave must be called after the request.
func (h *host) enter(ctx context.Context, delay time.Duration) (leave func(), err error) {
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	release := func() { <-h.turn }
	at := h.free(delay)
	wait := time.Until(at)
	if wait > maxWait {
		release()
		return nil, &LaterError{Host: h.name, Until: at}
	}
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			release()
			return nil, ctx.Err()
		}
	}
	return func() {
		h.asked()
		release()
	}, nil
}

// free is when the host may be asked: delay after the last request, and not before it wants.
func (h *host) free(delay time.Duration) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	if at := h.last.Add(delay); at.After(h.until) {
		return at
	}
	return h.until
}

// asked notes the end of a request.
func (h *host) asked() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.last = time.Now()
}

// leaveAlone keeps requests away from the host for a while.
func (h *host) leaveAlone(wait time.Duration) {
	if wait <= 0 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.until = time.Now().Add(wait)
}
