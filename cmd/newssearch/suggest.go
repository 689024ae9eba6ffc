package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
)

type suggestOptions struct {
	location
	limit int
	json  bool
}

func newSuggestCommand() *cobra.Command {
	var o suggestOptions
	cmd := &cobra.Command{
		Use:   "suggest [flags] TEXT...",
		Short: "Complete what is being typed",
		Long: `Complete TEXT with phrases, names and headlines of the articles, typed with marks or
without, the most used and most recent first.

` + exitHelp("some completions", "none"),
		Example: `  newssearch suggest tinh gi`,
		Args:    usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSuggest(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), strings.Join(args, " "), o)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().IntVar(&o.limit, "limit", index.DefaultSuggestions, "number of completions")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

func runSuggest(ctx context.Context, w, notes io.Writer, text string, o suggestOptions) (err error) {
	idx, _, err := o.openForReading(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	list, err := idx.Suggest(ctx, index.SuggestRequest{Text: text, Limit: o.limit})
	if err != nil {
		return err
	}
	switch {
	case o.json:
		err = writeJSON(w, append([]index.Completion{}, list...))
	case len(list) > 0:
		var rows [][]string
		for _, c := range list {
			rows = append(rows, []string{c.Text, string(c.Kind), fmt.Sprint(c.Count)})
		}
		err = writeTable(w, rows)
	}
	if err == nil && len(list) == 0 {
		return errNothing
	}
	return err
}
