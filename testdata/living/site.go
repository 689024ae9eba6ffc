package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"time"
)

// feedLength is how many articles the feed lists, the newest first.
const feedLength = 60

// site is a paper that publishes articles over a time, half of them about "kênh
// mương", and receives alerts.
type site struct {
	server   *httptest.Server
	interval time.Duration
	bodies   [published]string

	mu    sync.Mutex
	began time.Time
	told  map[string]int
	hooks int
}

func newSite(duration time.Duration) *site {
	s := &site{interval: duration / published, told: map[string]int{}}
	for i := range s.bodies {
		s.bodies[i] = words(150)
		if i%2 == 0 {
			s.bodies[i] += " kênh mương " + words(20)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /rss", s.feed)
	mux.HandleFunc("GET /bai/{n}", s.page)
	mux.HandleFunc("POST /hook", s.hook)
	s.server = httptest.NewServer(mux)
	return s
}

func (s *site) URL() string { return s.server.URL }
func (s *site) close()      { s.server.Close() }

func (s *site) begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.began = time.Now()
}

// out is how many articles are published.
func (s *site) out() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.began.IsZero() {
		return 0
	}
	return min(int(time.Since(s.began)/s.interval), published)
}

func (s *site) address(n int) string { return fmt.Sprintf("%s/bai/%d", s.URL(), n) }

func (s *site) feed(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(w, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Báo Thử</title>`)
	out := s.out()
	for n := out - 1; n >= max(0, out-feedLength); n-- {
		fmt.Fprintf(w, `<item><title>Bài số %d</title><link>%s</link></item>`, n, s.address(n))
	}
	fmt.Fprint(w, `</channel></rss>`)
}

func (s *site) page(w http.ResponseWriter, r *http.Request) {
	var n int
	if _, err := fmt.Sscan(r.PathValue("n"), &n); err != nil || n < 0 || n >= s.out() {
		http.NotFound(w, r)
		return
	}
	fmt.Fprintf(w, `<!doctype html><meta charset="utf-8"><title>Bài số %d</title><article><h1>Bài số %d</h1><p>%s</p></article>`, n, n, s.bodies[n])
}

// hook receives alerts. Every tenth time it is out of order.
func (s *site) hook(w http.ResponseWriter, r *http.Request) {
	var delivery struct {
		Hits []struct {
			ID string `json:"id"`
		} `json:"hits"`
	}
	err := json.NewDecoder(r.Body).Decode(&delivery)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hooks++
	if err != nil || s.hooks%10 == 3 {
		http.Error(w, "out of order", http.StatusServiceUnavailable)
		return
	}
	for _, h := range delivery.Hits {
		s.told[h.ID]++
	}
}

// missing are the articles that cannot be read at the server yet.
func (s *site) missing(ctx context.Context, server string) (list []string) {
	for n := range published {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, server+"/api/article/"+url.PathEscape(s.address(n)), http.NoBody)
		if err != nil {
			return []string{err.Error()}
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return []string{err.Error()}
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusOK {
			list = append(list, s.address(n))
		}
	}
	return list
}

func (s *site) alertsMissing() (list []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for n := 0; n < published; n += 2 {
		if s.told[s.address(n)] == 0 {
			list = append(list, s.address(n))
		}
	}
	return list
}

func (s *site) alertsTwice() (twice int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.told {
		if n > 1 {
			twice++
		}
	}
	return twice
}

// words are n words drawn by chance: syllables put together from their parts.
func words(n int) string {
	onsets := []string{"b", "c", "ch", "d", "đ", "g", "h", "l", "m", "n", "ng", "nh", "ph", "r", "s", "t", "th", "tr", "v", "x"}
	rhymes := []string{"a", "ác", "ai", "ăn", "ấp", "âu", "ây", "ế", "én", "i", "inh", "iêu", "ổ", "ong", "ở", "ội", "u", "ục", "ưng", "ươm"}
	list := make([]string, n)
	for i := range list {
		list[i] = onsets[rand.IntN(len(onsets))] + rhymes[rand.IntN(len(rhymes))]
	}
	return strings.Join(list, " ")
}
