package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index"
)

type checkOptions struct {
	location
	json, deep bool
	repair     string
}

func newCheckCommand() *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [flags] [BACKUP]",
		Short: "Check that the files of the index are as they were written",
		Long: `Check that the files of the index are as they were written: the checksum of every
file, and with --deep every article, each of which has checksums of its own. It names
the files and articles that are not, and the way back. Of a BACKUP, a folder of backups or a
file, every byte is compared with its sum.

` + exitHelp("everything is as it was written", ""),
		Args: usageArgs(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return checkBackups(cmd.Context(), cmd.OutOrStdout(), args[0], o)
			}
			if o.repair != "" {
				return saveReadable(cmd.Context(), cmd.OutOrStdout(), o)
			}
			return runCheck(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o)
		},
	}
	o.location.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.deep, "deep", false, "read every article too")
	cmd.Flags().StringVar(&o.repair, "repair", "", "make a new index in this folder of all articles that can be read; the damaged one stays")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

func runCheck(ctx context.Context, w, notes io.Writer, o checkOptions) (err error) {
	dir, _, err := o.path()
	if err != nil {
		return err
	}
	idx, err := patiently(ctx, notes, dir, func() (owner.Reader, error) {
		return index.Open(ctx, dir, index.Options{ReadOnly: true, Unverified: true})
	})
	if err != nil {
		return err
	}
	defer closing(idx, &err)
	checked, err := check(ctx, idx, o.deep)
	if err != nil {
		return err
	}
	if o.json {
		err = writeJSON(w, checked)
	} else {
		describeCheck(w, checked)
	}
	if err == nil && len(checked.Faults) > 0 {
		return fmt.Errorf("%d files are not as they were written: %w", len(checked.Faults), index.ErrDamaged)
	}
	return err
}

// checkPath is where the owner of an index checks it.
const checkPath = "/check"

// check checks an index that is open here or that another process owns.
func check(ctx context.Context, archive owner.Reader, deep bool) (index.Checked, error) {
	if c, ok := archive.(*owner.Client); ok {
		return owner.Ask[index.Checked](ctx, c, checkPath, deep)
	}
	return archive.(*index.Index).Check(ctx, deep)
}

// saveReadable makes a new index of what can be read of a damaged one.
func saveReadable(ctx context.Context, w io.Writer, o checkOptions) error {
	dir, _, err := o.path()
	if err != nil {
		return err
	}
	lost := 0
	result, err := index.Salvage(ctx, dir, o.repair, index.Options{}, func(id string, err error) {
		lost++
		fmt.Fprintf(w, "lost: %s (%s)\n", printable(id), oneLine(err.Error()))
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "saved %s, lost %s\nindex: %s\n", english().Articles(result.Added), english().Number(lost), printable(o.repair))
	if lost > 0 {
		return errNothing
	}
	return nil
}

func describeCheck(w io.Writer, c index.Checked) {
	m := english()
	fmt.Fprintf(w, "%s articles in %s segments\n", m.Number(c.Articles), m.Number(c.Segments))
	lost := false
	for _, f := range c.Faults {
		fmt.Fprintf(w, "%s: %s\n", f.File, f.Problem)
		switch {
		case f.Articles == 0:
			fmt.Fprintln(w, "  it is made again by the next command that writes")
		default:
			lost = true
			fmt.Fprintf(w, "  it holds %s articles\n", m.Number(f.Articles))
		}
		if len(f.Unreadable) > 0 {
			fmt.Fprintf(w, "  unreadable: %s\n", strings.Join(f.Unreadable, " "))
		}
	}
	switch {
	case lost:
		fmt.Fprintln(w, "put a backup back (newssearch restore), or make a new index of what can be read (newssearch check --repair FOLDER)")
	case len(c.Faults) == 0:
		fmt.Fprintln(w, "all as it was written")
	}
}
