package web

import (
	"context"
	"encoding/json"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/testdata"
)

// sample is an index of the built-in articles, the same for all tests: nobody changes it.
var sample = sync.OnceValues(func() (*index.Index, error) {
	idx, err := index.OpenMemory(index.Options{})
	if err != nil {
		return nil, err
	}
	_, err = idx.Put(context.Background(), testdata.ArticlesAs[index.Article]())
	return idx, err
})

// sampleHandler serves the built-in articles.
func sampleHandler(t testing.TB, o Options) *Handler {
	t.Helper()
	idx, err := sample()
	if err != nil {
		t.Fatal(err)
	}
	return newHandler(t, idx, o)
}

// articlesHandler serves the articles given.
func articlesHandler(t testing.TB, articles ...index.Article) *Handler {
	t.Helper()
	idx, err := index.OpenMemory(index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = idx.Close() })
	put, err := idx.Put(t.Context(), articles)
	if err != nil || len(put.Rejected) > 0 {
		t.Fatalf("Put: %v, rejected %v", err, put.Rejected)
	}
	return newHandler(t, idx, Options{})
}

func newHandler(t testing.TB, c Collection, o Options) *Handler {
	t.Helper()
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	h, err := New(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get asks for a target such as "/?q=x"; header are pairs of a name and a value.
func get(h http.Handler, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Host = "127.0.0.1:8080"
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	return answer(h, r)
}

func answer(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// wantPage checks that an answer is a page with that status and those texts.
func wantPage(t *testing.T, w *httptest.ResponseRecorder, status int, texts ...string) {
	t.Helper()
	body := w.Body.String()
	plain := html.UnescapeString(body)
	if w.Code != status {
		t.Errorf("status %d, want %d", w.Code, status)
	}
	if got := w.Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("content type %q", got)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) && !strings.Contains(plain, text) {
			t.Errorf("page lacks %q", text)
		}
	}
	for _, fault := range faults(body) {
		t.Errorf("not well-formed: %s", fault)
	}
	if t.Failed() {
		t.Log(body[:min(len(body), 6000)])
	}
}

// decode reads a JSON answer.
func decode[T any](t *testing.T, w *httptest.ResponseRecorder) (v T) {
	t.Helper()
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%v in %.300s", err, w.Body)
	}
	return v
}
