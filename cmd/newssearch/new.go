package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/alert"
	"github.com/newssearch/newssearch/index"
)

type newOptions struct {
	location
	since string
	json  bool
}

func newNewCommand() *cobra.Command {
	var o newOptions
	cmd := &cobra.Command{
		Use:   "new [flags] [NAME]",
		Short: "Show what is new for saved searches",
		Long: `Show the stories that arrived for a saved search, or for all of them, since you last looked,
each once. With --since what arrived in that time, which does not count as looking.

` + exitHelp("there is something new", "there is nothing new, or no such search"),
		Example: `  newssearch new
  newssearch new --since 24h gia-vang`,
		Args: usageArgs(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runNew(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.since, "since", "", "what arrived since: a length of time (24h) or a day (2018-03-12)")
	cmd.Flags().BoolVar(&o.json, "json", false, "print a line of JSON for each search")
	return cmd
}

func runNew(ctx context.Context, w, notes io.Writer, o newOptions, names []string) (err error) {
	since, err := sinceWhen(o.since, time.Now())
	if err != nil {
		return err
	}
	s, done, err := o.openSearches(ctx, notes, "new")
	if err != nil {
		return err
	}
	defer func() { err = firstOf(err, done()) }()
	list, err := s.Saved(ctx)
	if err != nil {
		return err
	}
	some, known := false, false
	for _, saved := range list {
		if len(names) > 0 && saved.Name != names[0] {
			continue
		}
		known = true
		hits, err := s.New(ctx, saved.Name, since)
		if err != nil {
			return err
		}
		some = some || len(hits) > 0
		if err := showNew(w, saved, hits, o.json); err != nil {
			return err
		}
	}
	switch {
	case !known && len(names) > 0:
		fmt.Fprintln(notes, printable("newssearch: no saved search "+names[0]))
	case !known:
		fmt.Fprintln(notes, "newssearch: no search is saved; newssearch save NAME QUERY does")
	}
	if !some {
		return errNothing
	}
	return nil
}

// sinceWhen reads --since: a length of time before now, or a day.
func sinceWhen(s string, now time.Time) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if d, err := time.ParseDuration(s); err == nil && d > 0 {
		return now.Add(-d), nil
	}
	from, _, err := index.ParsePeriod(s)
	if err != nil {
		return time.Time{}, usagef("--since: %w", err)
	}
	return from, nil
}

// newHits is what "new --json" prints for a search.
type newHits struct {
	Search string      `json:"search"`
	Query  string      `json:"query"`
	Hits   []alert.Hit `json:"hits"`
}

func showNew(w io.Writer, saved alert.Saved, hits []alert.Hit, asJSON bool) error {
	if asJSON {
		return writeJSON(w, newHits{saved.Name, saved.Query, append([]alert.Hit{}, hits...)})
	}
	if len(hits) == 0 {
		return nil
	}
	if _, err := fmt.Fprintln(w, printable(fmt.Sprintf("%s: %s", saved.Name, saved.Query))); err != nil {
		return err
	}
	for _, h := range hits {
		line := "  " + joined(" · ", h.Title, h.Source)
		if !h.Published.IsZero() {
			line += " · " + h.Published.Format("2/1/2006")
		}
		if _, err := fmt.Fprintf(w, "%s\n    %s\n", printable(line), printable(h.Snippet.Text)); err != nil {
			return err
		}
		where := h.URL
		if where == "" {
			where = "id " + h.ID
		}
		if _, err := fmt.Fprintln(w, "    "+printable(where)); err != nil {
			return err
		}
	}
	return nil
}
