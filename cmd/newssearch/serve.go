package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index/web"
)

type serveOptions struct {
	location
	addr     string
	prefix   string
	baseURL  string
	hosts    []string
	logLevel string
}

func newServeCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Serve a search page for the browser and a JSON API",
		Long: `Serve a search page, a JSON API (described at /openapi.json), Atom feeds (/feed?q=…),
/healthz, /readyz and /metrics. Ctrl-C lets running requests finish.

Only this machine can reach it unless --addr says otherwise, and only requests for
localhost, an IP address or a --host are answered.

` + exitHelp("stopped", ""),
		Example: `  newssearch serve
  newssearch serve --addr 0.0.0.0:8080 --host tin.example
  newssearch serve --prefix /tin/ --base-url https://example.vn/tin/`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runServe(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	o.location.addFlags(cmd.Flags())
	flags := cmd.Flags()
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8080", "address and port to listen on; port 0 takes a free one")
	flags.StringVar(&o.prefix, "prefix", "/", "path below which everything is served, such as /tin/")
	flags.StringVar(&o.baseURL, "base-url", "", "address that readers use, when it is another one, as behind a proxy")
	flags.StringArrayVar(&o.hosts, "host", nil, "host name that requests may be for (may be repeated; * for any)")
	flags.StringVar(&o.logLevel, "log-level", "info", "what to log: debug (with queries), info, warn or error")
	completeFrom(cmd, "log-level", "debug", "info", "warn", "error")
	return cmd
}

// Limits of the server, against clients that are slow on purpose.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 10 * time.Second
	writeTimeout      = 30 * time.Second // a slow phone still gets its 50 KB
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 32 << 10
	// shutdownTimeout is longer than any search may take.
	shutdownTimeout = 10 * time.Second
)

func runServe(ctx context.Context, w, notes io.Writer, o serveOptions) (err error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(o.logLevel)); err != nil {
		return usagef("--log-level %q is none of debug, info, warn, error", o.logLevel)
	}
	logger := slog.New(slog.NewTextHandler(notes, &slog.HandlerOptions{Level: level}))
	idx, sample, err := o.openForReading(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	handler, err := web.New(idx, web.Options{
		Prefix: o.prefix, BaseURL: o.baseURL, Hosts: o.hosts, Logger: logger, Sample: sample,
	})
	if err != nil {
		return usagef("%w", err)
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", o.addr)
	if err != nil {
		return usagef("--addr: %w", err)
	}
	if !isLoopback(listener.Addr()) {
		fmt.Fprintf(notes, "newssearch: warning: %s can be reached from other machines; anyone there can read the articles\n", listener.Addr())
	}
	if _, err := fmt.Fprintf(w, "newssearch: http://%s%s (Ctrl-C stops)\n", shownAddr(listener.Addr()), o.prefix); err != nil {
		return errors.Join(err, listener.Close())
	}
	return serve(ctx, listener, handler, logger)
}

// serve answers requests until ctx ends, and then lets those finish that run.
func serve(ctx context.Context, listener net.Listener, handler *web.Handler, logger *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeaderBytes,
		ErrorLog:       slog.NewLogLogger(logger.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	handler.Drain()
	logger.Info("stopping; running requests may finish")
	timeout, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(timeout); err != nil {
		return fmt.Errorf("stop: some requests were cut off: %w", errors.Join(err, server.Close()))
	}
	return nil
}

func isLoopback(a net.Addr) bool {
	addr, err := netip.ParseAddrPort(a.String())
	return err == nil && addr.Addr().Unmap().IsLoopback()
}

// shownAddr is an address that a browser on this machine can open.
func shownAddr(a net.Addr) string {
	addr, err := netip.ParseAddrPort(a.String())
	if err != nil || !addr.Addr().IsUnspecified() {
		return a.String()
	}
	return strings.Replace(a.String(), "["+addr.Addr().String()+"]", "127.0.0.1", 1)
}
