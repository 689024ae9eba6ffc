package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/sumtar"
)

const (
	// newPrefix begins the name of a backup that is being made.
	newPrefix = ".new-"
	// lockFile keeps two from being made, or removed, in a folder at once.
	lockFile = ".lock"
)

// Source writes a backup, as [index.Index.Backup] does.
type Source func(ctx context.Context, w io.Writer) error

// Taken is a backup that was made.
type Taken struct {
	Path  string `json:"path"`
	Files int    `json:"files"`
	Bytes int64  `json:"bytes"`
	// New are the bytes that were written: the rest is shared with the backup before.
	New int64 `json:"new"`
	// Removed are how many older backups were.
	Removed int `json:"removed"`
}

// Take makes a backup in a folder of backups, which is made if it is not there. It keeps
// the latest keep backups, all if keep is 0. When it fails, or the program is killed, the
// folder has the backups that it had. The error matches [index.ErrLocked] when another
// backup is being made there.
func Take(ctx context.Context, dir string, keep int, source Source) (t Taken, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return t, err
	}
	unlock, err := lock(filepath.Join(dir, lockFile))
	if err != nil {
		return t, fmt.Errorf("a backup is being made: %w", err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if err := removeUnfinished(dir); err != nil {
		return t, err
	}
	before, err := newest(dir)
	if err != nil {
		return t, err
	}
	work, err := os.MkdirTemp(dir, newPrefix)
	if err != nil {
		return t, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(work))
		}
	}()
	u := &unpacking{to: work, before: before.Path}
	if err := u.run(ctx, source); err != nil {
		return t, err
	}
	t = Taken{Path: newName(dir, time.Now()), Files: u.files, Bytes: u.bytes, New: u.new}
	if err := errors.Join(os.Rename(work, t.Path), disk.SyncFolder(dir)); err != nil {
		return t, err
	}
	t.Removed, err = prune(dir, keep)
	return t, err
}

// removeUnfinished removes what a program that was killed left.
func removeUnfinished(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), newPrefix) {
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// prune removes all but the latest keep backups, if keep is not 0.
func prune(dir string, keep int) (removed int, err error) {
	list, err := List(dir)
	if err != nil || keep <= 0 {
		return 0, err
	}
	for _, b := range list[:max(0, len(list)-keep)] {
		gone := filepath.Join(dir, newPrefix+filepath.Base(b.Path)) // in one step, so that half of it is never taken for a backup
		if err := errors.Join(os.Rename(b.Path, gone), os.RemoveAll(gone)); err != nil {
			return removed, err
		}
		removed++
	}
	return removed, nil
}

// Write writes a backup to a file, which is replaced when the backup is whole.
func Write(ctx context.Context, path string, source Source) (t Taken, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return t, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	err = source(ctx, f)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return t, err
	}
	v, err := Verify(ctx, f.Name())
	if err != nil {
		return t, err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return t, err
	}
	return Taken{Path: path, Files: v.Files, Bytes: v.Bytes, New: v.Bytes}, disk.SyncFolder(filepath.Dir(path))
}

// unpacking unpacks a backup into a folder.
type unpacking struct {
	to     string
	before string // another backup, whose segments are used where they are the same; "" for none
	files  int
	bytes  int64
	new    int64
}

// run unpacks what a source writes.
func (u *unpacking) run(ctx context.Context, source Source) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r, w := io.Pipe()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.CloseWithError(source(ctx, w))
	}()
	err := u.read(ctx, r)
	r.CloseWithError(errors.Join(err, io.ErrClosedPipe))
	<-ended
	return err
}

// read unpacks an archive, to its end.
func (u *unpacking) read(ctx context.Context, r io.Reader) error {
	err := sumtar.Read(ctx, r, func(f sumtar.File, r io.Reader) error {
		u.files++
		u.bytes += f.Size
		return u.file(f, r)
	})
	if err == nil {
		_, err = io.Copy(io.Discard, r) // what comes after the list of sums is the end of the archive
	}
	if err != nil {
		return err
	}
	return errors.Join(disk.SyncFolder(filepath.Join(u.to, disk.StoreFolder)), disk.SyncFolder(u.to))
}

// file unpacks a file, and reads again what was written.
func (u *unpacking) file(f sumtar.File, r io.Reader) error {
	path := filepath.Join(u.to, filepath.FromSlash(f.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	shared := ""
	if u.before != "" && isReplacedWhole(f.Name) {
		shared = filepath.Join(u.before, filepath.FromSlash(f.Name))
	}
	written, err := writeShared(path, f, r, shared)
	u.new += written
	return err
}

// isReplacedWhole reports whether a file of an index is never changed in place, so that
// it may have several names.
func isReplacedWhole(name string) bool {
	return filepath.Ext(name) == disk.SegmentExtension || filepath.Ext(name) == ".bin"
}

// lock takes the lock of a file.
func lock(path string) (unlock func() error, err error) {
	unlock, err = disk.Lock(path)
	return unlock, lockedError(err)
}
