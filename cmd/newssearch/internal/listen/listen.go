// Package listen serves a handler until the program is told to stop.
package listen

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// The times after which a connection is given up. A page of results is made in
// milliseconds and small; only a reader who is stuck, or means harm, takes longer.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 10 * time.Second
	writeTimeout    = 30 * time.Second
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 10 * time.Second
	// maxHeaderBytes leaves room for the longest query, percent-encoded.
	maxHeaderBytes = 64 << 10
	// lastCall is how long the server goes on refusing requests after the last one has
	// ended, for those that are on their way: a connection that is closed before its
	// request is read looks like a fault of the network.
	lastCall = 200 * time.Millisecond
	// pollEvery is how often the server looks whether requests still run.
	pollEvery = 10 * time.Millisecond
)

// Drainer is a handler that can be told to refuse what comes from now on.
type Drainer interface {
	http.Handler
	Drain()
}

// Serve serves until ctx ends. Then it drains the handler, answers what still comes with
// that, and closes the listener when no request runs, at the latest after ten seconds:
// requests that still run are cut off, and the error says so.
func Serve(ctx context.Context, listener net.Listener, handler Drainer, logger *slog.Logger) error {
	counted := &counter{next: handler}
	server := &http.Server{
		Handler:           counted,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	handler.Drain()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	counted.wait(grace)
	if err := server.Shutdown(grace); err != nil {
		return fmt.Errorf("serve: requests still running after %v were cut off: %w", shutdownTimeout, err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// counter counts the requests that run.
type counter struct {
	next    http.Handler
	running atomic.Int64
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.running.Add(1)
	defer c.running.Add(-1)
	c.next.ServeHTTP(w, r)
}

// wait returns when no request has run for a moment, or ctx ends.
func (c *counter) wait(ctx context.Context) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for quiet := time.Now(); time.Since(quiet) < lastCall; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if c.running.Load() > 0 {
			quiet = time.Now()
		}
	}
}
