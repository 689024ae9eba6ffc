package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/export"
)

type exportOptions struct {
	location
	selection
	format string
	out    string
}

func newExportCommand() *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export [flags] [QUERY]...",
		Short: "Write articles out, all or those that match",
		Long: `Write articles to standard output or a file: all of them, or, with a query or filters,
every one that has all that is asked for, however many. The earliest come first.

  jsonl    one article a line; newssearch ingest reads it back to the same index
  csv      a table for spreadsheets
  ris      citations for Zotero, EndNote, Mendeley
  bibtex   citations for LaTeX

` + exitHelp("articles were written", "there was none"),
		Example: `  newssearch export > archive.jsonl
  newssearch export --format csv --source VOV --from 2018 -o vov-2018.csv
  newssearch export --format bibtex 'giá vàng' > gia-vang.bib`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runExport(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, strings.Join(args, " "))
		},
	}
	flags := cmd.Flags()
	o.location.addFlags(flags)
	o.selection.addFlags(flags)
	var names []string
	for _, f := range export.Formats() {
		names = append(names, string(f))
	}
	flags.StringVarP(&o.format, "format", "f", names[0], "form: "+strings.Join(names, ", "))
	flags.StringVarP(&o.out, "out", "o", "", "file to write (default standard output)")
	completeFrom(cmd, "format", names...)
	return cmd
}

func runExport(ctx context.Context, w, notes io.Writer, o exportOptions, query string) (err error) {
	req, chosen, err := o.request(query)
	if err != nil {
		return err
	}
	if _, err := export.New(io.Discard, export.Format(o.format)); err != nil {
		return usagef("--format: %w", err)
	}
	archive, _, err := o.openForReading(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(archive, &err)
	articles, total := archive.All(ctx), int64(0)
	if chosen {
		articles = archive.Matching(ctx, req)
	} else if stats, err := archive.Stats(ctx); err == nil {
		total = int64(stats.Articles)
	}
	bar := newProgress(notes, total, false, "articles")
	defer bar.end()
	if o.out == "" {
		return writeExport(w, export.Format(o.format), articles, bar)
	}
	return writeFile(o.out, func(w io.Writer) error { return writeExport(w, export.Format(o.format), articles, bar) })
}

// writeExport writes articles as they come.
func writeExport(w io.Writer, f export.Format, articles iter.Seq2[index.Article, error], bar *progress) error {
	out, err := export.New(w, f)
	if err != nil {
		return err
	}
	written := int64(0)
	for a, err := range articles {
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		if err := out.Write(&a); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		written++
		bar.at(written)
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if written == 0 {
		return errNothing
	}
	return nil
}

// writeFile writes a file that is there as a whole or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	err = write(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644) //nolint:gosec // as any file that a person makes
	}
	if err == nil {
		return os.Rename(f.Name(), path)
	}
	_ = os.Remove(f.Name()) // half of a file helps nobody
	return err
}
