package disk

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/util"
	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

const (
	statesFile = "root.bolt"
	// SegmentExtension ends the names of segments.
	SegmentExtension = ".zap"
	// purgeTimeout is how long purge waits for others: not at all.
	purgeTimeout = time.Millisecond
)

// Purge removes from a closed index the states before the newest, and the
// segments that are not part of that: bleve removes what has been merged only
// while it runs, and leaves it when it is closed. What a killed program left of
// files beside the store, which files names, is removed too. Then all that is left is
// listed in the ListingFile. Nothing is done when somebody else has opened the index
// meanwhile, or removed it.
func Purge(path string, files ...string) (err error) {
	store := filepath.Join(path, StoreFolder)
	var opened *os.File
	db, err := bbolt.Open(filepath.Join(store, statesFile), 0o600, &bbolt.Options{
		Timeout: purgeTimeout,
		OpenFile: func(name string, flag int, mode os.FileMode) (_ *os.File, err error) {
			opened, err = os.OpenFile(name, flag&^os.O_CREATE, mode)
			return opened, err
		},
	})
	if errors.Is(err, bolterrors.ErrTimeout) || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	// While it is open nobody else can open the index.
	defer func() { err = errors.Join(err, db.Close()) }()
	if replaced, err := isReplaced(opened); err != nil || replaced {
		return err
	}
	live, err := newestState(db)
	if err != nil {
		return err
	}
	if err := removeOldStates(db); err != nil {
		return err
	}
	stored, err := os.ReadDir(store)
	if err != nil {
		return err
	}
	for _, f := range stored {
		name := f.Name()
		if _, isLive := slices.BinarySearch(live, name); isLive || filepath.Ext(name) != SegmentExtension {
			continue
		}
		if err := os.Remove(filepath.Join(store, name)); err != nil {
			return err
		}
	}
	if err := removeUnfinished(path, append([]string{ListingFile, CheckedFile}, files...)); err != nil {
		return err
	}
	return list(path, live, files)
}

// removeUnfinished removes the files that WriteFile did not come to rename. The
// caller keeps others from writing.
func removeUnfinished(path string, names []string) error {
	files, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	for _, f := range files {
		for _, name := range names {
			if !strings.HasPrefix(f.Name(), name+".") {
				continue
			}
			if err := os.Remove(filepath.Join(path, f.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// isReplaced reports whether there is another file now where file was opened:
// Reindex may have put another index there before it was locked, and the states
// of the old one say nothing about the segments of that.
func isReplaced(file *os.File) (bool, error) {
	old, err := file.Stat()
	if err != nil {
		return false, err
	}
	now, err := os.Stat(file.Name())
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return err == nil && !os.SameFile(old, now), err
}

// removeOldStates removes every state but the newest.
func removeOldStates(db *bbolt.DB) error {
	var old [][]byte
	err := db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(util.BoltSnapshotsBucket).ForEachBucket(func(state []byte) error {
			old = append(old, bytes.Clone(state))
			return nil
		})
	})
	if err != nil || len(old) <= 1 {
		return err
	}
	return db.Update(func(tx *bbolt.Tx) error {
		states := tx.Bucket(util.BoltSnapshotsBucket)
		for _, state := range old[:len(old)-1] { // they are in order
			if err := states.DeleteBucket(state); err != nil {
				return err
			}
		}
		return nil
	})
}
