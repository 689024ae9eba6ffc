package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
)

type statsOptions struct {
	location
	json bool
}

func newStatsCommand() *cobra.Command {
	var o statsOptions
	cmd := &cobra.Command{
		Use:   "stats [flags]",
		Short: "Print figures about the index",
		Long: `Print figures about the index: articles, sizes, dates, sources and sections.

` + exitHelp("printed", ""),
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runStats(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

func runStats(ctx context.Context, w, notes io.Writer, o statsOptions) (err error) {
	idx, _, err := o.openForReading(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	s, err := idx.Stats(ctx)
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(w, s)
	}
	return writeTable(w, statsRows(s))
}

// maxLabelsShown bounds the sources and sections that are named; --json has all.
const maxLabelsShown = 10

func statsRows(s index.Stats) [][]string {
	m := english()
	path := s.Path
	if path == "" {
		path = "(in memory)"
	}
	rows := [][]string{
		{"index", path},
		{"schema", s.Schema},
		{"articles", m.Number(s.Articles)},
		{"segments", m.Number(s.Segments)},
		{"terms", m.Number(s.Terms)},
		{"syllables", m.Number(int(s.Syllables))},
		{"abbreviations", m.Number(s.Abbreviations)},
		{"suggestions", m.Number(s.Suggestions)},
		{"size", m.Bytes(s.Bytes)},
	}
	if s.Deleted > 0 {
		rows = append(rows, []string{"deleted, still there", m.Number(s.Deleted)})
	}
	if s.Stories > 0 {
		rows = append(rows, []string{"printed by several", fmt.Sprintf("%s stories, %s reprints", m.Number(s.Stories), m.Number(s.Reprints))})
	}
	if !s.First.IsZero() {
		rows = append(rows, []string{"published", m.Date(s.First) + " – " + m.Date(s.Last)})
	}
	return append(rows, []string{"sources", labels(m, s.Sources)}, []string{"sections", labels(m, s.Categories)})
}

// labels names the commonest of counts.
func labels(m *messages, counts []index.Count) string {
	var parts []string
	for _, c := range counts[:min(len(counts), maxLabelsShown)] {
		if c.Value == "" {
			c.Value = "(none)"
		}
		parts = append(parts, c.Value+" "+m.Number(c.Count))
	}
	if more := len(counts) - maxLabelsShown; more > 0 {
		parts = append(parts, fmt.Sprintf("and %s more", m.Number(more)))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}
