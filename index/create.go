package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/document"
)

// inspect reports whether there is an index at path. Where none can be made it is an error.
func inspect(path string) (present bool, err error) {
	found, err := disk.Inspect(path)
	switch found {
	case disk.FoundFile:
		return false, fmt.Errorf("%s is a file: %w", path, ErrNotIndex)
	case disk.FoundOther:
		return false, fmt.Errorf("%s holds other files: %w", path, ErrNotIndex)
	case disk.FoundHalf:
		return false, fmt.Errorf("%s has lost %s: %w", path, disk.MetaFile, ErrDamaged)
	}
	return found == disk.FoundIndex, err
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
