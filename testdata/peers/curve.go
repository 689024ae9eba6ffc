package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

// curveSizes are the sizes of the collections of a curve.
var curveSizes = []int{10_000, 30_000, 100_000, 300_000, 1_000_000}

type curveOptions struct {
	measureOptions
	from  string
	limit int
}

func newCurveCommand() *cobra.Command {
	var o curveOptions
	cmd := &cobra.Command{
		Use:   "curve [--from FILE] [--limit N]",
		Short: "Measure collections of 10,000 to 1,000,000 generated articles",
		Long: `Measure collections of 10,000, 30,000, 100,000, 300,000 and 1,000,000 articles
as the command generate makes them, and print cost against size. The queries are
the same at every size.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runCurve(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	cmd.Flags().StringVar(&o.from, "from", "", "articles to take sentences from (default: "+builtIn+")")
	cmd.Flags().IntVar(&o.limit, "limit", curveSizes[len(curveSizes)-1], "largest collection")
	o.addFlags(cmd, nameNewssearch)
	return cmd
}

func runCurve(ctx context.Context, w, notes io.Writer, o curveOptions) (err error) {
	if err := o.validate(); err != nil {
		return err
	}
	var sizes []int
	for _, n := range curveSizes {
		if n < o.limit {
			sizes = append(sizes, n)
		}
	}
	if o.limit < 1 {
		return fmt.Errorf("--limit %d is not positive", o.limit)
	}
	sizes = append(sizes, min(o.limit, curveSizes[len(curveSizes)-1]))
	dir, remove, err := workFolder(o.work)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()

	first := newMeasurement(o.measureOptions, notes, "generated from "+nameOf(o.from))
	first.spool = filepath.Join(dir, "spool")
	texts, d, err := spoolGenerated(ctx, notes, first.spool, o, sizes)
	if err != nil {
		return err
	}
	queries := d.queries(o.queries)
	var curve []report
	for i, n := range sizes {
		m := newMeasurement(o.measureOptions, notes, first.report.Source)
		m.spool, m.count, m.queries = first.spool, n, queries
		m.report.Articles, m.report.TextBytes = n, texts[i]
		at := filepath.Join(dir, fmt.Sprint(n))
		if err := os.Mkdir(at, 0o755); err != nil {
			return fmt.Errorf("make work folder: %w", err)
		}
		if err := m.run(ctx, at); err != nil {
			return err
		}
		if err := os.RemoveAll(at); err != nil {
			return fmt.Errorf("remove index: %w", err)
		}
		curve = append(curve, m.report)
	}
	return first.publish(w, func(w io.Writer) error { return writeCurve(w, curve) }, curve)
}

// spoolGenerated writes the largest collection, of which the smaller ones are the
// beginning, and returns the bytes of text at each size. The queries are drawn
// from the smallest.
func spoolGenerated(ctx context.Context, notes io.Writer, path string, o curveOptions, sizes []int) ([]int64, *drawer, error) {
	g, err := newGenerator(ctx, notes, o.from, o.seed)
	if err != nil {
		return nil, nil, err
	}
	spool, err := createSpool(path)
	if err != nil {
		return nil, nil, err
	}
	d := newDrawer(o.seed)
	var texts []int64
	for n := range sizes[len(sizes)-1] {
		if ctx.Err() != nil {
			return nil, nil, errors.Join(ctx.Err(), spool.close())
		}
		a := g.article(n)
		if err := spool.add(&a); err != nil {
			return nil, nil, errors.Join(err, spool.close())
		}
		if n < sizes[0] {
			d.add(&a)
		}
		if n+1 == sizes[len(texts)] {
			texts = append(texts, spool.text)
		}
	}
	return texts, d, spool.close()
}

// writeCurve prints a column a size, for each engine, and the growth from the
// column before.
func writeCurve(w io.Writer, curve []report) error {
	last := curve[len(curve)-1]
	fmt.Fprintf(w, "%s, seed %d, %s, %d processors, %s; cache of newssearch %s\n", last.Source, last.Seed,
		last.Machine.Processor, last.Machine.Processors, last.Machine.Go, megabytes(last.CacheBytes))
	fmt.Fprintf(w, "milliseconds p50 / p99; in brackets the growth of both from the column before\n\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, e := range last.Engines {
		row := func(name string, cell func(r *report, e *engineReport, before *engineReport) string) {
			fmt.Fprint(t, name)
			var before *engineReport
			for i := range curve {
				now := curve[i].engine(e.Name)
				fmt.Fprint(t, "\t", cell(&curve[i], now, before))
				before = now
			}
			fmt.Fprintln(t)
		}
		row(e.Name+", articles", func(r *report, _, _ *engineReport) string { return thousands(r.Articles) })
		curveRows(row)
		for _, k := range kinds {
			row(string(k), func(_ *report, e, before *engineReport) string { return e.growthCell(before, k) })
		}
		fmt.Fprintln(t)
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("print curve: %w", err)
	}
	return nil
}

func curveRows(row func(string, func(r *report, e, before *engineReport) string)) {
	load := func(name string, cell func(r *report, f *loadFigures) string) {
		row(name, func(r *report, e, _ *engineReport) string {
			if e.Load == nil {
				return "same index"
			}
			return cell(r, e.Load)
		})
	}
	load("indexing, articles/s", func(_ *report, f *loadFigures) string {
		return thousands(int(float64(f.Articles) / f.Loading.Seconds()))
	})
	load("size, bytes an article", func(_ *report, f *loadFigures) string { return thousands(int(f.Bytes) / f.Articles) })
	load("size on disk / text", func(r *report, f *loadFigures) string {
		return fmt.Sprintf("%.2f", float64(f.Bytes)/float64(r.TextBytes))
	})
	load("peak memory of indexing, own", func(_ *report, f *loadFigures) string { return megabytes(f.Peak.Private) })
	row("memory at rest, own + mapped", func(_ *report, e, _ *engineReport) string {
		return megabytes(e.Rest.AtRest.Private) + " + " + megabytes(e.Rest.AtRest.Files)
	})
	row("open and first answer, ms", func(_ *report, e, _ *engineReport) string { return milliseconds(e.OpenMS) })
	row("warming up, s", func(_ *report, e, _ *engineReport) string { return fmt.Sprintf("%.1f", e.WarmMS/1000) })
	row("cold command, ms, median", func(r *report, e, _ *engineReport) string {
		if e.Name != nameNewssearch || len(r.Cold) == 0 {
			return "-"
		}
		return milliseconds(median(r.Cold))
	})
}

// engine returns the figures of an engine.
func (r *report) engine(name string) *engineReport {
	for i := range r.Engines {
		if r.Engines[i].Name == name {
			return &r.Engines[i]
		}
	}
	return &engineReport{Name: name}
}

func (e *engineReport) growthCell(before *engineReport, k kind) string {
	f, ok := e.Kinds[k]
	if !ok {
		return "-"
	}
	cell := milliseconds(f.P50) + " / " + milliseconds(f.P99)
	if before == nil || before.Kinds[k].P50 == 0 {
		return cell
	}
	b := before.Kinds[k]
	return fmt.Sprintf("%s (%.1fx, %.1fx)", cell, f.P50/b.P50, f.P99/b.P99)
}
