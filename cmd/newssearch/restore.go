package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/backup"
)

type restoreOptions struct {
	location
	replace, json bool
}

func newRestoreCommand() *cobra.Command {
	var o restoreOptions
	cmd := &cobra.Command{
		Use:   "restore [flags] FOLDER | FILE.tar | -",
		Short: "Put the index back from a backup",
		Long: `Put the index back from a backup: the latest in a FOLDER of backups, one of its folders,
a FILE.tar, or - for standard input. Every byte is verified and the index is opened before
it takes its place in one step.

Where there is an index already, --replace is needed, and that index is gone afterwards.
One that is in use is never replaced: stop newssearch serve first.

` + exitHelp("the index is back", "") + " 130 interrupted.",
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRestore(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args[0])
		},
	}
	flags := cmd.Flags()
	o.location.addFlags(flags)
	flags.BoolVar(&o.replace, "replace", false, "replace the index that is there")
	flags.BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

func runRestore(ctx context.Context, stdin io.Reader, w, notes io.Writer, o restoreOptions, from string) error {
	if err := o.onlyHere("restore", "OpenSearch has snapshots of its own"); err != nil {
		return err
	}
	dir, _, err := o.path()
	if err != nil {
		return err
	}
	if c, err := owner.Find(ctx, dir); err == nil {
		defer func() { _ = c.Close() }()
		return fmt.Errorf("%v has the index %s open; end it first: %w", c.Owner(), dir, index.ErrLocked)
	}
	r := io.NopCloser(stdin)
	if from != "-" {
		if r, err = backup.Open(ctx, from); err != nil {
			return err
		}
	}
	defer func() { _ = r.Close() }()
	bar := newProgress(notes, 0, true, "putting back")
	restored, err := backup.Restore(ctx, &countingReader{r: r, bar: bar}, dir, o.replace)
	bar.end()
	if errors.Is(err, backup.ErrExists) {
		return fmt.Errorf("%w; --replace replaces it, --index names another place", err)
	}
	if err != nil {
		return fmt.Errorf("restore %s: %w", from, err)
	}
	if o.json {
		return writeJSON(w, restored)
	}
	if restored.Outdated {
		fmt.Fprintln(w, "the backup was made by another version: run newssearch reindex")
	} else {
		fmt.Fprintf(w, "restored %s\n", english().Articles(restored.Articles))
	}
	_, err = fmt.Fprintf(w, "index: %s\n", printable(restored.Path))
	return err
}

// countingReader shows how much was read.
type countingReader struct {
	r    io.Reader
	bar  *progress
	done int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.done += int64(n)
	c.bar.at(c.done)
	return n, err
}
