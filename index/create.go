package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/document"
)

// What there is at a path.
type pathState int

const (
	missing pathState = iota
	present
)

// inspect tells whether path can hold or become an index.
func inspect(path string) (pathState, error) {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return missing, nil
	case err != nil:
		if info, statErr := os.Stat(path); statErr == nil && !info.IsDir() {
			return 0, fmt.Errorf("%s is a file: %w", path, ErrNotIndex)
		}
		return 0, fmt.Errorf("open index: %w", err)
	case len(entries) == 0:
		return missing, nil
	}
	if _, err := os.Stat(filepath.Join(path, disk.MetaFile)); err != nil {
		if _, err := os.Stat(filepath.Join(path, disk.StoreFolder)); err == nil {
			return 0, fmt.Errorf("%s has lost %s: %w", path, disk.MetaFile, ErrDamaged)
		}
		return 0, fmt.Errorf("%s holds other files: %w", path, ErrNotIndex)
	}
	return present, nil
}

// create makes an empty index beside path and moves it there, so that an
// interrupted creation leaves nothing half made at path. An empty directory that
// is there already may be a mounted volume, which cannot be replaced: the index
// is made inside of it.
func create(path string) (err error) {
	if _, err := os.Stat(path); err == nil {
		return makeIndex(path, path)
	}
	parent := filepath.Dir(filepath.Clean(path))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return fmt.Errorf("create index: %w", err)
	}
	temp, err := os.MkdirTemp(parent, "."+filepath.Base(path)+".new-*")
	if err != nil {
		return fmt.Errorf("create index: %w", err)
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(temp)
		}
	}()
	made := filepath.Join(temp, "index")
	if err := makeIndex(made, path); err != nil {
		return err
	}
	if err := os.Rename(made, path); err != nil {
		return fmt.Errorf("create index: %w", err)
	}
	if err := disk.SyncFolder(parent); err != nil {
		return fmt.Errorf("create index: %w", err)
	}
	return os.Remove(temp)
}

// makeIndex makes the files of an empty index in dir. Errors name path.
func makeIndex(dir, path string) error {
	b, err := bleve.NewUsing(dir, document.Mapping(labels()), scorch.Name, scorch.Name, nil)
	if err != nil {
		return fmt.Errorf("create index %s: %w", path, err)
	}
	if err := errors.Join(b.SetInternal(keySchema, []byte(schemaVersion)), b.Close()); err != nil {
		return fmt.Errorf("create index %s: %w", path, err)
	}
	return nil
}
