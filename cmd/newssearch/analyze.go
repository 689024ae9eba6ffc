package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"
	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/analyzer"
)

type analyzeOptions struct {
	json bool
}

func newAnalyzeCommand() *cobra.Command {
	var o analyzeOptions
	cmd := &cobra.Command{
		Use:   "analyze [flags] TEXT...|-",
		Short: "Show what becomes of each token of a text",
		Long: `Show what becomes of each token of a text, or of standard input for "-": its bytes, its
canonical term, the fold in which forms with and without marks meet, its kind, the parts of a
Vietnamese syllable, and how many syllables it may stand for if marks were left out.
A token marked + is a compound of those below it.

Exit codes: 0 done, 1 the text has no token, 2 wrong usage.`,
		Args: usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			text := strings.Join(args, " ")
			if text == "-" {
				data, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), maxAnalyzeBytes+1))
				if err != nil {
					return usagef("read standard input: %w", err)
				}
				text = string(data)
			}
			return runAnalyze(cmd.Context(), cmd.OutOrStdout(), o, text)
		},
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

// maxAnalyzeBytes bounds the text: nobody reads a table of a million lines.
const maxAnalyzeBytes = 1 << 20

// analysis is one token as it is printed.
type analysis struct {
	Start    int                `json:"start"`
	End      int                `json:"end"`
	Surface  string             `json:"surface"`
	Term     string             `json:"term"`
	Fold     string             `json:"fold"`
	Kind     string             `json:"kind"`
	Compound bool               `json:"compound,omitempty"`
	Syllable *analyzer.Syllable `json:"syllable,omitempty"`
	Variants int                `json:"variants"`
}

func analyse(text string) []analysis {
	out := []analysis{}
	for _, t := range analyzer.Tokenize(text) {
		a := analysis{
			Start: t.Start, End: t.End, Surface: text[t.Start:t.End], Term: t.Term, Fold: analyzer.Fold(t.Term),
			Kind: t.Kind.String(), Compound: t.Compound, Variants: len(analyzer.Variants(t.Term)),
		}
		if s, ok := analyzer.ParseSyllable(t.Term); ok {
			a.Syllable = &s
		}
		out = append(out, a)
	}
	return out
}

func runAnalyze(_ context.Context, w io.Writer, o analyzeOptions, text string) error {
	if len(text) > maxAnalyzeBytes {
		return usagef("the text has more than %d bytes", maxAnalyzeBytes)
	}
	tokens := analyse(text)
	var err error
	if o.json {
		err = writeJSON(w, tokens)
	} else if len(tokens) > 0 {
		rows := [][]string{{"bytes", "surface", "term", "fold", "kind", "syllable", "variants"}}
		for _, t := range tokens {
			rows = append(rows, t.row())
		}
		err = writeTable(w, rows)
	}
	if err == nil && len(tokens) == 0 {
		err = errNothing
	}
	return err
}

func (a analysis) row() []string {
	kind := a.Kind
	if a.Compound {
		kind += " +"
	}
	parts, variants := "", ""
	if a.Syllable != nil {
		s := a.Syllable
		parts = joined("·", s.Onset, s.Glide, s.Nucleus, s.Coda) + " " + s.Tone.String()
		variants = fmt.Sprint(a.Variants)
	}
	return []string{fmt.Sprintf("%d-%d", a.Start, a.End), a.Surface, a.Term, a.Fold, kind, parts, variants}
}

// writeTable writes rows with their columns below each other, as wide as they
// are seen: letters with combining marks have the width of one.
func writeTable(w io.Writer, rows [][]string) error {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = printable(cell)
			widths[i] = max(widths[i], uniseg.StringWidth(row[i]))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell)
			b.WriteString(strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell)+2))
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}
