package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"
)

// A client that asks more than its share is refused with a time to wait, others are
// not, and probes never are.
func TestRate(t *testing.T) {
	idx, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	h := newHandler(t, idx, Options{Limits: Limits{Rate: 0.5}, Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}})
	ask := func(path, from, forwarded string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil)
		r.RemoteAddr = from
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	statuses := func(from, forwarded string) (codes [3]int) {
		for i := range codes {
			codes[i] = ask("/api/search?q=gia", from, forwarded).Code
		}
		return codes
	}
	limited, free := [3]int{200, 200, 429}, [3]int{429, 429, 429}
	for _, test := range []struct {
		from, forwarded string
		want            [3]int
	}{
		{"192.0.2.1:1", "", limited},
		{"192.0.2.1:2", "198.51.100.7", free},                // not a proxy: its header is its own invention
		{"192.0.2.2:1", "", limited},                         // another client
		{"10.1.1.1:1", "192.0.2.2", free},                    // the same, through a proxy
		{"10.1.1.1:1", "192.0.2.3", limited},                 // another, through the same proxy
		{"10.1.1.1:1", "6.6.6.6, 192.0.2.3, 10.2.2.2", free}, // what stands before it is its own invention
		{"[2001:db8::1]:1", "", limited},                     //
		{"[2001:db8::2:3]:1", "", free},                      // a client has a whole /64
		{"10.1.1.1:1", "", limited},                          // the proxy itself
	} {
		if got := statuses(test.from, test.forwarded); got != test.want {
			t.Errorf("%s for %q: %v, want %v", test.from, test.forwarded, got, test.want)
		}
	}
	w := ask("/?q=gia", "192.0.2.1:1", "")
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" || w.Header().Get("Retry-After") == "0" {
		t.Errorf("status %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
	if w := ask("/healthz", "192.0.2.1:1", ""); w.Code != http.StatusOK {
		t.Errorf("a probe: status %d", w.Code)
	}
}

// However many clients there are, little is remembered, and tokens come back with time.
func TestRatesAreBounded(t *testing.T) {
	r, now := newRates(1), time.Now()
	a := netip.MustParseAddr("10.0.0.0")
	for range 3 * maxClients {
		r.take(a, now)
		a = a.Next()
	}
	if len(r.clients) > maxClients {
		t.Errorf("%d clients", len(r.clients))
	}
	last := netip.MustParseAddr("192.0.2.1")
	for range burstSeconds {
		if wait := r.take(last, now); wait > 0 {
			t.Errorf("waits %v", wait)
		}
	}
	if wait := r.take(last, now); wait <= 0 || wait > time.Second {
		t.Errorf("waits %v", wait)
	}
	if wait := r.take(last, now.Add(time.Second)); wait > 0 {
		t.Errorf("a second later it waits %v", wait)
	}
	if wait := r.take(netip.Addr{}, now); wait > 0 {
		t.Errorf("without an address it waits %v", wait)
	}
}
