package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/sumtar"
)

// ErrExists means that there is an index where one is to be restored.
var ErrExists = errors.New("there is an index already")

// Restored is an index that was put back.
type Restored struct {
	Path     string `json:"path"`
	Articles int    `json:"articles"`
	// Outdated says that the backup was made by a version with another schema: it was put
	// back, and index.Reindex brings it up to date. Articles is 0 then.
	Outdated bool `json:"outdated,omitempty"`
}

// Restore makes the index at path from a backup, which r gives as a tar archive; see
// [Open]. Every byte is verified and the index is opened before it takes its place in one
// step. Where there is an index the error matches ErrExists, unless replace is set: then
// it is replaced, and is gone when Restore returns without an error. One that is open is
// never replaced; the error matches [index.ErrLocked].
func Restore(ctx context.Context, r io.Reader, path string, replace bool) (restored Restored, err error) {
	path = filepath.Clean(path)
	if _, err := inspect(path, replace); err != nil {
		return restored, err
	}
	work := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".restore")
	if err := os.MkdirAll(work, 0o700); err != nil {
		return restored, err
	}
	unlock, err := lock(filepath.Join(work, lockFile))
	if err != nil {
		return restored, fmt.Errorf("%s is being restored: %w", path, err)
	}
	defer func() { err = errors.Join(err, unlock(), os.RemoveAll(work)) }() // of the old index too, once it is replaced
	made := filepath.Join(work, "index")
	if err := os.RemoveAll(made); err != nil { // what one that was killed left
		return restored, err
	}
	if err := os.Mkdir(made, 0o700); err != nil {
		return restored, err
	}
	u := &unpacking{to: made}
	if err := u.read(ctx, r); err != nil {
		return restored, err
	}
	if err := os.Remove(filepath.Join(made, sumtar.Sums)); err != nil { // it will change
		return restored, err
	}
	if restored, err = try(ctx, made); err != nil {
		return restored, err
	}
	restored.Path = path
	return restored, place(made, path, replace)
}

// try opens an index that was unpacked.
func try(ctx context.Context, made string) (r Restored, err error) {
	x, err := index.Open(ctx, made, index.Options{ReadOnly: true})
	if errors.Is(err, index.ErrSchema) {
		return Restored{Outdated: true}, nil
	}
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	stats, err := x.Stats(ctx)
	return Restored{Articles: stats.Articles}, err
}

// inspect tells what there is where an index is to be restored, and refuses what must
// not be replaced.
func inspect(path string, replace bool) (disk.Found, error) {
	found, err := disk.Inspect(path)
	switch found {
	case disk.FoundFile, disk.FoundOther:
		return 0, fmt.Errorf("%s: %w", path, index.ErrNotIndex)
	case disk.FoundHalf, disk.FoundIndex:
		if !replace {
			return 0, fmt.Errorf("%s: %w", path, ErrExists)
		}
	}
	return found, err
}

// place puts the index made where path is.
func place(made, path string, replace bool) error {
	at, err := inspect(path, replace)
	if err != nil {
		return err
	}
	switch at {
	case disk.FoundNothing:
		err = os.Rename(made, path)
	case disk.FoundEmpty:
		err = fill(path, made)
	case disk.FoundHalf, disk.FoundIndex:
		unlock, lockErr := disk.LockStore(path)
		if lockErr != nil {
			return fmt.Errorf("%s: %w", path, lockedError(lockErr))
		}
		err = errors.Join(disk.Exchange(made, path), unlock())
	}
	return errors.Join(err, disk.SyncFolder(filepath.Dir(path)))
}

// fill moves the files of an index into an empty folder, last the one without which it
// is none.
func fill(path, made string) error {
	entries, err := os.ReadDir(made)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != disk.MetaFile {
			err = errors.Join(err, os.Rename(filepath.Join(made, e.Name()), filepath.Join(path, e.Name())))
		}
	}
	if err != nil {
		return err
	}
	return errors.Join(os.Rename(filepath.Join(made, disk.MetaFile), filepath.Join(path, disk.MetaFile)), disk.SyncFolder(path))
}

// lockedError says in the words of package index that something is locked.
func lockedError(err error) error {
	if errors.Is(err, disk.ErrLocked) {
		return fmt.Errorf("%w: %w", index.ErrLocked, err)
	}
	return err
}
