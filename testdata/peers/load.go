package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/newssearch/newssearch/index"
)

// Merges count as come to rest when no file of the index has changed for
// quietTime; restTime bounds the wait.
const (
	quietTime = 2 * time.Second
	restTime  = 5 * time.Minute
	restPoll  = 100 * time.Millisecond
)

// load builds an index from a spool in an empty folder.
func (k *worker) load(ctx context.Context, t *loadTask) (f loadFigures, err error) {
	c, err := contenderNamed(t.Contender)
	if err != nil {
		return f, err
	}
	start := time.Now()
	e, err := c.open(t.Dir, forLoading, t.Settings)
	if err != nil {
		return f, err
	}
	meter := startPeakMeter(processOf(e))
	var broken error
	err = e.load(ctx, counted(t.Spool, t.Count, &f.Articles, &broken))
	f.Loading = time.Since(start)
	if err = errors.Join(err, broken); err != nil {
		return f, errors.Join(err, e.close())
	}
	start = time.Now()
	if finisher, ok := e.(finisher); ok {
		if err := finisher.finish(ctx); err != nil {
			return f, errors.Join(err, e.close())
		}
	}
	waited, err := waitForRest(ctx, t.Dir)
	f.Peak = meter.stop()
	if err = errors.Join(err, e.close()); err != nil {
		return f, err
	}
	f.Finishing = time.Since(start) - waited
	if f.Bytes, err = sizeAtRest(ctx, c, t); err != nil {
		return f, err
	}
	return f, nil
}

// counted yields the articles of a spool, counts them in n and notes what broke.
func counted(spool string, limit int, n *int, broken *error) iter.Seq[index.Article] {
	return func(yield func(index.Article) bool) {
		for a, err := range readSpool(spool, limit) {
			if err != nil {
				*broken = err
				return
			}
			*n++
			if !yield(a) {
				return
			}
		}
	}
}

// sizeAtRest opens the index for writing once more, lets it tidy up, and
// measures its files.
func sizeAtRest(ctx context.Context, c contender, t *loadTask) (int64, error) {
	e, err := c.open(t.Dir, forLoading, t.Settings)
	if err != nil {
		return 0, fmt.Errorf("open again: %w", err)
	}
	_, err = waitForRest(ctx, t.Dir)
	if err = errors.Join(err, e.close()); err != nil {
		return 0, err
	}
	now, err := folderState(t.Dir)
	return now.bytes, err
}

// waitForRest waits until the files in dir stop changing and returns the part of
// the wait in which they did not.
func waitForRest(ctx context.Context, dir string) (idle time.Duration, err error) {
	begin := time.Now()
	before, err := folderState(dir)
	changed := time.Now()
	for err == nil && time.Since(changed) < quietTime && time.Since(begin) < restTime {
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(restPoll):
		}
		var now folder
		if now, err = folderState(dir); now != before {
			before, changed = now, time.Now()
		}
	}
	return time.Since(changed), err
}

// folder sums up the files below a folder.
type folder struct {
	files  int
	bytes  int64
	newest int64
}

func folderState(dir string) (folder, error) {
	var f folder
	err := filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return ignoreGone(err)
		}
		info, err := entry.Info()
		if err != nil {
			return ignoreGone(err)
		}
		f.files++
		f.bytes += info.Size()
		f.newest = max(f.newest, info.ModTime().UnixNano())
		return nil
	})
	if err != nil {
		return f, fmt.Errorf("measure %s: %w", dir, err)
	}
	return f, nil
}

// ignoreGone forgives a file that was removed while the folder was walked.
func ignoreGone(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
