package follow

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/newssearch/newssearch/ingest/fetch"
)

// direct asks a site without a network, since real connections stop virtual time.
type direct struct{ site http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d.site.ServeHTTP(w, r)
	response := w.Result()
	response.Request = r
	return response, nil
}

// An hour of the schedule: one source that works, one that fails, one that asks to
// be left alone. The pages of a host are two seconds apart.
func TestAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		good := &paper{Server: &httptest.Server{URL: "http://tot.example"}, pages: map[string]string{}, asked: map[string]int{}, refusal: map[string]int{}}
		bad := &paper{Server: &httptest.Server{URL: "http://hong.example"}, pages: map[string]string{}, asked: map[string]int{}, refusal: map[string]int{}}
		for _, a := range []string{"/1", "/2", "/3"} {
			good.article(a, "Tin "+a)
		}
		good.feed("/rss", "/1", "/2", "/3")
		bad.feed("/rss", "/1")
		var last time.Time
		var closest = time.Hour
		site := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Host == "tot.example" {
				if r.URL.Path != "/robots.txt" {
					if !last.IsZero() {
						closest = min(closest, time.Since(last))
					}
					last = time.Now()
				}
				good.ServeHTTP(w, r)
				return
			}
			if bad.times("/rss") == 3 {
				w.Header().Set("Retry-After", "1800")
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			bad.ServeHTTP(w, r)
		})
		db := database(t, filepath.Join(t.TempDir(), "db"))
		b := newBox()
		f, err := New(db, b.put, Options{Fetch: fetch.Options{Transport: direct{site}}, Logger: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		follow(t, f, "http://tot.example/rss", Settings{})
		follow(t, f, "http://hong.example/rss", Settings{})
		bad.refuse("/rss", http.StatusInternalServerError)
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := f.Run(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		// Every ten minutes and a tenth more at most; the first visit was Follow's.
		if n := good.times("/rss"); n < 6 || n > 8 {
			t.Errorf("visited %d times in an hour", n)
		}
		if b.count() != 3 || closest < fetch.DefaultDelay {
			t.Errorf("%d articles; requests %v apart", b.count(), closest)
		}
		// At once, after 20 minutes and more, and then not for half an hour.
		if n := bad.times("/rss"); n != 3 {
			t.Errorf("a source that fails was asked %d times", n)
		}
		synctest.Wait()
	})
}

func TestNextVisit(t *testing.T) {
	now := time.Now()
	for failures, want := range []time.Duration{10 * time.Minute, 20 * time.Minute, 40 * time.Minute, 80 * time.Minute} {
		wait := nextVisit(now, DefaultEvery, failures, nil).Sub(now)
		if wait < want || wait > want+want/10 {
			t.Errorf("after %d failures: %v", failures, wait)
		}
	}
	if wait := nextVisit(now, DefaultEvery, 1000, nil).Sub(now); wait < maxBackoff || wait > maxBackoff*11/10 {
		t.Errorf("after 1000 failures: %v", wait)
	}
	status := &fetch.StatusError{Status: 429, RetryAfter: 5 * time.Hour}
	if at := nextVisit(now, DefaultEvery, 1, status); !at.Equal(now.Add(5 * time.Hour)) {
		t.Errorf("asked for five hours: %v", at.Sub(now))
	}
}
