package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/ingest/follow"
)

type fetchOptions struct {
	location
	json bool
}

func newFetchCommand() *cobra.Command {
	var o fetchOptions
	cmd := &cobra.Command{
		Use:   "fetch [flags] [URL|FOLDER...]",
		Short: "Visit the sources once",
		Long: `Visit the sources that are followed once, all of them or those named, and take in what
is new; for cron, for example. "newssearch serve" does so by itself. Ctrl-C keeps what was
taken in; the next visit goes on from there.

` + exitHelp("all of them were visited", "some could not be") + " 130 interrupted.",
		RunE: func(cmd *cobra.Command, args []string) error {
			return runFetch(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.json, "json", false, "print a line of JSON for each source")
	return cmd
}

func runFetch(ctx context.Context, w, notes io.Writer, o fetchOptions, addresses []string) (err error) {
	s, done, _, err := o.openSources(ctx, notes, "fetch", false)
	if err != nil {
		return err
	}
	defer func() { err = firstOf(err, done()) }()
	before, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	had := map[string]int{}
	for _, src := range before {
		had[src.Address] = src.Articles
	}
	if len(before) == 0 {
		fmt.Fprintln(notes, "newssearch: nothing is followed; newssearch follow URL begins to")
	}
	failed := false
	err = s.Fetch(ctx, addresses, func(src follow.Status) {
		failed = failed || src.Failures > 0
		if o.json {
			_ = writeJSON(w, src)
			return
		}
		fmt.Fprintln(w, printable(fetchedLine(src, src.Articles-had[src.Address])))
	})
	if err == nil && failed {
		err = errNothing
	}
	return err
}

func fetchedLine(src follow.Status, taken int) string {
	if src.Failures > 0 {
		return fmt.Sprintf("%s: %s; next try %s", src.Address, src.Error, src.Next.Local().Format(time.DateTime))
	}
	line := fmt.Sprintf("%s: %s taken in", src.Address, english().Number(taken))
	if src.Queued > 0 {
		line += fmt.Sprintf(", %s wait to be tried again", english().Number(src.Queued))
	}
	return line
}
