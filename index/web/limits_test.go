package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/newssearch/newssearch/index"
)

// slow is an index whose searches take until they are let go.
type slow struct {
	*index.Index
	running atomic.Int64
	let     chan struct{}
}

func (s *slow) Search(ctx context.Context, r index.Request) (index.Result, error) {
	s.running.Add(1)
	defer s.running.Add(-1)
	select {
	case <-s.let:
		return s.Index.Search(ctx, r)
	case <-ctx.Done():
		return index.Result{}, ctx.Err()
	}
}

// busyHandler has no turn left and lets nobody wait.
func busyHandler(t *testing.T) *Handler {
	t.Helper()
	idx, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	h := newHandler(t, idx, Options{Limits: Limits{Searches: 1, Waiting: 1, Wait: time.Nanosecond}})
	h.searcher.gate.turns <- struct{}{}
	return h
}

func TestOverload(t *testing.T) {
	idx, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	const turns, waiting, clients = 2, 3, 50
	s := &slow{Index: idx, let: make(chan struct{})}
	h := newHandler(t, s, Options{Limits: Limits{Searches: turns, Waiting: waiting, Wait: time.Minute}})
	codes := make(chan int, clients)
	refused := make(chan time.Duration, clients)
	var group sync.WaitGroup
	for range clients {
		group.Go(func() {
			started := time.Now()
			w := get(h, "/api/search?q=gia")
			if w.Code == http.StatusServiceUnavailable {
				refused <- time.Since(started)
				if w.Header().Get("Retry-After") == "" {
					t.Error("no Retry-After")
				}
			}
			codes <- w.Code
		})
	}
	for range clients - turns - waiting { // only these answer before the searches are let go
		select {
		case <-refused:
		case <-time.After(10 * time.Second):
			t.Fatal("the overload is not refused")
		}
	}
	if n := s.running.Load(); n != turns {
		t.Errorf("%d searches run, want %d", n, turns)
	}
	close(s.let)
	group.Wait()
	counts := map[int]int{}
	for range clients {
		counts[<-codes]++
	}
	if counts[200] != turns+waiting || counts[503] != clients-turns-waiting {
		t.Errorf("answers by status: %v", counts)
	}
	if w := get(h, "/?q=gia"); w.Code != http.StatusOK {
		t.Errorf("status %d afterwards", w.Code)
	}
}

func TestGateWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(Limits{Searches: 1, Waiting: 5, Wait: time.Second, Timeout: time.Minute})
		if err := g.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		started := time.Now()
		if err := g.enter(t.Context()); !errors.Is(err, errBusy) || time.Since(started) != time.Second {
			t.Errorf("%v after %v", err, time.Since(started))
		}
		gone, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if err := g.enter(gone); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		g.leave()
		if err := g.enter(t.Context()); err != nil {
			t.Error(err)
		}
		if n := g.waiting.Load(); n != 0 {
			t.Errorf("%d wait", n)
		}
	})
}

func TestTimeout(t *testing.T) {
	idx, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	h := newHandler(t, &slow{Index: idx, let: make(chan struct{})}, Options{Limits: Limits{Timeout: 10 * time.Millisecond}})
	w := get(h, "/api/search?q=gia")
	if p := decode[problem](t, w); w.Code != http.StatusServiceUnavailable || p.Type != problemBase+"timeout" || w.Header().Get("Retry-After") == "" {
		t.Errorf("%d %+v", w.Code, p)
	}
	wantPage(t, get(h, "/?q=gia"), http.StatusServiceUnavailable, "Tìm quá lâu")
}

func TestReady(t *testing.T) {
	idx, err := index.OpenMemory(index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := newHandler(t, idx, Options{})
	wantPage(t, get(h, "/"), http.StatusOK, "Chưa có bài báo nào")
	if w := get(h, "/readyz"); w.Code != http.StatusOK {
		t.Errorf("status %d of an empty index", w.Code)
	}
	h.Drain()
	for _, target := range []string{"/readyz", "/", "/?q=gia&lang=en", "/api/search?q=gia", "/export?q=gia", "/feed?q=gia"} {
		w := get(h, target)
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || w.Header().Get("Connection") != "close" {
			t.Errorf("%s while shutting down: status %d, %v", target, w.Code, w.Header())
		}
	}
	for _, target := range []string{"/healthz", "/metrics"} {
		if w := get(h, target); w.Code != http.StatusOK {
			t.Errorf("%s while shutting down: status %d", target, w.Code)
		}
	}
	h = newHandler(t, idx, Options{})
	if err := idx.Close(); err != nil {
		t.Fatal(err)
	}
	for target, status := range map[string]int{"/readyz": 503, "/": 503, "/api/search?q=x": 503, "/article/x": 503, "/healthz": 200} {
		if w := get(h, target); w.Code != status {
			t.Errorf("%s of a closed index: status %d, want %d", target, w.Code, status)
		}
	}
}

func TestHosts(t *testing.T) {
	h := sampleHandler(t, Options{Hosts: []string{"tin.example"}, BaseURL: "https://bao.example/tim"})
	for host, ok := range map[string]bool{
		"127.0.0.1:8080": true, "localhost": true, "LOCALHOST:1": true, "[::1]:8080": true, "192.168.1.5": true, "a.localhost": true,
		"tin.example": true, "TIN.example:443": true, "tin.example.": true, "bao.example": true,
		"evil.example": false, "127.0.0.1.evil.example": false, "tin.example.evil.example": false, "tin.example@evil.example": false,
		"evil.example:80/127.0.0.1": false, "": false, "localhost.evil.example": false, "evil.example#localhost": false,
	} {
		if got := h.isOurs(host); got != ok {
			t.Errorf("%q: %v, want %v", host, got, ok)
		}
	}
	for _, target := range []string{"/?q=x", "/api/search?q=x", "/metrics", "/static/x"} {
		if w := get(h, target, "Host", "evil.example"); w.Code != http.StatusMisdirectedRequest {
			t.Errorf("%s: status %d for another host", target, w.Code)
		}
	}
	if any := sampleHandler(t, Options{Hosts: []string{"*"}}); !any.isOurs("evil.example") {
		t.Error("* allows no name")
	}
}

func TestHeaders(t *testing.T) {
	h := sampleHandler(t, Options{})
	for _, target := range []string{"/", "/nowhere", "/api/search?q=x", "/api/search?q=x&limit=x", "/feed?q=x", h.assets.url("app.js")} {
		head := get(h, target).Header()
		if csp := head.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", target, csp)
		}
		if head.Get("X-Content-Type-Options") != "nosniff" || head.Get("Referrer-Policy") != "no-referrer" || head.Get("Set-Cookie") != "" {
			t.Errorf("%s: %v", target, head)
		}
	}
}

func TestMethods(t *testing.T) {
	h := sampleHandler(t, Options{})
	for method, status := range map[string]int{
		http.MethodHead: 200, http.MethodOptions: 204, http.MethodPost: 405, http.MethodDelete: 405, http.MethodTrace: 405, "BREW": 405,
	} {
		for _, target := range []string{"/?q=gia", "/api/search?q=gia"} {
			r := httptest.NewRequest(method, target, strings.NewReader("q=x"))
			r.Host = "localhost"
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != status || status == 405 && w.Header().Get("Allow") == "" {
				t.Errorf("%s %s: status %d, want %d", method, target, w.Code, status)
			}
		}
	}
}

// The log has every request, and nobody's words.
func TestLog(t *testing.T) {
	var out bytes.Buffer
	h := sampleHandler(t, Options{Logger: slog.New(slog.NewTextHandler(&out, nil))})
	get(h, "/?q=bimat")
	get(h, "/api/search?q=bimat")
	get(h, "/article/bimat?q=bimat")
	get(h, "/bimat")
	log := out.String()
	if n := strings.Count(log, "msg=request"); n != 4 || strings.Contains(log, "bimat") {
		t.Errorf("%d records:\n%s", n, log)
	}
	for _, part := range []string{"route=search", "route=api_search", "route=article", "status=404", "took="} {
		if !strings.Contains(log, part) {
			t.Errorf("no %s in\n%s", part, log)
		}
	}
	out.Reset()
	h = sampleHandler(t, Options{Logger: slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	get(h, "/?q=bimat")
	if !strings.Contains(out.String(), "bimat") {
		t.Errorf("no query at debug level:\n%s", out.String())
	}
}

// panicking is an index that fails.
type panicking struct{ *index.Index }

func (panicking) Search(context.Context, index.Request) (index.Result, error) {
	panic("sự cố bí mật")
}

func TestPanic(t *testing.T) {
	idx, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	h := newHandler(t, panicking{idx}, Options{Logger: slog.New(slog.NewTextHandler(&out, nil)), Limits: Limits{Searches: 1}})
	for range 3 { // the turn is given back
		if w := get(h, "/?q=x"); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "bí mật") {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
	if !strings.Contains(out.String(), "sự cố bí mật") {
		t.Error("the panic is not in the log")
	}
}

func TestMetrics(t *testing.T) {
	h := sampleHandler(t, Options{})
	get(h, "/?q=gia")
	get(h, "/api/search?limit=x")
	body := get(h, "/metrics").Body.String()
	for _, line := range []string{
		`newssearch_http_requests_total{code="200",route="search"} 1`,
		`newssearch_http_requests_total{code="400",route="api_search"} 1`,
		"newssearch_index_articles 84", "newssearch_cache_bytes", "newssearch_search_duration_seconds_count 1",
		`newssearch_http_request_duration_seconds_bucket{route="search",le="0.1"}`, "newssearch_searches_running 0", "go_goroutines",
	} {
		if !strings.Contains(body, line) {
			t.Errorf("no %s in the metrics", line)
		}
	}
}

// TestLoad is short; BenchmarkClients measures.
func TestLoad(t *testing.T) {
	h := sampleHandler(t, Options{})
	server := httptest.NewServer(h)
	defer server.Close()
	const clients, each = 64, 5
	var failed atomic.Int64
	var group sync.WaitGroup
	for c := range clients {
		group.Go(func() {
			for i := range each {
				res, err := server.Client().Get(fmt.Sprintf("%s/api/search?q=gia+vang&offset=%d", server.URL, (c+i)%3))
				if err != nil {
					failed.Add(1)
					continue
				}
				if res.StatusCode != http.StatusOK {
					failed.Add(1)
				}
				res.Body.Close()
			}
		})
	}
	group.Wait()
	if n := failed.Load(); n > 0 {
		t.Errorf("%d of %d requests failed", n, clients*each)
	}
}
