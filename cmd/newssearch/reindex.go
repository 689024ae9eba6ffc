package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
)

type reindexOptions struct {
	location
	json bool
}

func newReindexCommand() *cobra.Command {
	var o reindexOptions
	cmd := &cobra.Command{
		Use:   "reindex [flags]",
		Short: "Build the index again from its own articles",
		Long: `Build the index again from the articles stored in it. Do this when newssearch says that
an index was made by another version. The new index takes the place of the old one only
when it is complete; until then both need room on the disk.

` + exitHelp("the index was built again", "") + " 130 interrupted.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runReindex(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.json, "json", false, "print the summary as JSON for programs")
	return cmd
}

func runReindex(ctx context.Context, w, notes io.Writer, o reindexOptions) error {
	if err := o.onlyHere("reindex", "a collection of another version is put again under a new name"); err != nil {
		return err
	}
	dir, _, err := o.path()
	if err != nil {
		return err
	}
	started := time.Now()
	bar := newProgress(notes, 0, false, "building again")
	stored := 0
	result, err := index.Reindex(ctx, dir, index.Options{}, func(batch index.PutResult) {
		stored += batch.Added
		bar.at(int64(stored))
	})
	bar.end()
	if err != nil {
		return err
	}
	seconds := time.Since(started).Seconds()
	if o.json {
		return writeJSON(w, struct {
			Index    string  `json:"index"`
			Articles int     `json:"articles"`
			Seconds  float64 `json:"seconds"`
		}{dir, result.Added, seconds})
	}
	_, err = fmt.Fprintf(w, "built again from %s in %.1f s\nindex: %s\n", english().Articles(result.Added), seconds, printable(dir))
	return err
}
