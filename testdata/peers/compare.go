package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
)

// defaultCacheBytes is the cache of newssearch for the comparison: enough to
// hold all of a million articles, as the other engines' files are in memory too.
const defaultCacheBytes = 4 << 30

type compareOptions struct {
	measureOptions
	articles string
	count    int
}

func newCompareCommand() *cobra.Command {
	var o compareOptions
	cmd := &cobra.Command{
		Use:   "peers [--articles FILE] [flags]",
		Short: "Measure newssearch beside stock bleve, SQLite FTS5, Lucene and Tantivy",
		Long: `Measure newssearch beside stock bleve, SQLite FTS5, Lucene and Tantivy on the same
articles and queries, and print one table. SQLite takes a C compiler and the build
tag fts5, Lucene Maven and Java 21, Tantivy Rust:

  go run -tags fts5 . --articles FILE.jsonl.gz`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCompare(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.articles, "articles", "", "articles in any format that newssearch ingests (default: "+builtIn+")")
	flags.IntVar(&o.count, "count", 0, "use the first N articles only (0: all)")
	o.addFlags(cmd, "newssearch,newssearch-default,bleve,fts5,lucene")
	return cmd
}

// addFlags adds what comparison and curve have in common.
func (o *measureOptions) addFlags(cmd *cobra.Command, engines string) {
	flags := cmd.Flags()
	flags.StringVar(&o.engines, "engines", engines, "engines to measure")
	flags.IntVar(&o.queries, "queries", 200, "queries of each kind")
	flags.IntVar(&o.rounds, "rounds", 5, "rounds over the queries; of each query the median round counts")
	flags.Float64Var(&o.seconds, "seconds", 36, "time for each engine and kind; a slow engine has fewer rounds, then fewer queries, and the table says so")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the choice of queries")
	flags.Int64Var(&o.cacheBytes, "cache-bytes", defaultCacheBytes, "cache of newssearch; newssearch-default always has the default")
	flags.BoolVar(&o.marks, "fts5-marks", false, "let FTS5 keep the marks (remove_diacritics 0)")
	flags.StringVar(&o.work, "work", "", "folder for the indexes, which are removed at the end (default: a temporary one)")
	flags.StringVar(&o.sources, "sources", ".", "folder of this module, where the projects of Lucene and Tantivy are")
	flags.StringVar(&o.command, "command", "", "newssearch command for the cold start (default: build it)")
	flags.StringVar(&o.json, "json", "", "also write the report as JSON to this file; - for standard output instead of the table")
	flags.BoolVar(&o.skipCold, "skip-cold", false, "do not measure the cold start of the command")
	flags.BoolVar(&o.skipRush, "skip-concurrent", false, "do not measure two searchers at once")
}

func (o *measureOptions) validate() error {
	switch {
	case o.queries < 1:
		return fmt.Errorf("--queries %d is not positive", o.queries)
	case o.rounds < 1:
		return fmt.Errorf("--rounds %d is not positive", o.rounds)
	case o.seconds <= 0:
		return fmt.Errorf("--seconds %g is not positive", o.seconds)
	case o.cacheBytes <= 0:
		return fmt.Errorf("--cache-bytes %d is not positive", o.cacheBytes)
	}
	_, err := chooseContenders(o.engines)
	return err
}

func runCompare(ctx context.Context, w, notes io.Writer, o compareOptions) (err error) {
	if err := o.validate(); err != nil {
		return err
	}
	dir, remove, err := workFolder(o.work)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()

	m := newMeasurement(o.measureOptions, notes, nameOf(o.articles))
	m.spool = filepath.Join(dir, "spool")
	warn := func(err error) { m.note("left out: %v", err) }
	spool, err := createSpool(m.spool)
	if err != nil {
		return err
	}
	d, seen := newDrawer(o.seed), map[string]bool{}
	for a, err := range readArticles(ctx, o.articles, o.count, warn) {
		if err != nil {
			return errors.Join(err, spool.close())
		}
		if seen[a.ID] {
			continue // engines differ in what a second article with an ID does
		}
		seen[a.ID] = true
		if err := spool.add(&a); err != nil {
			return errors.Join(err, spool.close())
		}
		d.add(&a)
	}
	if err := spool.close(); err != nil {
		return err
	}
	if spool.count == 0 {
		return fmt.Errorf("%s holds no articles", nameOf(o.articles))
	}
	m.count, m.queries = spool.count, d.queries(o.queries)
	m.report.Articles, m.report.TextBytes = spool.count, spool.text
	if err := m.run(ctx, dir); err != nil {
		return err
	}
	return m.publish(w, m.report.writeTable, m.report)
}

func newMeasurement(o measureOptions, notes io.Writer, source string) *measurement {
	return &measurement{opts: o, notes: notes, report: report{
		Machine: thisMachine(), Started: time.Now().UTC(), Source: source, Seed: o.seed,
		CacheBytes: o.cacheBytes, Seconds: o.seconds, Rounds: o.rounds,
	}}
}

// publish prints the table and writes the figures as JSON where asked to.
func (m *measurement) publish(w io.Writer, table func(io.Writer) error, figures any) error {
	if m.opts.json == "-" {
		return writeJSON(w, figures)
	}
	if err := table(w); err != nil || m.opts.json == "" {
		return err
	}
	f, err := os.Create(m.opts.json)
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return errors.Join(writeJSON(f, figures), f.Close())
}

func writeJSON(w io.Writer, figures any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if err := e.Encode(figures); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
