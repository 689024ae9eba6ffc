package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest"
)

type ingestOptions struct {
	location
	source           string
	include, exclude []string
	fields           map[string]string
	json             bool
	id               string
	dryRun           bool
	quiet            bool
	restore          bool
	sync             bool
	yes              bool
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
so far; the same command again takes in the rest. What newssearch delete removed stays
away unless --restore is given.

--id path makes a file the identity of its article, so that a corrected page replaces its
old version. --sync also removes what came from the same folders before and is gone.

--dry-run shows what would be taken in and touches no index; with --json it prints one
object a record: path, line, and article or error, warning where something was left out.

` + exitHelp("all was taken in", "something was skipped") + " 130 interrupted.",
		Example: `  newssearch ingest articles/ feed.xml
  zcat news.jsonl.gz | newssearch ingest -
  newssearch ingest --dry-run --exclude 'tag/**' crawl/`,
		Args: usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runIngest(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.source, "default-source", "", "source of articles that name none")
	cmd.Flags().StringArrayVar(&o.include, "include", nil, "of folders and archives read only what this glob matches: '*.html', '2018/**' (may be repeated)")
	cmd.Flags().StringArrayVar(&o.exclude, "exclude", nil, "leave out files and folders that this glob matches (may be repeated)")
	cmd.Flags().StringToStringVar(&o.fields, "map", nil, "what a data set calls a field: theirs=ours, theirs=- to leave it out (may be repeated)")
	cmd.Flags().StringVar(&o.id, "id", "", "what the ID of an article is: path, url or content (default the id field, else the URL, else the content)")
	cmd.Flags().BoolVar(&o.restore, "restore", false, "take in again what was deleted")
	cmd.Flags().BoolVar(&o.sync, "sync", false, "remove what came from these folders and files before and is gone from them; asks first")
	cmd.Flags().BoolVarP(&o.yes, "yes", "y", false, "do not ask before removing with --sync")
	completeFrom(cmd, "id", string(ingest.IdentityPath), string(ingest.IdentityURL), string(ingest.IdentityContent))
	cmd.Flags().BoolVarP(&o.dryRun, "dry-run", "n", false, "show what would be taken in; touch no index")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "print problems only")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON for programs: the summary, or the records of --dry-run")
	return cmd
}

// reading checks the flags that say how to read and gives what ingest wants to know.
func (o *ingestOptions) reading(stdin io.Reader) (ingest.Options, error) {
	if err := ingest.CheckPatterns(o.include...); err != nil {
		return ingest.Options{}, usagef("--include: %w", err)
	}
	if err := ingest.CheckPatterns(o.exclude...); err != nil {
		return ingest.Options{}, usagef("--exclude: %w", err)
	}
	if err := ingest.CheckMap(o.fields); err != nil {
		return ingest.Options{}, usagef("--map: %w", err)
	}
	if !ingest.Identity(o.id).Valid() {
		return ingest.Options{}, usagef("--id %q is none of path, url, content", o.id)
	}
	return ingest.Options{DefaultSource: o.source, Identity: ingest.Identity(o.id), Map: o.fields, Include: o.include, Exclude: o.exclude, Stdin: stdin}, nil
}

func runIngest(ctx context.Context, stdin io.Reader, w, notes io.Writer, o ingestOptions, paths []string) (err error) {
	reading, err := o.reading(stdin)
	if err != nil {
		return err
	}
	var s ingestSummary
	reading.UnreadKey = s.unread
	if o.dryRun {
		return previewIngest(w, notes, o, &s, ingest.Files(ctx, paths, reading))
	}
	dir, _, err := o.path()
	if err != nil {
		return err
	}
	s.Index, s.started = dir, time.Now()
	noted, err := newSyncing(dir, paths, o.sync)
	if err != nil {
		return err
	}
	bar := ingestProgress(notes, o.quiet, paths, reading)
	reading.Progress = bar.at
	records := ingest.Files(ctx, paths, reading)
	if noted != nil {
		records = noted.now.Note(records)
	}
	articles := newArticles(records, &s)
	defer articles.stop()
	putErr := o.takeIn(ctx, stdin, notes, articles, noted, &s, bar)
	bar.end()
	s.Interrupted = ctx.Err() != nil
	s.finish()
	if err := s.write(words(ctx), w, notes, o.json, o.quiet); err != nil {
		return err
	}
	switch {
	case putErr != nil:
		return putErr
	case s.Interrupted:
		return errors.Join(ctx.Err(), &mistake{
			en: "interrupted: what was read is kept; the same command again takes in the rest",
			vi: "đã dừng: những gì đã đọc được giữ lại; chạy lại lệnh này để nạp nốt",
		})
	case s.incomplete(s.Added + s.Updated + s.Unchanged):
		return errNothing
	}
	return nil
}

// takeIn puts the articles into the index. An index that is not there is only made when
// there is an article for it.
func (o *ingestOptions) takeIn(ctx context.Context, stdin io.Reader, notes io.Writer, articles *articles, noted *syncing, s *ingestSummary, bar *progress) (err error) {
	if !articles.any() && errors.Is(exists(s.Index), index.ErrNotFound) {
		s.NoIndex = true
		return nil
	}
	idx, err := o.openForWriting(ctx, notes, "ingest", true)
	if err != nil {
		return err
	}
	defer func() {
		bar.end()
		done := finishing(notes, o.quiet)
		err = closeAfter(idx, err)
		done()
	}()
	// Only reading is interrupted: what was read is written, so that it counts.
	writing := context.WithoutCancel(ctx)
	seq := articles.all
	if o.restore {
		if seq, err = restoring(writing, idx, articles.all, s); err != nil {
			return err
		}
	}
	if err := store(writing, idx.PutAll, seq, s, bar); err != nil || noted == nil || ctx.Err() != nil {
		return err
	}
	bar.end() // before a question
	return noted.finish(writing, idx, stdin, notes, *o, s)
}

// ingestProgress is the bar of an ingest of paths. It goes through the folders
// beforehand for their size only if it is shown.
func ingestProgress(notes io.Writer, quiet bool, paths []string, reading ingest.Options) *progress {
	if quiet || !isTerminal(notes) {
		return nil
	}
	return newProgress(notes, ingest.TotalSize(paths, reading), true, "0 articles")
}

// putAll takes a stream of articles in, as [index.Index.PutAll] does.
type putAll func(ctx context.Context, articles iter.Seq[index.Article], done func(index.PutResult)) (index.PutResult, error)

// store gives articles to put and counts in s what becomes of them.
func store(ctx context.Context, put putAll, articles iter.Seq[index.Article], s *ingestSummary, bar *progress) error {
	stored := 0
	result, err := put(ctx, articles, func(batch index.PutResult) {
		stored += batch.Added + batch.Updated + batch.Unchanged
		bar.describe(english().Articles(stored))
	})
	s.Added, s.Updated, s.Unchanged = result.Added, result.Updated, result.Unchanged
	for _, r := range result.Rejected {
		if errors.Is(r.Err, index.ErrRemoved) {
			s.KeptOut++
			continue
		}
		s.skip(ingest.Origin{Path: r.ID}, r.Err)
	}
	return err
}
