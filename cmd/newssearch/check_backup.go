package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/backup"
)

// checkedBackup is a backup with what is wrong with it, if anything is.
type checkedBackup struct {
	backup.Verified
	Problem string `json:"problem,omitempty"`
}

// checkBackups checks a backup, or all those in a folder.
func checkBackups(ctx context.Context, w io.Writer, path string, o checkOptions) error {
	paths, err := backupsAt(path)
	if err != nil {
		return err
	}
	var all []checkedBackup
	var faults error
	for _, p := range paths {
		v, err := backup.Verify(ctx, p)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil && o.deep {
			err = checkUnpacked(ctx, p)
		}
		c := checkedBackup{Verified: v}
		if err != nil {
			c.Problem = err.Error()
			faults = errors.Join(faults, err)
		}
		all = append(all, c)
	}
	if o.json {
		return errors.Join(writeJSON(w, all), faults)
	}
	for _, c := range all {
		if c.Problem == "" {
			fmt.Fprintf(w, "%s: %s in %d files, all as it was written\n", printable(c.Path), megabytes(c.Bytes), c.Files)
		} else {
			fmt.Fprintln(w, printable(c.Problem))
		}
	}
	if faults != nil {
		return fmt.Errorf("%d of %d backups cannot be relied on; use another one, or make a new one: %w", countFaults(all), len(all), backup.ErrNotWhole)
	}
	return nil
}

func countFaults(all []checkedBackup) (n int) {
	for _, c := range all {
		if c.Problem != "" {
			n++
		}
	}
	return n
}

// backupsAt returns the backups that a path means: all of a folder of backups.
func backupsAt(path string) ([]string, error) {
	one, err := backup.Find(path)
	if err != nil || one == path {
		return []string{one}, err
	}
	list, err := backup.List(path)
	var paths []string
	for _, b := range list {
		paths = append(paths, b.Path)
	}
	return paths, err
}

// checkUnpacked reads every article of a backup that is a folder.
func checkUnpacked(ctx context.Context, path string) (err error) {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return err
	}
	x, err := index.Open(ctx, path, index.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer closing(x, &err)
	checked, err := x.Check(ctx, true)
	if err == nil && len(checked.Faults) > 0 {
		err = fmt.Errorf("%s: %s: %w", path, checked.Faults[0].Problem, index.ErrDamaged)
	}
	return err
}
