package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest"
)

type ingestOptions struct {
	location
	source string
	json   bool
}

func newIngestCommand() *cobra.Command {
	var o ingestOptions
	cmd := &cobra.Command{
		Use:   "ingest [flags] PATH|-...",
		Short: "Take articles into the index",
		Long: `Take in articles from files, folders with all below them, and standard input ("-"):

  .txt          one article, as copied from a newspaper's page
  .jsonl        one article a line: id title lead body captions author source
                category tags url published; also .json
  .html         one page
  .rss .atom .xml   a feed
  ….gz          any of them compressed

An article replaces the one with its ID (the id field, else the URL, else a hash of its
content); one that is unchanged is left alone, so taking in the same files again is
cheap and safe. What cannot be read is skipped and reported. Ctrl-C keeps what was read
so far; the same command again takes in the rest.

` + exitHelp("all was taken in", "something was skipped") + " 130 interrupted.",
		Example: `  newssearch ingest articles/ feed.xml
  zcat news.jsonl.gz | newssearch ingest -`,
		Args: usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runIngest(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.source, "default-source", "", "source of articles that name none")
	cmd.Flags().BoolVar(&o.json, "json", false, "print the summary as JSON for programs")
	return cmd
}

func runIngest(ctx context.Context, stdin io.Reader, w, notes io.Writer, o ingestOptions, paths []string) (err error) {
	dir, _, err := o.path()
	if err != nil {
		return err
	}
	idx, err := o.openForWriting(true)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	s := ingestSummary{Index: dir, started: time.Now()}
	bar := newProgress(notes, ingest.TotalSize(paths), true, "0 articles")
	records := ingest.Files(ctx, paths, ingest.Options{DefaultSource: o.source, Stdin: stdin, Progress: bar.at})
	// Only reading is interrupted: what was read is written, so that it counts.
	putErr := store(context.WithoutCancel(ctx), idx, records, &s, bar)
	bar.end()
	s.Interrupted = ctx.Err() != nil
	s.finish()
	if err := s.write(w, notes, o.json); err != nil {
		return err
	}
	switch {
	case putErr != nil:
		return putErr
	case s.Interrupted:
		return fmt.Errorf("ingest: %w", ctx.Err())
	case s.Skipped > 0:
		return errNothing
	}
	return nil
}

// store puts the articles of records into idx and counts in s what becomes of them.
func store(ctx context.Context, idx *index.Index, records iter.Seq[ingest.Record], s *ingestSummary, bar *progress) error {
	articles := func(yield func(index.Article) bool) {
		for rec := range records {
			switch {
			case errors.Is(rec.Err, context.Canceled):
				return
			case rec.Err != nil:
				s.skip(rec.Origin, rec.Err)
				continue
			case rec.Warning != nil:
				s.warn(rec.Origin, rec.Warning)
			}
			if !yield(rec.Article) {
				return
			}
		}
	}
	stored := 0
	put, err := idx.PutAll(ctx, articles, func(batch index.PutResult) {
		stored += batch.Added + batch.Updated + batch.Unchanged
		bar.describe(english().count(stored))
	})
	s.Added, s.Updated, s.Unchanged = put.Added, put.Updated, put.Unchanged
	for _, r := range put.Rejected {
		s.skip(ingest.Origin{Path: r.ID}, r.Err)
	}
	return err
}
