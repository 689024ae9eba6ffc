package follow

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
	"go.etcd.io/bbolt"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest"
)

const (
	// settleTime is how long a file has to be left alone before it is read: who
	// writes it may not be done.
	settleTime = time.Second
	// rescanTime is how often a folder is scanned whose changes the system does not
	// tell, a mounted one for example.
	rescanTime = 30 * time.Second
	// folderBatch is the number of articles of files that are handed over together.
	folderBatch = 500
)

// fileState is a file of a folder that is new or has changed.
type fileState struct{ path, stamp string }

// scan takes in the files of a folder that are new or have changed.
func (f *Follower) scan(ctx context.Context, src Source) error {
	f.count(func(c *Counts) { c.Visits++ })
	files, unsettled, err := f.changedFiles(src.Listing)
	if err != nil {
		return f.failed(src.Address, err)
	}
	for _, file := range files {
		if err := f.takeFile(ctx, src, file); err != nil {
			return err
		}
	}
	return f.store.update(src.Address, func(_ *bbolt.Tx, s *Source) error {
		now := time.Now().UTC()
		s.Tried, s.Succeeded, s.Failures, s.Error = now, now, 0, ""
		s.Next = nextVisit(now, s.Settings.every(), 0, nil)
		if unsettled {
			s.Next = now.Add(settleTime)
		}
		return nil
	})
}

// changedFiles lists the files below dir that were not taken in as they are now, and
// whether some are too new to be read.
func (f *Follower) changedFiles(dir string) (files []fileState, unsettled bool, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if path == dir {
				return err
			}
			return nil // gone meanwhile, or not for us
		}
		if strings.HasPrefix(d.Name(), ".") && path != dir {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			return nil //nolint:nilerr // gone meanwhile
		}
		file := fileState{path: path, stamp: fmt.Sprint(info.Size(), " ", info.ModTime().UnixNano())}
		switch {
		case f.isStamped(dir, file.path, file.stamp):
		case time.Since(info.ModTime()) < settleTime:
			unsettled = true
		default:
			files = append(files, file)
		}
		return nil
	})
	return files, unsettled, err
}

// takeFile takes in the articles of a file and notes that it was seen.
func (f *Follower) takeFile(ctx context.Context, src Source, file fileState) error {
	var batch []index.Article
	taken, skipped, why := 0, 0, ""
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		put, err := f.sink(context.WithoutCancel(ctx), batch)
		taken += put.Added + put.Updated
		skipped += len(put.Rejected)
		batch = nil
		return err
	}
	for rec := range ingest.Files(ctx, []string{file.path}, ingest.Options{DefaultSource: src.Settings.Name}) {
		if ctx.Err() != nil {
			break
		}
		if rec.Err != nil {
			skipped++
			why = fmt.Sprintf("%v: %v", rec.Origin, rec.Err)
			continue
		}
		if batch = append(batch, rec.Article); len(batch) == folderBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	f.count(func(c *Counts) { c.Articles += int64(taken) })
	f.log.Info("file taken in", "source", src.Address, "file", file.path, "new", taken, "skipped", skipped)
	return f.store.update(src.Address, func(tx *bbolt.Tx, s *Source) error {
		s.Articles += taken
		if s.Skipped += skipped; why != "" {
			s.SkippedLast = why
		}
		return stamp(tx, src.Address, file.path, file.stamp)
	})
}

// watch tells of changes below dir: as the system tells them, or, where it does not,
// by looking from time to time.
func (f *Follower) watch(ctx context.Context, dir string) <-chan struct{} {
	news := make(chan struct{}, 1)
	tell := func() {
		select {
		case news <- struct{}{}:
		default:
		}
	}
	w, err := fsnotify.NewWatcher()
	if err == nil {
		err = addFolders(w, dir)
	}
	if err != nil {
		f.log.Warn("the folder is scanned from time to time", "source", dir, "every", rescanTime, "error", err)
		go every(ctx, rescanTime, tell)
		return news
	}
	go func() {
		defer func() { _ = w.Close() }()
		for {
			select {
			case <-ctx.Done():
				return
			case event, ok := <-w.Events:
				if !ok {
					return
				}
				if event.Has(fsnotify.Create) {
					_ = addFolders(w, event.Name) // nothing if it is a file
				}
				tell()
			case err, ok := <-w.Errors:
				if !ok {
					return
				}
				f.log.Warn("changes of a folder may have been missed", "source", dir, "error", err)
				tell()
			}
		}
	}()
	return news
}

// addFolders watches dir and the folders below it.
func addFolders(w *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return w.Add(path)
	})
}

func every(ctx context.Context, d time.Duration, tell func()) {
	ticker := time.NewTicker(d)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			tell()
		}
	}
}
