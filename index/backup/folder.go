package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index/internal/sumtar"
)

// ErrNone means that there is no backup at a path.
var ErrNone = errors.New("no backup")

// ErrNotWhole means that a backup is not as it was written.
var ErrNotWhole = sumtar.ErrNotWhole

// nameLayout is the name of a backup in a folder: its time, in UTC.
const nameLayout = "2006-01-02T150405Z"

// Backup is one of the backups in a folder.
type Backup struct {
	Path string    `json:"path"`
	Time time.Time `json:"time"`
	// Bytes are those of its files, whether it shares them with others or not.
	Bytes int64 `json:"bytes"`
}

// List returns the backups in a folder, the earliest first. Those that were not
// completed are left out. Nothing is verified.
func List(dir string) ([]Backup, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var list []Backup
	for _, e := range entries {
		at, ok := timeOf(e.Name())
		path := filepath.Join(dir, e.Name())
		if !ok || !isBackup(path) {
			continue
		}
		size, err := sizeOf(path)
		if err != nil {
			return nil, err
		}
		list = append(list, Backup{path, at, size})
	}
	slices.SortFunc(list, func(a, b Backup) int { return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Path, b.Path)) })
	return list, nil
}

// timeOf reads the name of a backup: its time, and a number when there were several in
// a second.
func timeOf(name string) (at time.Time, ok bool) {
	name, _, _ = strings.Cut(name, ".")
	at, err := time.Parse(nameLayout, name)
	return at, err == nil
}

// newName returns a name for a backup that is made now.
func newName(dir string, now time.Time) string {
	name := now.UTC().Format(nameLayout)
	for n := 1; ; n++ {
		path := filepath.Join(dir, name)
		if n > 1 {
			path += fmt.Sprintf(".%d", n)
		}
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return path
		}
	}
}

func isBackup(path string) bool {
	info, err := os.Stat(filepath.Join(path, sumtar.Sums))
	return err == nil && info.Mode().IsRegular()
}

func sizeOf(path string) (size int64, err error) {
	err = filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}

// newest is the latest of the backups in a folder; its path is empty if there is none.
func newest(dir string) (Backup, error) {
	list, err := List(dir)
	if err != nil || len(list) == 0 {
		return Backup{}, err
	}
	return list[len(list)-1], nil
}

// Find returns which backup a path means: a file, a backup in a folder of backups, or
// such a folder, of which it is the latest. The error matches ErrNone where there is none.
func Find(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("%s: %w", path, ErrNone)
	case err != nil:
		return "", err
	case info.Mode().IsRegular(), isBackup(path):
		return path, nil
	case !info.IsDir():
		return "", fmt.Errorf("%s: %w", path, ErrNone)
	}
	latest, err := newest(path)
	if err == nil && latest.Path == "" {
		err = fmt.Errorf("%s: %w", path, ErrNone)
	}
	return latest.Path, err
}

// Open opens a backup, as Find finds it, to be read as a tar archive.
func Open(ctx context.Context, path string) (io.ReadCloser, error) {
	path, err := Find(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().IsRegular() {
		return os.Open(path)
	}
	r, w := io.Pipe()
	go func() { w.CloseWithError(sumtar.Pack(ctx, path, w)) }()
	return r, nil
}

// Verified is a backup that is as it was written.
type Verified struct {
	Path  string `json:"path"`
	Files int    `json:"files"`
	Bytes int64  `json:"bytes"`
}

// Verify reads a backup, as Find finds it, and compares the sums of all its files. The
// error matches ErrNotWhole when one is not as it was written.
func Verify(ctx context.Context, path string) (v Verified, err error) {
	if v.Path, err = Find(path); err != nil {
		return v, err
	}
	r, err := Open(ctx, v.Path)
	if err != nil {
		return v, err
	}
	defer func() { _ = r.Close() }()
	err = sumtar.Read(ctx, r, func(f sumtar.File, _ io.Reader) error {
		v.Files++
		v.Bytes += f.Size
		return nil
	})
	if err != nil {
		return v, fmt.Errorf("backup %s: %w", v.Path, err)
	}
	return v, nil
}
