package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// The servers of these tests are real and behave badly; they listen on the loopback
// address, which Private allows.

func client(t *testing.T) *Client {
	t.Helper()
	return New(Options{Delay: time.Millisecond, Timeout: 5 * time.Second, Contact: "mailto:bien.tap@example.vn", Version: "1"})
}

func serve(t *testing.T, pages map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, f := range pages {
		mux.HandleFunc(path, f)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func text(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, s) }
}

func TestGet(t *testing.T) {
	var agent string
	s := serve(t, map[string]http.HandlerFunc{
		"/bai": func(w http.ResponseWriter, r *http.Request) {
			agent = r.UserAgent()
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Last-Modified", "Mon, 12 Mar 2018 00:30:00 GMT")
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, "Tinh giản biên chế")
		},
	})
	c := client(t)
	r, err := c.Get(t.Context(), Request{URL: s.URL + "/bai#cuoi", Private: true})
	if err != nil || string(r.Body) != "Tinh giản biên chế" || r.ETag != `"1"` || r.LastModified == "" || r.URL != s.URL+"/bai" {
		t.Fatalf("%+v, %v", r, err)
	}
	if want := "newssearch/1 (+https://github.com/newssearch/newssearch; mailto:bien.tap@example.vn)"; agent != want {
		t.Errorf("User-Agent %q, want %q", agent, want)
	}
	r, err = c.Get(t.Context(), Request{URL: s.URL + "/bai", ETag: r.ETag, Private: true})
	if err != nil || !r.NotModified || r.ETag != `"1"` {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestRobots(t *testing.T) {
	fetched := map[string]int{}
	page := func(w http.ResponseWriter, r *http.Request) { fetched[r.URL.RequestURI()]++ }
	s := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": text("User-agent: *\nDisallow: /\n\nUser-agent: newssearch\nDisallow: /rieng/\nDisallow: /*?in=\n"),
		"/":           page,
	})
	c := client(t)
	for path, allowed := range map[string]bool{"/bai": true, "/rieng/bai": false, "/bai?in=1": false, "/bai?trang=2": true} {
		_, err := c.Get(t.Context(), Request{URL: s.URL + path, Private: true})
		if allowed != (err == nil) || !allowed && !errors.Is(err, ErrRobots) || fetched[path] > 0 != allowed {
			t.Errorf("%s: %v, fetched %v", path, err, fetched)
		}
	}
	down := serve(t, map[string]http.HandlerFunc{"/robots.txt": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, "/": page})
	var status *StatusError
	if _, err := c.Get(t.Context(), Request{URL: down.URL + "/khac", Private: true}); !errors.As(err, &status) || fetched["/khac"] > 0 {
		t.Errorf("without a robots.txt that can be had: %v", err)
	}
}

// What leads to an address that is not public is refused, by whatever way.
func TestPrivateAddresses(t *testing.T) {
	inner := serve(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { t.Error("reached") }})
	c := client(t)
	for _, at := range []string{
		inner.URL, strings.Replace(inner.URL, "127.0.0.1", "localhost", 1), "http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/",
		"http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		if _, err := c.Get(ctx, Request{URL: at}); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", at, err)
		}
		cancel()
	}
	for _, at := range []string{"", "/x", "file:///etc/passwd", "gopher://a/", "http://", "javascript:alert(1)", "ftp://example.com/"} {
		if _, err := c.Get(t.Context(), Request{URL: at}); !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %v", at, err)
		}
	}
}

func TestRedirects(t *testing.T) {
	to := func(path string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", path)
			w.WriteHeader(http.StatusFound)
		}
	}
	s := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": text("User-agent: *\nDisallow: /rieng"),
		"/a":          to("/b"), "/b": to("c"), "/c": text("đến nơi"),
		"/vong": to("/vong"), "/rieng": text("không"), "/toi-rieng": to("/rieng"), "/tep": to("file:///etc/passwd"), "/khong": to(""),
	})
	c := client(t)
	if r, err := c.Get(t.Context(), Request{URL: s.URL + "/a", Private: true}); err != nil || string(r.Body) != "đến nơi" || r.URL != s.URL+"/c" {
		t.Errorf("%+v, %v", r, err)
	}
	for path, want := range map[string]error{"/vong": ErrRedirects, "/toi-rieng": ErrRobots, "/tep": ErrAddress, "/khong": ErrAddress} {
		if _, err := c.Get(t.Context(), Request{URL: s.URL + path, Private: true}); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
}

func TestHostileAnswers(t *testing.T) {
	s := serve(t, map[string]http.HandlerFunc{
		"/bom": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			zeros := make([]byte, 1<<20)
			for range 100 {
				if _, err := z.Write(zeros); err != nil {
					return
				}
			}
			z.Close()
		},
		"/vo-tan": func(w http.ResponseWriter, _ *http.Request) {
			for {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		},
		"/cham": func(w http.ResponseWriter, r *http.Request) {
			for {
				fmt.Fprint(w, ".")
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
					return
				case <-time.After(10 * time.Millisecond):
				}
			}
		},
		"/dut": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "mười chữ")
		},
	})
	c := New(Options{Delay: time.Millisecond, Timeout: time.Second})
	for path, want := range map[string]error{"/bom": ErrTooLarge, "/vo-tan": ErrTooLarge, "/cham": context.DeadlineExceeded, "/dut": nil} {
		r, err := c.Get(t.Context(), Request{URL: s.URL + path, Private: true, MaxBytes: 1 << 20})
		if err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("%s: %d bytes, %v, want %v", path, len(r.Body), err, want)
		}
	}
}

// A server that has enough is left alone for as long as it says.
func TestRetryAfter(t *testing.T) {
	var asked atomic.Int32
	s := serve(t, map[string]http.HandlerFunc{"/bai": func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	}})
	c := client(t)
	var status *StatusError
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/bai", Private: true}); !errors.As(err, &status) || status.RetryAfter != time.Hour {
		t.Fatalf("%v", err)
	}
	var later *LaterError
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/bai-khac", Private: true}); !errors.As(err, &later) || time.Until(later.Until) < 59*time.Minute {
		t.Errorf("%v", err)
	}
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
}

// A host gets one request at a time, and a pause after each.
func TestOneAtATime(t *testing.T) {
	var running, most, count atomic.Int32
	s := serve(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) {
		most.Store(max(most.Load(), running.Add(1)))
		count.Add(1)
		time.Sleep(2 * time.Millisecond)
		running.Add(-1)
	}})
	c := New(Options{Delay: 10 * time.Millisecond})
	done := make(chan error)
	began := time.Now()
	for i := range 8 {
		go func() {
			_, err := c.Get(t.Context(), Request{URL: fmt.Sprint(s.URL, "/", i), Private: true})
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if took := time.Since(began); most.Load() != 1 || took < 8*10*time.Millisecond {
		t.Errorf("%d at a time, %v for 8 requests", most.Load(), took)
	}
}

func FuzzReadRules(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a\nCrawl-delay: 1e9\n", "/a")
	f.Add("\xef\xbb\xbfUser-agent: newssearch\nAllow: /*$\n", "/b?c")
	f.Fuzz(func(t *testing.T, robots, path string) {
		r := readRules([]byte(robots))
		if r.delay < 0 || r.delay > maxCrawlDelay {
			t.Errorf("delay %v", r.delay)
		}
		if u, err := parse("http://example.vn/" + path); err == nil {
			r.allows(u)
		}
	})
}
