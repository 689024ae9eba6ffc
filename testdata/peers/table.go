package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// writeTable prints the report as one table: a column an engine, behind each
// value in brackets what it is of stock bleve's.
func (r *report) writeTable(w io.Writer) error {
	fmt.Fprintf(w, "%s articles, %s of text (%s), seed %d\n", thousands(r.Articles), megabytes(r.TextBytes), r.Source, r.Seed)
	fmt.Fprintf(w, "%s, %d processors, %s, %s", r.Machine.Processor, r.Machine.Processors, r.Machine.System, r.Machine.Go)
	if r.Machine.Load != "" {
		fmt.Fprintf(w, ", load %s at the start", r.Machine.Load)
	}
	for _, name := range sortedKeys(r.Machine.Versions) {
		fmt.Fprintf(w, ", %s %s", name, r.Machine.Versions[name])
	}
	fmt.Fprintf(w, "\nqueries one at a time on one processor, milliseconds p50 / p99 of the medians of up to %d rounds\n\n", r.Rounds)

	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(name string, cell func(e, base *engineReport) string) {
		fmt.Fprint(t, name)
		for i := range r.Engines {
			fmt.Fprint(t, "\t", cell(&r.Engines[i], r.base()))
		}
		fmt.Fprintln(t)
	}
	row("", func(e, _ *engineReport) string { return e.Name })
	r.loadRows(row)
	for _, k := range kinds {
		row(string(k), func(e, base *engineReport) string { return e.kindCell(base, k) })
	}
	r.restRows(row)
	if err := t.Flush(); err != nil {
		return fmt.Errorf("print table: %w", err)
	}
	return r.writeNotes(w)
}

// base is what others are compared with; nil when stock bleve did not run.
func (r *report) base() *engineReport {
	i := slices.IndexFunc(r.Engines, func(e engineReport) bool { return e.Name == nameBleve })
	if i < 0 {
		return nil
	}
	return &r.Engines[i]
}

type rowFunc func(name string, cell func(e, base *engineReport) string)

func (r *report) loadRows(row rowFunc) {
	load := func(name string, value func(f *loadFigures) float64, show func(v float64) string) {
		row(name, func(e, base *engineReport) string {
			if e.Load == nil {
				return "same index"
			}
			v := value(e.Load)
			if base == nil || base == e {
				return show(v)
			}
			return fmt.Sprintf("%s (%s)", show(v), ratio(v, value(base.Load)))
		})
	}
	perSecond := func(f *loadFigures, d time.Duration) float64 { return float64(f.Articles) / d.Seconds() }
	count := func(v float64) string { return thousands(int(v)) }
	bytes := func(v float64) string { return megabytes(int64(v)) }
	load("indexing, articles/s", func(f *loadFigures) float64 { return perSecond(f, f.Loading) }, count)
	load("the same until merged and closed", func(f *loadFigures) float64 { return perSecond(f, f.Loading+f.Finishing) }, count)
	load("peak memory, own", func(f *loadFigures) float64 { return float64(f.Peak.Private) }, bytes)
	load("size on disk", func(f *loadFigures) float64 { return float64(f.Bytes) }, bytes)
	row("size on disk / text", func(e, _ *engineReport) string {
		if e.Load == nil {
			return "same index"
		}
		return fmt.Sprintf("%.2f", float64(e.Load.Bytes)/float64(max(1, r.TextBytes)))
	})
}

// kindCell shows the times of a kind, and what they are of the base's.
func (e *engineReport) kindCell(base *engineReport, k kind) string {
	f, ok := e.Kinds[k]
	if !ok {
		return "-"
	}
	cell := fmt.Sprintf("%s / %s", milliseconds(f.P50), milliseconds(f.P99))
	if base != nil && base != e && base.Kinds[k].P50 > 0 {
		b := base.Kinds[k]
		cell += fmt.Sprintf(" (%s, %s)", ratio(f.P50, b.P50), ratio(f.P99, b.P99))
	}
	return cell
}

func (r *report) restRows(row rowFunc) {
	row("two searchers / one, queries/s", func(e, _ *engineReport) string {
		one, two := e.Rates[1], e.Rates[rushSearchers]
		if one == 0 {
			return "-"
		}
		return fmt.Sprintf("%s / %s = %.2f", thousands(int(two)), thousands(int(one)), two/one)
	})
	row("open and first answer, ms", func(e, base *engineReport) string {
		if base == nil || base == e {
			return milliseconds(e.OpenMS)
		}
		return fmt.Sprintf("%s (%s)", milliseconds(e.OpenMS), ratio(e.OpenMS, base.OpenMS))
	})
	row("warming up, s", func(e, _ *engineReport) string {
		if e.WarmMS == 0 {
			return "-"
		}
		return fmt.Sprintf("%.1f", e.WarmMS/1000)
	})
	row("memory at rest, own + mapped", func(e, _ *engineReport) string {
		return megabytes(e.Rest.AtRest.Private) + " + " + megabytes(e.Rest.AtRest.Files)
	})
	row("right after the last query", func(e, _ *engineReport) string {
		return megabytes(e.Rest.After.Private) + " + " + megabytes(e.Rest.After.Files)
	})
}

// writeNotes prints what has to be known to read the table.
func (r *report) writeNotes(w io.Writer) error {
	fmt.Fprintln(w)
	if len(r.Cold) > 0 {
		sorted := slices.Sorted(slices.Values(r.Cold))
		fmt.Fprintf(w, "newssearch query, process start to end, warm disk caches: %s ms median, %s ms longest of %d\n",
			milliseconds(percentile(sorted, 50)), milliseconds(sorted[len(sorted)-1]), len(sorted))
	}
	for _, name := range sortedKeys(r.LeftOut) {
		fmt.Fprintf(w, "LEFT OUT: %s\n", r.LeftOut[name])
	}
	fmt.Fprintf(w, "\n(1/20, 1/30) is a twentieth of stock bleve's median and a thirtieth of its p99. Cache of newssearch: %s.\n", megabytes(r.CacheBytes))
	for i := range r.Engines {
		e := &r.Engines[i]
		fmt.Fprintf(w, "%s: %s; memory after %s queries\n", e.Name, e.About, thousands(e.Rest.Queries))
	}
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "kind\tengine\tqueries\trounds\tmean hits\tmean total\twithout hits\twhat")
	for _, k := range kinds {
		for i := range r.Engines {
			f, ok := r.Engines[i].Kinds[k]
			if !ok {
				continue
			}
			total := "-"
			if f.Total >= 0 {
				total = thousands(int(f.Total))
			}
			about := ""
			if i == 0 {
				about = k.about()
			}
			fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%.1f\t%s\t%d\t%s\n", k, r.Engines[i].Name, f.Queries, f.Rounds, f.Hits, total, f.Empty, about)
		}
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("print notes: %w", err)
	}
	return nil
}

// ratio shows v as a multiple or a fraction of base.
func ratio(v, base float64) string {
	switch {
	case v <= 0 || base <= 0:
		return "?"
	case v >= base:
		return fmt.Sprintf("%.3gx", v/base)
	case v > base/2:
		return fmt.Sprintf("%.2fx", v/base)
	}
	return fmt.Sprintf("1/%.3g", base/v)
}

func milliseconds(v float64) string {
	switch {
	case v < 1:
		return fmt.Sprintf("%.3f", v)
	case v < 10:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.0f", v)
}

func megabytes(n int64) string {
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return slices.DeleteFunc(keys, func(k string) bool { return strings.TrimSpace(k) == "" })
}
