package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/listen"
	"github.com/newssearch/newssearch/index/web"
)

type serveOptions struct {
	location
	addr     string
	prefix   string
	baseURL  string
	hosts    []string
	logLevel string
	readOnly bool
	noFetch  bool
	closed   bool
	images   bool
	rate     float64
	proxies  []string
}

func newServeCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Serve the search page and the JSON API",
		Long: `Serve a search page for the browser, a JSON API (/api/search?q=…, described at
/openapi.json), Atom feeds (/feed?q=…), /healthz, /readyz and /metrics.

Other commands work beside it: ingest, delete and the rest hand their work to this
process, and what they take in is found at once. With --read-only nothing is taken in.
Sources that are followed (newssearch follow) are visited in the background.

By default only this machine is served. To serve others, name an address to listen on and
the host names that readers use. Requests for another host name are refused, since they
come from pages that want to read what is not theirs. Ctrl-C lets running requests end.

` + exitHelp("stopped when asked to", ""),
		Example: `  newssearch serve
  newssearch serve --addr :8080 --host tin.example
  newssearch serve --prefix /tin/ --base-url https://example.vn/tin/`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runServe(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	flags := cmd.Flags()
	o.location.addFlags(flags)
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8080", "address to listen on; port 0 picks a free one")
	flags.StringVar(&o.prefix, "prefix", "/", "path below which everything is served, such as /tin/")
	flags.StringVar(&o.baseURL, "base-url", "", "address that readers use, if there is a proxy: https://tin.example/tim/")
	flags.StringArrayVar(&o.hosts, "host", nil, "host name that requests may be for (may be repeated; * for any)")
	flags.BoolVar(&o.readOnly, "read-only", false, "take nothing in, so that several processes can serve the same index")
	flags.BoolVar(&o.noFetch, "no-fetch", false, "do not visit the sources that are followed")
	flags.BoolVar(&o.images, "images", false, "show the pictures of articles, which readers' browsers load from the papers")
	flags.BoolVar(&o.closed, "closed", false, "ask readers for a key too (newssearch key add)")
	flags.Float64Var(&o.rate, "rate", 0, "requests a second that each client may make on average; more are answered 429 (default: no limit)")
	flags.StringArrayVar(&o.proxies, "proxy", nil, "address or network of a proxy whose X-Forwarded-For is believed, such as 127.0.0.1 (may be repeated)")
	flags.StringVar(&o.logLevel, "log-level", "info", "what to log: debug (with queries), info, warn or error")
	completeFrom(cmd, "log-level", "debug", "info", "warn", "error")
	return cmd
}

func runServe(ctx context.Context, w, notes io.Writer, o serveOptions) (err error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(o.logLevel)); err != nil {
		return usagef("--log-level %q is none of debug, info, warn, error", o.logLevel)
	}
	logger := slog.New(slog.NewTextHandler(notes, &slog.HandlerOptions{Level: level}))
	// A wrong address is told of at once, but nobody is let in before there is an answer.
	if listener, err := o.listen(ctx); err != nil {
		return err
	} else if err := listener.Close(); err != nil {
		return err
	}
	if at, is, err := o.cluster(); err != nil {
		return err
	} else if is {
		return serveCluster(ctx, w, o, at, logger)
	}
	idx, err := o.openService(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	options := web.Options{Prefix: o.prefix, BaseURL: o.baseURL, Hosts: o.hosts, Logger: logger, Sample: idx.sample, Closed: o.closed, Images: o.images}
	options.Limits.Rate = o.rate
	if options.Proxies, err = readProxies(o.proxies); err != nil {
		return err
	}
	idx.allowWriting(&options)
	handler, err := web.New(idx, options)
	if err != nil {
		return &usageError{err}
	}
	listener, err := o.listen(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	if !isLoopback(listener.Addr()) && !o.closed {
		fmt.Fprintf(notes, "newssearch: warning: %s can be reached from other machines; anyone there can read the articles\n", listener.Addr())
	}
	page := "http://" + shownAddress(listener.Addr()) + o.prefix
	stop := idx.keepUp(ctx, page, !o.noFetch, logger)
	defer func() { err = errors.Join(err, stop()) }()
	fmt.Fprintf(w, "newssearch: %s (Ctrl-C stops)\n", page)
	if isTerminal(w) { // a person may be here for the first time
		fmt.Fprintln(w, words(ctx).OpenPage)
	}
	warming, stopWarming := context.WithCancel(ctx)
	defer stopWarming()
	go func() {
		if err := idx.Warm(warming); err != nil && warming.Err() == nil {
			logger.Warn("the cache is not warm", "error", err)
		}
	}()
	if !idx.sample {
		go idx.keepChecking(warming, checkAfter, checkEvery, logger)
	}
	return listen.Serve(ctx, listener, handler, logger)
}

// listen listens on the address.
func (o *serveOptions) listen(ctx context.Context) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", o.addr)
	if err != nil {
		return nil, usagef("--addr: %w", err)
	}
	return listener, nil
}

// readProxies reads addresses and networks.
func readProxies(texts []string) (proxies []netip.Prefix, err error) {
	for _, text := range texts {
		p, err := netip.ParsePrefix(text)
		if a, addrErr := netip.ParseAddr(text); addrErr == nil {
			p, err = a.Prefix(a.BitLen())
		}
		if err != nil {
			return nil, usagef("--proxy %q is no address and no network: %w", text, err)
		}
		proxies = append(proxies, p)
	}
	return proxies, nil
}

func isLoopback(a net.Addr) bool {
	addr, err := netip.ParseAddrPort(a.String())
	return err == nil && addr.Addr().Unmap().IsLoopback()
}

// shownAddress is an address that a browser on this machine can open: "any
// address" is none.
func shownAddress(a net.Addr) string {
	addr, err := netip.ParseAddrPort(a.String())
	if err == nil && addr.Addr().IsUnspecified() {
		return netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), addr.Port()).String()
	}
	return a.String()
}
