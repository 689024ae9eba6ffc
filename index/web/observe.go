package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"
)

// visit is what is known of a request for its record in the log.
type visit struct {
	route string
	err   error
}

type visitKey struct{}

func visitOf(r *http.Request) *visit {
	if v, ok := r.Context().Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{}
}

func setRoute(r *http.Request, name string) { visitOf(r).route = name }

func setError(r *http.Request, err error) { visitOf(r).err = err }

// recorder notes the status and the size of an answer.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// observe counts and logs each request, and turns a panic into an error.
func (h *Handler) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		v := &visit{}
		r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
		rec := &recorder{ResponseWriter: w}
		defer func() {
			cause := recover()
			if cause == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so
				panic(cause)
			}
			if cause != nil {
				v.err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
				if rec.status == 0 {
					http.Error(rec, "internal error", http.StatusInternalServerError)
				}
			}
			h.record(r, v, rec, time.Since(started))
		}()
		next.ServeHTTP(rec, r)
	})
}

// record writes the log and the metrics. Queries are what readers look for and
// nobody else's business: they are logged at debug level only.
func (h *Handler) record(r *http.Request, v *visit, rec *recorder, took time.Duration) {
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	h.metrics.requests.WithLabelValues(v.route, strconv.Itoa(rec.status)).Inc()
	h.metrics.latency.WithLabelValues(v.route).Observe(took.Seconds())
	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.String("method", method(r)), slog.String("route", v.route), slog.Int("status", rec.status),
		slog.Int64("bytes", rec.bytes), slog.Duration("took", took.Round(time.Microsecond)), slog.String("remote", h.clientOf(r).String()),
	}
	ctx := r.Context()
	if rec.status >= http.StatusInternalServerError && v.err != nil {
		level = slog.LevelError
		if rec.status == http.StatusServiceUnavailable {
			level = slog.LevelWarn
		}
		attrs = append(attrs, slog.String("error", v.err.Error()))
	}
	if h.options.Logger.Enabled(ctx, slog.LevelDebug) {
		attrs = append(attrs, slog.String("uri", r.URL.RequestURI()))
	}
	h.options.Logger.LogAttrs(ctx, level, "request", attrs...)
}

// method is the request's method if it is one: anything else may be megabytes of noise.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch:
		return r.Method
	}
	return "other"
}
