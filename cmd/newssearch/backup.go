package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"go.etcd.io/bbolt"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/backup"
)

type backupOptions struct {
	location
	keep       int
	list, json bool
}

func newBackupCommand() *cobra.Command {
	var o backupOptions
	cmd := &cobra.Command{
		Use:   "backup [flags] FOLDER | FILE.tar | -",
		Short: "Keep a copy of the index, while it is in use",
		Long: `Keep a copy of the index, with its sources, saved searches and keys. It holds one state,
whatever is taken in and searched meanwhile, and is verified: restore and check read it.

In a FOLDER each backup has a folder of its own, named by its time. What the backup before
has too is not written again, so every further one takes the room of what is new. A
FILE.tar has all in one; - writes it to standard output, for age, zstd or ssh.

` + exitHelp("the backup is complete", "") + " 130 interrupted.",
		Example: `  newssearch backup --keep 14 /mnt/backup/news
  newssearch backup - | ssh elsewhere 'cat > news.tar'
  newssearch check /mnt/backup/news
  newssearch restore /mnt/backup/news`,
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.list {
				return listBackups(cmd.OutOrStdout(), args[0], o.json)
			}
			return runBackup(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr(), o, args[0])
		},
	}
	flags := cmd.Flags()
	o.location.addFlags(flags)
	flags.IntVar(&o.keep, "keep", 0, "remove all but so many of the latest backups in the folder (default: remove none)")
	flags.BoolVar(&o.list, "list", false, "list the backups in the folder")
	flags.BoolVar(&o.json, "json", false, "print JSON for programs")
	return cmd
}

func runBackup(ctx context.Context, w, notes io.Writer, o backupOptions, to string) (err error) {
	if err := o.onlyHere("backup", "OpenSearch has snapshots of its own, and newssearch export writes the articles"); err != nil {
		return err
	}
	if o.keep < 0 {
		return usagef("--keep %d is negative", o.keep)
	}
	dir, _, err := o.path()
	if err != nil {
		return err
	}
	if isWithin(to, dir) {
		return usagef("%s is in the folder of the index, and would be lost with it", to)
	}
	archive, err := patiently(ctx, notes, dir, func() (owner.Reader, error) {
		return index.Open(ctx, dir, index.Options{ReadOnly: true})
	})
	if err != nil {
		return err
	}
	defer closing(archive, &err)
	bar := newProgress(notes, 0, true, "backing up")
	defer bar.end()
	source := func(ctx context.Context, w io.Writer) error {
		return writeBackup(ctx, archive, &countingWriter{w: w, bar: bar})
	}
	var taken backup.Taken
	switch {
	case to == "-" && isTerminal(w):
		return usagef("a backup is nothing for a terminal: name a folder or a file, or redirect it")
	case to == "-":
		return source(ctx, w)
	case isBackupFile(to):
		taken, err = backup.Write(ctx, to, source)
	default:
		taken, err = backup.Take(ctx, to, o.keep, source)
	}
	bar.end()
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(w, taken)
	}
	fmt.Fprintf(w, "backed up %s in %d files, %s of it new\nbackup: %s\n", megabytes(taken.Bytes), taken.Files, megabytes(taken.New), printable(taken.Path))
	if taken.Removed > 0 {
		fmt.Fprintf(w, "removed %d older\n", taken.Removed)
	}
	return nil
}

// isBackupFile reports whether a path means a file rather than a folder of backups.
func isBackupFile(path string) bool {
	info, err := os.Stat(path)
	if err == nil {
		return info.Mode().IsRegular()
	}
	return strings.HasSuffix(path, ".tar")
}

// isWithin reports whether a path is in a folder.
func isWithin(path, folder string) bool {
	full, err := filepath.Abs(path)
	if err != nil || path == "-" {
		return false
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return false
	}
	inside, err := filepath.Rel(folder, full)
	return err == nil && filepath.IsLocal(inside)
}

func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

// countingWriter shows how much was written.
type countingWriter struct {
	w    io.Writer
	bar  *progress
	done int64
}

func (c *countingWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.done += int64(n)
	c.bar.at(c.done)
	return n, err
}

// backupPath is where the owner of an index answers with a backup.
const backupPath = "/backup"

// writeBackup writes a backup of an index that is open here or that another process owns.
func writeBackup(ctx context.Context, archive owner.Reader, w io.Writer) error {
	if c, ok := archive.(*owner.Client); ok {
		return owner.AskBytes(ctx, c, backupPath, struct{}{}, w)
	}
	// Nobody owns it, so nobody changes the files beside it.
	return archive.(*index.Index).Backup(ctx, w, index.BackupOptions{Beside: leftOut()})
}

// leftOut are the files that no backup has: the owner's.
func leftOut() map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{owner.RecordFile: nil}
}

// backUp writes a backup of the index and of what is kept beside it.
func (l *living) backUp(ctx context.Context, w io.Writer) error {
	o := index.BackupOptions{Beside: leftOut()}
	l.mu.Lock()
	db := l.db
	l.mu.Unlock()
	if db != nil {
		o.Beside[stateFile] = func(w io.Writer) error {
			return db.View(func(tx *bbolt.Tx) error { _, err := tx.WriteTo(w); return err })
		}
	}
	return l.index.Backup(ctx, w, o)
}

func listBackups(w io.Writer, dir string, asJSON bool) error {
	list, err := backup.List(dir)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(w, list)
	}
	for _, b := range list {
		fmt.Fprintf(w, "%s  %9s  %s\n", b.Time.Local().Format("2006-01-02 15:04:05"), megabytes(b.Bytes), printable(b.Path))
	}
	if len(list) == 0 {
		return errNothing
	}
	return nil
}
