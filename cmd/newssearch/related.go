package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
)

type relatedOptions struct {
	location
	display
	limit int
}

func newRelatedCommand() *cobra.Command {
	var o relatedOptions
	cmd := &cobra.Command{
		Use:     "related [flags] ID",
		Aliases: []string{"similar"},
		Short:   "Find the articles related to one",
		Long: `Find the articles that share the most telling words, phrases and names of the one with
that ID, the closest first. Its reprints in other papers are left out. "newssearch query"
prints the IDs.

` + exitHelp("articles were found", "none was, or there is no such article"),
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRelated(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args[0])
		},
	}
	cmd.ValidArgsFunction = completeIDs(&o.location)
	o.location.addFlags(cmd.Flags())
	o.display.addFlags(cmd)
	cmd.Flags().IntVarP(&o.limit, "limit", "n", index.DefaultLimit, fmt.Sprintf("articles to show, at most %d", index.MaxLimit))
	return cmd
}

func runRelated(ctx context.Context, w, notes io.Writer, o relatedOptions, id string) (err error) {
	if o.limit < 1 || o.limit > index.MaxLimit {
		return usagef("--limit %d is not between 1 and %d", o.limit, index.MaxLimit)
	}
	p, err := o.page(w)
	if err != nil {
		return err
	}
	idx, _, err := o.openForReading(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	started := time.Now()
	hits, err := idx.Related(ctx, id, o.limit)
	took := float64(time.Since(started).Microseconds()) / 1000
	switch {
	case errors.Is(err, index.ErrNotFound):
		note(notes, words(ctx).NoArticle(printable(id)))
		return errNothing
	case err != nil:
		return err
	case o.json:
		err = writeJSON(w, relatedJSON{id, took, hits})
	default:
		err = p.related(hits)
	}
	if err == nil && len(hits) == 0 {
		err = errNothing
	}
	return err
}

// relatedJSON is what --json prints; hits are those of a query.
type relatedJSON struct {
	ID     string      `json:"id"`
	TookMS float64     `json:"took_ms"`
	Hits   []index.Hit `json:"hits"`
}

// related prints the articles related to one.
func (p *page) related(hits []index.Hit) error {
	if len(hits) == 0 {
		return p.line(p.paint(bold, p.NoRelated))
	}
	for i, h := range hits {
		if i > 0 {
			if err := p.line(); err != nil {
				return err
			}
		}
		if err := p.hit(i+1, h, false); err != nil {
			return err
		}
	}
	return nil
}
