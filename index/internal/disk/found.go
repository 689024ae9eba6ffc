package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Found is what there is at a path.
type Found int

// What there may be at a path.
const (
	FoundNothing Found = iota
	FoundEmpty         // a folder, which may be a mounted volume
	FoundFile          // no folder
	FoundOther         // a folder of something else
	FoundHalf          // the folder of an index that has lost MetaFile
	FoundIndex
)

// Inspect tells what there is at path. It reads no file.
func Inspect(path string) (Found, error) {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return FoundNothing, nil
	case err != nil:
		if info, statErr := os.Stat(path); statErr == nil && !info.IsDir() {
			return FoundFile, nil
		}
		return 0, fmt.Errorf("look at %s: %w", path, err)
	case len(entries) == 0:
		return FoundEmpty, nil
	}
	if _, err := os.Stat(filepath.Join(path, MetaFile)); err == nil {
		return FoundIndex, nil
	}
	if _, err := os.Stat(filepath.Join(path, StoreFolder)); err == nil {
		return FoundHalf, nil
	}
	return FoundOther, nil
}
