package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/util"
	"go.etcd.io/bbolt"
)

// OpenPresent opens for reading what is left of a store of which segment files are
// missing, whose names it returns. Nothing in the index changes: the state without them is
// made in a folder of its own, which remove deletes after the store was closed.
func OpenPresent(path string) (s *Store, missing []string, remove func() error, err error) {
	defer Recover(&err)
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, nil, nil, err
	}
	folder, err := os.MkdirTemp("", "newssearch-salvage-*")
	if err != nil {
		return nil, nil, nil, err
	}
	remove = func() error { return os.RemoveAll(folder) }
	defer func() {
		if err != nil {
			err = errors.Join(err, remove())
		}
	}()
	if err := os.Mkdir(filepath.Join(folder, StoreFolder), 0o700); err != nil {
		return nil, nil, nil, err
	}
	for _, name := range []string{MetaFile, filepath.Join(StoreFolder, statesFile)} {
		data, err := os.ReadFile(filepath.Join(path, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, name), data, 0o600)
		}
		if err != nil {
			return nil, nil, nil, err
		}
	}
	if missing, err = keepPresent(path, folder); err != nil {
		return nil, nil, nil, err
	}
	s, err = Open(folder, true)
	return s, missing, remove, err
}

// keepPresent takes the missing segments out of the newest state of a copy in folder, and
// has the others found there.
func keepPresent(path, folder string) (missing []string, err error) {
	db, err := bbolt.Open(filepath.Join(folder, StoreFolder, statesFile), 0o600, nil)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	files, err := newestState(db)
	if err != nil {
		return nil, err
	}
	gone := map[string]bool{}
	for _, name := range files {
		file := filepath.Join(path, StoreFolder, name)
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			missing, gone[name] = append(missing, name), true
		} else if err := os.Symlink(file, filepath.Join(folder, StoreFolder, name)); err != nil {
			return nil, err
		}
	}
	if err := removeOldStates(db); err != nil {
		return nil, err
	}
	return missing, db.Update(func(tx *bbolt.Tx) error {
		states := tx.Bucket(util.BoltSnapshotsBucket)
		newest, _ := states.Cursor().Last()
		state := states.Bucket(newest)
		var drop [][]byte
		err := state.ForEachBucket(func(segment []byte) error {
			if gone[string(state.Bucket(segment).Get(util.BoltPathKey))] {
				drop = append(drop, append([]byte(nil), segment...))
			}
			return nil
		})
		for _, segment := range drop {
			err = errors.Join(err, state.DeleteBucket(segment))
		}
		return err
	})
}
