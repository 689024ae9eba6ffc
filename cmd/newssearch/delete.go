package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

type deleteOptions struct {
	location
	json bool
}

func newDeleteCommand() *cobra.Command {
	var o deleteOptions
	cmd := &cobra.Command{
		Use:   "delete [flags] ID...",
		Short: "Remove articles from the index",
		Long: `Remove the articles with these IDs from the index, all of them or, on trouble, none.

` + exitHelp("all of them were removed", "some were not there"),
		Args: usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDelete(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

func runDelete(ctx context.Context, w, notes io.Writer, o deleteOptions, ids []string) (err error) {
	idx, err := o.openForWriting(ctx, notes, "delete", false)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	distinct := map[string]bool{}
	for _, id := range ids {
		distinct[id] = true
	}
	deleted, err := idx.Delete(ctx, ids...)
	if err != nil {
		return err
	}
	missing := len(distinct) - deleted
	if o.json {
		err = writeJSON(w, map[string]int{"deleted": deleted, "missing": missing})
	} else {
		_, err = fmt.Fprintf(w, "deleted %d, not there %d\n", deleted, missing)
	}
	if err == nil && missing > 0 {
		err = errNothing
	}
	return err
}
