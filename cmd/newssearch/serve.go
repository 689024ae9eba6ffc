package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index/web"
)

type serveOptions struct {
	location
	addr    string
	baseURL string
	hosts   []string
	quiet   bool
}

func newServeCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Serve the search page and the JSON API",
		Long: `Serve a search page for the browser, and a JSON API at /api/search?q=… .
By default only this machine is served. To serve others, name an address to listen on and
the host names that readers use:

  newssearch serve --addr :8080 --host tin.example

Ctrl-C lets running requests end, then stops.

` + exitHelp("stopped when asked to", ""),
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runServe(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	flags := cmd.Flags()
	o.location.addFlags(flags)
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8080", "address to listen on; port 0 picks a free one")
	flags.StringVar(&o.baseURL, "base-url", "", "address that readers use, if there is a proxy: https://tin.example/tim/")
	flags.StringArrayVar(&o.hosts, "host", nil, "host name that requests may be for (may be repeated; * for any)")
	flags.BoolVar(&o.quiet, "quiet", false, "log no requests")
	return cmd
}

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
)

func runServe(ctx context.Context, w, notes io.Writer, o serveOptions) (err error) {
	idx, sample, err := o.openForReading(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	logger := slog.New(slog.NewTextHandler(notes, nil))
	if o.quiet {
		logger = slog.New(slog.DiscardHandler)
	}
	handler, err := web.New(idx, web.Options{BaseURL: o.baseURL, Hosts: o.hosts, Logger: logger, Sample: sample})
	if err != nil {
		return &usageError{err}
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", o.addr)
	if err != nil {
		return usagef("--addr: %w", err)
	}
	fmt.Fprintf(w, "newssearch: http://%s/ (Ctrl-C stops)\n", listener.Addr())
	context.AfterFunc(ctx, handler.Drain)
	return serveUntil(ctx, listener, handler)
}

// serveUntil serves until ctx ends, and then lets running requests end.
func serveUntil(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return fmt.Errorf("serve: requests still running after %v were cut off: %w", shutdownTimeout, err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
