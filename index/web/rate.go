package web

import (
	"errors"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// errTooMany means that a client asks more than its share.
var errTooMany = errors.New("too many requests from this address")

const (
	// maxClients bounds the memory for the rates of clients, 100 bytes each. When there
	// are more, those that have asked for little are forgotten.
	maxClients = 20_000
	// burstSeconds is for how many seconds' worth a client may ask at once: a page, what
	// it is made of, and a few completions.
	burstSeconds = 3
	// ownedBits are what one client has of an IPv6 address: it can change the rest at will.
	ownedBits = 64
)

// rates bound what each client may ask. It is safe for concurrent use.
type rates struct {
	limit rate.Limit
	burst int

	mu      sync.Mutex
	clients map[netip.Prefix]*rate.Limiter
}

// newRates allows each client so many requests a second.
func newRates(perSecond float64) *rates {
	return &rates{
		limit: rate.Limit(perSecond), burst: max(1, int(math.Ceil(perSecond*burstSeconds))),
		clients: make(map[netip.Prefix]*rate.Limiter),
	}
}

// take counts a request, and returns how long its client has to wait; 0 if not at all.
func (r *rates) take(client netip.Addr, now time.Time) time.Duration {
	bits := client.BitLen()
	if client.Is6() {
		bits = ownedBits
	}
	key, err := client.Prefix(bits)
	if err != nil {
		return 0 // it has no address
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	l := r.clients[key]
	if l == nil {
		r.makeRoom(now)
		l = rate.NewLimiter(r.limit, r.burst)
		r.clients[key] = l
	}
	if l.AllowN(now, 1) {
		return 0
	}
	return time.Duration((1 - l.TokensAt(now)) / float64(r.limit) * float64(time.Second))
}

// makeRoom forgets clients that have not asked lately, all if every one has.
func (r *rates) makeRoom(now time.Time) {
	if len(r.clients) < maxClients {
		return
	}
	for key, l := range r.clients {
		if l.TokensAt(now) >= float64(r.burst) {
			delete(r.clients, key)
		}
	}
	if len(r.clients) >= maxClients {
		clear(r.clients)
	}
}

// limited refuses clients that ask more than their share. Probes, metrics and what pages
// are made of are not counted.
func (h *Handler) limited(next http.Handler) http.Handler {
	if h.options.Limits.Rate <= 0 {
		return next
	}
	free := map[string]bool{"healthz": true, "readyz": true, "metrics": true, "robots.txt": true, "favicon.ico": true}
	all := newRates(h.options.Limits.Rate)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.Path[min(len(h.options.Prefix), len(r.URL.Path)):]
		if free[path] || len(path) > len("static/") && path[:len("static/")] == "static/" {
			next.ServeHTTP(w, r)
			return
		}
		if wait := all.take(h.clientOf(r), time.Now()); wait > 0 {
			setRoute(r, "limited")
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
			h.fail(w, r, langParams(r), errTooMany)
			return
		}
		next.ServeHTTP(w, r)
	})
}
