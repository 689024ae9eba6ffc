package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/ingest/follow"
)

type sourcesOptions struct {
	location
	json bool
}

func newSourcesCommand() *cobra.Command {
	var o sourcesOptions
	cmd := &cobra.Command{
		Use:   "sources [flags]",
		Short: "Show what is followed, and how it goes",
		Long: `Show the sources that are followed: when each was visited last and will be next, how many
articles it gave, what waits to be fetched, and what went wrong, when and why.

` + exitHelp("all of them work", "some fail, or nothing is followed"),
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runSources(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

func runSources(ctx context.Context, w, notes io.Writer, o sourcesOptions) (err error) {
	s, done, _, err := o.openSources(ctx, notes, "sources", false)
	if err != nil {
		return err
	}
	defer func() { err = firstOf(err, done()) }()
	list, err := s.Sources(ctx)
	if err != nil {
		return err
	}
	if o.json {
		err = writeJSON(w, append([]follow.Status{}, list...))
	} else {
		err = showSources(w, list, time.Now())
	}
	if err == nil && (len(list) == 0 || anyFails(list)) {
		err = errNothing
	}
	return err
}

func anyFails(list []follow.Status) bool {
	for _, s := range list {
		if s.Failures > 0 {
			return true
		}
	}
	return false
}

func showSources(w io.Writer, list []follow.Status, now time.Time) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(w, "nothing is followed; newssearch follow URL begins to")
		return err
	}
	for _, s := range list {
		if _, err := fmt.Fprintln(w, printable(s.Address)); err != nil {
			return err
		}
		if err := writeTable(w, sourceRows(s, now)); err != nil {
			return err
		}
	}
	return nil
}

func sourceRows(s follow.Status, now time.Time) [][]string {
	number := english().Number
	kind := fmt.Sprintf("%s, every %v", s.Kind, s.Settings.Every)
	if s.Listing != s.Address {
		kind += ", " + s.Listing
	}
	rows := [][]string{{"  kind", printable(kind)}, {"  articles", number(s.Articles)}}
	if s.Queued > 0 {
		rows = append(rows, []string{"  waiting", fmt.Sprintf("%s of %s", number(s.Queued), number(s.Queued+s.Articles+s.Skipped))})
	}
	if s.Skipped > 0 {
		rows = append(rows, []string{"  skipped", printable(fmt.Sprintf("%s, the last: %s", number(s.Skipped), s.SkippedLast))})
	}
	rows = append(rows, []string{"  visited", ago(s.Tried, now)})
	if s.Failures > 0 {
		rows = append(rows, []string{"  fails", printable(fmt.Sprintf("%s times in a row: %s", number(s.Failures), s.Error))},
			[]string{"  worked", ago(s.Succeeded, now)})
	}
	return append(rows, []string{"  next visit", ahead(s.Next, now)})
}

// ago says when something was.
func ago(t, now time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Local().Format(time.DateTime) + ", " + now.Sub(t).Round(time.Second).String() + " ago"
}

// ahead says when something will be.
func ahead(t, now time.Time) string {
	if !t.After(now) {
		return "as soon as serve runs, or with newssearch fetch"
	}
	return t.Local().Format(time.DateTime) + ", in " + t.Sub(now).Round(time.Second).String()
}
