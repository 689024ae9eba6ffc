package main

import (
	"context"
	"fmt"
	"io"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/origins"
	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
)

// syncing notes where articles come from, so that what is gone can be removed.
type syncing struct {
	dir   string
	roots []string
	now   *origins.Origins
}

// newSyncing returns nil when nothing has to be noted: neither a folder is read nor is
// what is gone to be removed.
func newSyncing(dir string, paths []string, sync bool) (*syncing, error) {
	roots, folder, err := origins.Roots(paths)
	if err != nil || !folder && !sync {
		return nil, err
	}
	if sync && len(roots) < len(paths) {
		return nil, usagef("--sync works on folders and files, not on standard input")
	}
	return &syncing{dir: dir, roots: roots, now: origins.New()}, nil
}

// finish stores what was noted and, with --sync, removes what is gone.
func (s *syncing) finish(ctx context.Context, idx owner.Archive, stdin io.Reader, notes io.Writer, o ingestOptions, sum *ingestSummary) error {
	known, err := origins.Load(s.dir)
	if err != nil {
		return err
	}
	if !o.sync {
		known.Add(s.now)
		return known.Save(s.dir, writeFile)
	}
	gone := known.Merge(s.now, s.roots)
	if len(gone) > 0 && !o.yes {
		question := fmt.Sprintf("remove %s that are gone from these folders?", english().Articles(len(gone)))
		if err := confirm(stdin, notes, question); err != nil {
			return fmt.Errorf("%w (the articles that were read are taken in)", err)
		}
	}
	const batch = 1000 // IDs a transaction
	for start := 0; start < len(gone); start += batch {
		n, err := idx.Delete(ctx, gone[start:min(start+batch, len(gone))]...)
		if err != nil {
			return err
		}
		sum.Removed += n
	}
	return known.Save(s.dir, writeFile)
}
