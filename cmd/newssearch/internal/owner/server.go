package owner

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/newssearch/newssearch/index"
)

// The addresses of the protocol. Each takes a JSON value by POST and answers with a
// reply, except two: putAllPath takes articles, one a line, and answers with events,
// one a line; allPath and matchingPath answer with replies, one
// a line.
const (
	helloPath         = "/hello"
	searchPath        = "/search"
	getPath           = "/get"
	relatedPath       = "/related"
	reprintsPath      = "/reprints"
	suggestPath       = "/suggest"
	abbreviationsPath = "/abbreviations"
	statsPath         = "/stats"
	allPath           = "/all"
	matchingPath      = "/matching"
	putPath           = "/put"
	putAllPath        = "/put-all"
	deletePath        = "/delete"
	removePath        = "/remove"
	restorePath       = "/restore"
	removedPath       = "/removed"
)

// maxBody bounds a request other than putAllPath's: a batch of the longest articles.
const maxBody = 64 << 20

// leaveTimeout is how long Close waits for requests that are being answered; what
// takes articles in is told to stop at once.
const leaveTimeout = 5 * time.Second

// Server answers for the owner of an index.
type Server struct {
	dir     string
	record  record
	archive Archive
	log     *slog.Logger
	http    *http.Server
	leaving context.Context
	leave   context.CancelFunc
	cleanup func()
	done    chan struct{}
}

// Serve makes this process known as the owner of the index in dir, which it has
// open for writing as a, and answers other processes until Close. a stays the
// caller's to close, after Close. more are further things it answers.
func Serve(ctx context.Context, dir string, a Archive, info Info, log *slog.Logger, more ...Endpoint) (*Server, error) {
	l, at, cleanup, err := listen(ctx, dir)
	if err != nil {
		return nil, fmt.Errorf("listen for commands on the index: %w", err)
	}
	s := &Server{dir: dir, record: newRecord(info), archive: a, log: log, cleanup: cleanup, done: make(chan struct{})}
	s.record.Network, s.record.Address = at.Network, at.Address
	s.leaving, s.leave = context.WithCancel(context.WithoutCancel(ctx))
	s.http = &http.Server{
		Handler:           s.guard(s.routes(more)),
		ReadHeaderTimeout: helloTimeout,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	go func() {
		defer close(s.done)
		if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("commands cannot reach the index any more", "error", err)
		}
	}()
	if err := writeRecord(dir, s.record); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Info says who the owner is.
func (s *Server) Info() Info { return s.record.Info }

// Leave tells whoever hands articles over to go on elsewhere. Everything else is still
// answered, until Close.
func (s *Server) Leave() { s.leave() }

// Close stops answering: what is taken in is stopped after the batch in work and
// its sender told so, other requests are answered first.
func (s *Server) Close() error {
	s.leave()
	// Nobody shall come any more. The record is this process's, since it has the lock.
	err := os.Remove(filepath.Join(s.dir, RecordFile))
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), leaveTimeout)
	defer cancel()
	if s.http.Shutdown(ctx) != nil {
		err = errors.Join(err, s.http.Close())
	}
	<-s.done
	s.cleanup()
	return err
}

// guard lets only those in who have read the record.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte("Bearer "+s.record.Secret)) != 1 {
			http.Error(w, "wrong secret", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) routes(more []Endpoint) http.Handler {
	a, mux := s.archive, http.NewServeMux()
	handle(mux, helloPath, func(context.Context, none) (record, error) {
		return record{Info: s.record.Info, Protocol: protocol}, nil
	})
	handle(mux, searchPath, a.Search)
	handle(mux, getPath, a.Get)
	handle(mux, relatedPath, func(ctx context.Context, q limited) ([]index.Hit, error) { return a.Related(ctx, q.ID, q.Limit) })
	handle(mux, reprintsPath, a.Reprints)
	handle(mux, suggestPath, a.Suggest)
	handle(mux, abbreviationsPath, func(ctx context.Context, _ none) ([]index.Abbreviation, error) { return a.Abbreviations(ctx) })
	handle(mux, statsPath, func(ctx context.Context, _ none) (index.Stats, error) { return a.Stats(ctx) })
	handle(mux, putPath, func(ctx context.Context, articles []index.Article) (putResult, error) {
		r, err := a.Put(ctx, articles)
		return toWire(r), err
	})
	handle(mux, deletePath, func(ctx context.Context, ids []string) (int, error) { return a.Delete(ctx, ids...) })
	handle(mux, removePath, func(ctx context.Context, ids []string) (int, error) { return a.Remove(ctx, ids...) })
	handle(mux, restorePath, func(ctx context.Context, ids []string) (int, error) { return a.Restore(ctx, ids...) })
	handle(mux, removedPath, func(ctx context.Context, _ none) ([]index.Removal, error) { return a.Removed(ctx) })
	mux.HandleFunc("POST "+putAllPath, s.putAll)
	mux.HandleFunc("POST "+allPath, s.all)
	mux.HandleFunc("POST "+matchingPath, s.matching)
	for _, add := range more {
		add(mux)
	}
	return mux
}

type none struct{}

// limited asks for a number of things about an article.
type limited struct {
	ID    string `json:"id"`
	Limit int    `json:"limit"`
}

// reply is the answer to a request: a value or a fault.
type reply[A any] struct {
	Value A      `json:"value"`
	Fault *fault `json:"fault,omitempty"`
}

// handle answers requests to path by what do makes of them.
func handle[Q, A any](mux *http.ServeMux, path string, do func(context.Context, Q) (A, error)) {
	mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
		var q Q
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&q); err != nil {
			http.Error(w, "request: "+err.Error(), http.StatusBadRequest)
			return
		}
		var a reply[A]
		value, err := do(r.Context(), q)
		if a.Fault = newFault(err); err == nil {
			a.Value = value
		}
		_ = json.NewEncoder(w).Encode(a) // an error means that nobody waits for it any more
	})
}
