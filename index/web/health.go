package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index"
)

// serveHealth says that the program runs.
func (h *Handler) serveHealth(w http.ResponseWriter, _ *http.Request) {
	plain(w, http.StatusOK, "ok\n")
}

// errDraining means that the server is being stopped.
var errDraining = errors.New("the server is being stopped")

// closing refuses what comes after Drain.
func (h *Handler) closing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, h.options.Prefix)
		if !h.draining.Load() || path == "healthz" || path == "metrics" {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Connection", "close")
		if path == "readyz" {
			setRoute(r, path)
			notReady(w, "shutting down\n")
			return
		}
		setRoute(r, "closing")
		h.fail(w, r, langParams(r), errDraining)
	})
}

// readyTimeout is how long the index may take to say that it works.
const readyTimeout = time.Second

// serveReady says whether searches can be sent here. It asks the index for an
// article that does not exist, past the limits: a busy server is ready.
func (h *Handler) serveReady(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
	defer cancel()
	if err := h.probe(ctx); err != nil {
		setError(r, err)
		notReady(w, "the index cannot be used\n")
		return
	}
	plain(w, http.StatusOK, "ready\n")
}

// probe asks the index for an article. It returns when ctx ends, whatever the index
// does: one question at a time is left unanswered then.
func (h *Handler) probe(ctx context.Context) error {
	select {
	case h.probing <- struct{}{}:
	case <-ctx.Done():
		return fmt.Errorf("the index does not answer: %w", ctx.Err())
	}
	answer := make(chan error, 1)
	go func() {
		defer func() { <-h.probing }()
		_, err := h.searcher.Get(ctx, "\x00ready?")
		answer <- err
	}()
	select {
	case err := <-answer:
		if errors.Is(err, index.ErrNotFound) {
			return nil
		}
		return err
	case <-ctx.Done():
		return fmt.Errorf("the index does not answer: %w", ctx.Err())
	}
}

func notReady(w http.ResponseWriter, why string) {
	w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
	plain(w, http.StatusServiceUnavailable, why)
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text))
}

// articleCount is for the page's head; a page does without it when it cannot be had.
func (h *Handler) articleCount(ctx context.Context) articleCount {
	s, err := h.searcher.figures(ctx)
	if err != nil {
		return -1
	}
	return articleCount(s.Articles)
}
