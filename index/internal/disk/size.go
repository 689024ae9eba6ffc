package disk

import (
	"io/fs"
	"os"
	"path/filepath"
)

// Size is the size of all files below path, in bytes. Files that vanish meanwhile, as
// merges make them do, are left out.
func Size(path string) (total int64, err error) {
	err = filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			if os.IsNotExist(err) {
				return nil
			}
			return err
		}
		if info, err := entry.Info(); err == nil {
			total += info.Size()
		}
		return nil
	})
	return total, err
}
