package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/listen"
	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index/cluster"
	"github.com/newssearch/newssearch/index/web"
)

// cluster returns where the index is in an OpenSearch cluster, and whether it is.
func (l *location) cluster() (o cluster.Options, is bool, err error) {
	address, _, err := l.path()
	if err != nil || !cluster.IsAddress(address) {
		return cluster.Options{}, false, err
	}
	if o, err = cluster.ParseAddress(address); err != nil {
		return cluster.Options{}, true, &usageError{err}
	}
	return o, true, nil
}

// openCluster opens a collection in a cluster, unless err says why not.
func openCluster(ctx context.Context, notes io.Writer, o cluster.Options, err error) (owner.Archive, error) {
	if err != nil {
		return nil, err
	}
	o.Logger = slog.New(slog.NewTextHandler(notes, nil))
	c, err := cluster.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	return c, nil
}

// onlyHere refuses what cannot be had with a cluster.
func (l *location) onlyHere(what, instead string) error {
	if _, is, err := l.cluster(); err != nil || !is {
		return err
	}
	return usagef("%s needs an index in a folder, not in a cluster; %s", what, instead)
}

// serveCluster serves the page and the API over a collection in a cluster. It takes
// nothing in and follows no sources: any number of these run side by side.
func serveCluster(ctx context.Context, w io.Writer, o serveOptions, at cluster.Options, logger *slog.Logger) (err error) {
	at.ReadOnly, at.Logger = true, logger
	c, err := cluster.Open(ctx, at)
	if err != nil {
		return err
	}
	defer closing(c, &err)
	options := web.Options{Prefix: o.prefix, BaseURL: o.baseURL, Hosts: o.hosts, Logger: logger, Images: o.images, Limits: web.Limits{Rate: o.rate}}
	if options.Proxies, err = readProxies(o.proxies); err != nil {
		return err
	}
	handler, err := web.New(c, options)
	if err != nil {
		return &usageError{err}
	}
	listener, err := o.listen(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	fmt.Fprintf(w, "newssearch: http://%s%s (Ctrl-C stops)\n", shownAddress(listener.Addr()), o.prefix)
	return listen.Serve(ctx, listener, handler, logger)
}

type modelOptions struct {
	location
	articles int
}

func newModelCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "model",
		Short: "The model that queries to a cluster are understood with",
		Long:  "Makes the model that queries to an OpenSearch cluster are understood with.\n\n" + exitHelp("done", ""),
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(newModelBuildCommand())
	return cmd
}

func newModelBuildCommand() *cobra.Command {
	var o modelOptions
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Make a new model from a sample of the articles in a cluster",
		Long: `Takes a random sample of the articles in an OpenSearch cluster and makes what
queries are understood with: counts of words and neighbours, abbreviations,
completions. Every program that searches the cluster goes over to the new model
within a minute. Run it once after the first articles are in, and then nightly.

` + exitHelp("made", ""),
		Example: `  newssearch model build --index opensearch://127.0.0.1:9200/news`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runModelBuild(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().IntVar(&o.articles, "articles", cluster.DefaultModelArticles, "size of the sample")
	return cmd
}

func runModelBuild(ctx context.Context, w, notes io.Writer, o modelOptions) (err error) {
	if o.articles < 1 {
		return usagef("--articles %d is less than 1", o.articles)
	}
	at, is, err := o.cluster()
	if err != nil {
		return err
	}
	if !is {
		return usagef("model build is for a cluster; name one with --index %shost:9200/name (an index in a folder keeps its model itself)", cluster.Scheme)
	}
	at.Existing, at.Logger = true, slog.New(slog.NewTextHandler(notes, nil))
	c, err := cluster.Open(ctx, at)
	if err != nil {
		return err
	}
	defer closing(c, &err)
	started := time.Now()
	info, err := c.BuildModel(ctx, o.articles)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "model %s: from %d of %d articles, %d bytes, %.1f s\n",
		info.Version, info.Articles, info.Collection, info.Bytes, time.Since(started).Seconds())
	return err
}
