package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
)

type abbreviationsOptions struct {
	location
	least int
	json  bool
}

func newAbbreviationsCommand() *cobra.Command {
	var o abbreviationsOptions
	cmd := &cobra.Command{
		Use:   "abbreviations [flags] [TEXT...]",
		Short: "List the abbreviations that the articles explain",
		Long: `List the abbreviations that the articles explain, as in "Ủy ban nhân dân (UBND)",
with the number of articles that do and the IDs of some of them. With TEXT, only those
whose short or long form has it.

Your own go into ` + index.AbbreviationsFile + ` in the folder of the index, a line each:
  UBND<TAB>Ủy ban nhân dân   has this meaning
  -BCT<TAB>Bộ Công Thương    has not
  -NA                        is no abbreviation

` + exitHelp("some are known", "none is"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runAbbreviations(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), strings.Join(args, " "), o)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().IntVar(&o.least, "min", 1, "leave out those that fewer articles explain")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

func runAbbreviations(ctx context.Context, w, notes io.Writer, text string, o abbreviationsOptions) (err error) {
	idx, _, err := o.openForReading(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	all, err := idx.Abbreviations(ctx)
	if err != nil {
		return err
	}
	list := []index.Abbreviation{}
	for _, a := range all {
		if (a.Articles >= o.least || a.Own) && mentions(a, text) {
			list = append(list, a)
		}
	}
	switch {
	case o.json:
		err = writeJSON(w, list)
	case len(list) > 0:
		err = writeTable(w, abbreviationRows(list))
	}
	if err == nil && len(list) == 0 {
		return errNothing
	}
	return err
}

// mentions reports whether a has text in either form, marks and capitals aside.
func mentions(a index.Abbreviation, text string) bool {
	text = analyzer.Fold(text)
	return strings.Contains(analyzer.Fold(a.Short), text) || strings.Contains(analyzer.Fold(a.Long), text)
}

func abbreviationRows(list []index.Abbreviation) [][]string {
	var rows [][]string
	for _, a := range list {
		from := fmt.Sprint(a.Articles)
		if a.Own {
			from += " (own)"
		}
		rows = append(rows, []string{a.Short, a.Long, from, strings.Join(a.Examples, " ")})
	}
	return rows
}
