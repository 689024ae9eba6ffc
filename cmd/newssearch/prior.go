package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/index/builtin"
)

// defaultPriorBytes is the size that the built-in table keeps within: each of its
// bytes is in every program that embeds the index.
//
// minPriorBytes is less than any useful table takes.
const (
	defaultPriorBytes = 2 << 20
	minPriorBytes     = 4 << 10
)

type priorOptions struct {
	location
	file     string
	words    string
	maxBytes int
}

func newPriorCommand() *cobra.Command {
	var o priorOptions
	cmd := &cobra.Command{
		Use:   "prior [flags] --out FILE",
		Short: "Write the table of word counts that is built into the program",
		Long: `Write the commonest counts of the collection, of words and of pairs of neighbouring
words, as the table from which small collections learn their marks (index/internal/language/prior.bin of
the source). It holds hashes and rounded counts, and nothing of the text. With --words the
commonest words themselves are written too, as the table that stored articles are coded with
(index/internal/wordcode/vocabulary.bin); another table of words is another schema of the
index. This is for those who build newssearch from news of their own.

` + exitHelp("written", ""),
		Args: usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runPrior(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.file, "out", "", "file to write")
	cmd.Flags().StringVar(&o.words, "words", "", "file to write the table of words to")
	cmd.Flags().IntVar(&o.maxBytes, "max-bytes", defaultPriorBytes, "size of the table at most; rare pairs are left out first")
	return cmd
}

func runPrior(ctx context.Context, w, notes io.Writer, o priorOptions) (err error) {
	switch {
	case o.file == "":
		return usagef("no file to write; name one with --out")
	case o.maxBytes < minPriorBytes:
		return usagef("--max-bytes %d is less than %d", o.maxBytes, minPriorBytes)
	}
	idx, _, err := o.openForReading(ctx, notes)
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	started := time.Now()
	table, err := builtin.Prior(idx.All(ctx), o.maxBytes)
	if err != nil {
		return fmt.Errorf("prior: %w", err)
	}
	if err := replaceFile(o.file, table); err != nil {
		return fmt.Errorf("prior: %w", err)
	}
	if _, err = fmt.Fprintf(w, "%s: %d bytes, %.1f s\n", printable(o.file), len(table), time.Since(started).Seconds()); err != nil || o.words == "" {
		return err
	}
	started = time.Now()
	if table, err = builtin.Vocabulary(idx.All(ctx)); err == nil {
		err = replaceFile(o.words, table)
	}
	if err != nil {
		return fmt.Errorf("table of words: %w", err)
	}
	_, err = fmt.Fprintf(w, "%s: %d bytes, %.1f s\n", printable(o.words), len(table), time.Since(started).Seconds())
	return err
}

// replaceFile writes a file whole or not at all: a table that was cut short
// would be built into the next program.
func replaceFile(name string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }() // gone already when all is well
	_, err = temp.Write(data)
	if err := closeAfter(temp, err); err != nil {
		return err
	}
	if err := os.Chmod(temp.Name(), 0o644); err != nil { //nolint:gosec // a file of the source, for all to read
		return err
	}
	return os.Rename(temp.Name(), name)
}
