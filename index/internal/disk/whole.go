package disk

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/util"
	"go.etcd.io/bbolt"
)

// OpenWhole opens the store for reading and refuses one that is not in the state
// that was stored last: bleve shows an earlier one, or none, where it cannot read
// that, and once it writes it deletes the files of what came later. files are the
// names of the segments' files.
func OpenWhole(path string) (s *Store, files []string, err error) {
	defer Recover(&err)
	defer PanicOnFault()()
	db, err := openStates(filepath.Join(path, StoreFolder, statesFile))
	if err != nil {
		return nil, nil, lockedFault(err)
	}
	// While it is open nobody can write.
	defer func() { err = errors.Join(err, db.Close()) }()
	if files, err = newestState(db); err != nil {
		return nil, nil, lockedFault(err)
	}
	if s, err = Open(path, true); err != nil {
		return nil, nil, err
	}
	opened, err := filesOf(s)
	if err == nil && !slices.Equal(opened, files) {
		err = fmt.Errorf("of the files %q only %q can be read", files, opened)
	}
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return s, files, nil
}

// SegmentFile is the name of the file of a segment.
func SegmentFile(number uint64) string { return fmt.Sprintf("%012x"+SegmentExtension, number) }

// filesOf returns the names of the files of the segments that s shows, in order.
func filesOf(s *Store) ([]string, error) {
	reader, err := s.scorch.Reader()
	if err != nil {
		return nil, err
	}
	defer func() { _ = reader.Close() }()
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("the index is a %T", reader)
	}
	var files []string
	for _, seg := range snapshot.Segments() {
		files = append(files, SegmentFile(seg.Id()))
	}
	slices.Sort(files)
	return files, nil
}

// openStates opens the file in which bleve keeps which segments make up the index.
func openStates(name string) (*bbolt.DB, error) {
	timeout, err := time.ParseDuration(lockTimeout)
	if err != nil {
		return nil, err
	}
	return bbolt.Open(name, 0o600, &bbolt.Options{
		ReadOnly: true, Timeout: timeout,
		OpenFile: func(name string, _ int, mode os.FileMode) (*os.File, error) {
			return os.OpenFile(name, os.O_RDONLY, mode)
		},
	})
}

// newestState returns the names of the files of the newest state, in order.
func newestState(db *bbolt.DB) (files []string, err error) {
	info, err := os.Stat(db.Path())
	if err != nil {
		return nil, err
	}
	err = db.View(func(tx *bbolt.Tx) error {
		if info.Size() < tx.Size() {
			return fmt.Errorf("%s has %d of %d bytes", db.Path(), info.Size(), tx.Size())
		}
		states := tx.Bucket(util.BoltSnapshotsBucket)
		if states == nil {
			return errors.New("no state is stored")
		}
		newest, _ := states.Cursor().Last()
		state := states.Bucket(newest)
		if state == nil {
			return errors.New("no state is stored")
		}
		return state.ForEachBucket(func(segment []byte) error {
			if file := state.Bucket(segment).Get(util.BoltPathKey); file != nil {
				files = append(files, strings.Clone(string(file)))
			}
			return nil
		})
	})
	slices.Sort(files)
	return files, err
}
