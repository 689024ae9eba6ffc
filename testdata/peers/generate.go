package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

type generateOptions struct {
	from  string
	out   string
	count int
	seed  uint64
}

func newGenerateCommand() *cobra.Command {
	var o generateOptions
	cmd := &cobra.Command{
		Use:   "generate --count N --out FILE",
		Short: "Grow a collection by recombining the sentences of given articles",
		Long: `Grow a collection by recombining the sentences of given articles. The result
depends on the articles, the seed and the number of an article only; with the
same seed a longer collection begins with the shorter one.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runGenerate(cmd.Context(), cmd.ErrOrStderr(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.from, "from", "", "articles to take sentences from (default: "+builtIn+")")
	flags.StringVar(&o.out, "out", "", "file to write, JSON Lines; compressed when the name ends in .gz; - for standard output")
	flags.IntVar(&o.count, "count", 100_000, "articles to make")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the random choices")
	_ = cmd.MarkFlagRequired("out")
	return cmd
}

func runGenerate(ctx context.Context, notes io.Writer, o generateOptions) (err error) {
	if o.count < 1 {
		return fmt.Errorf("--count %d is not positive", o.count)
	}
	g, err := newGenerator(ctx, notes, o.from, o.seed)
	if err != nil {
		return err
	}
	w, closeOut, err := createOutput(o.out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeOut()) }()
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for n := range o.count {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := encoder.Encode(g.article(n)); err != nil {
			return fmt.Errorf("write %s: %w", o.out, err)
		}
	}
	return nil
}

// newGenerator takes the sentences of the articles at path.
func newGenerator(ctx context.Context, notes io.Writer, path string, seed uint64) (*generator, error) {
	g := &generator{seed: seed}
	warn := func(err error) { fmt.Fprintln(notes, "left out:", err) }
	for a, err := range readArticles(ctx, path, 0, warn) {
		if err != nil {
			return nil, err
		}
		g.add(&a)
	}
	if err := g.check(); err != nil {
		return nil, fmt.Errorf("grow from %s: %w", nameOf(path), err)
	}
	return g, nil
}

func nameOf(path string) string {
	if path == "" {
		return builtIn
	}
	return path
}

// createOutput opens the file to write, through compression when its name asks for it.
func createOutput(path string) (io.Writer, func() error, error) {
	if path == "-" {
		w := bufio.NewWriter(os.Stdout)
		return w, w.Flush, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, nil, fmt.Errorf("write articles: %w", err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	if !strings.HasSuffix(path, ".gz") {
		return w, func() error { return errors.Join(w.Flush(), f.Close()) }, nil
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return z, func() error { return errors.Join(z.Close(), w.Flush(), f.Close()) }, nil
}
