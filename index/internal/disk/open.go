package disk

import (
	"errors"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	bolterrors "go.etcd.io/bbolt/errors"
)

// MetaFile is the file that bleve writes first into an index.
const MetaFile = "index_meta.json"

// lockTimeout is how long Open waits for another process to let go of the
// index: long enough for a command that is just ending, short enough for a
// person who waits.
const lockTimeout = "1s"

// ErrLocked means that another process has the store open in a way that excludes this one.
var ErrLocked = errors.New("store is in use by another process")

// Open opens the store of the index at path. The error matches ErrLocked or ErrKind
// where they apply; most others mean that files cannot be read.
func Open(path string, readOnly bool) (*Store, error) {
	s := &Store{path: path, failed: make(chan struct{}), closing: make(chan struct{})}
	b, err := openBleve(path, readOnly)
	if err != nil {
		return nil, err
	}
	if err := s.attach(b); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	if !readOnly {
		open.Store(storePath(path), s)
	}
	return s, nil
}

func openBleve(path string, readOnly bool) (b bleve.Index, err error) {
	defer Recover(&err)
	b, err = bleve.OpenUsing(path, map[string]any{
		"bolt_timeout": lockTimeout, "read_only": readOnly, "scorchMergePlanOptions": mergePlan(),
		"eventCallbackName": callbacks, "asyncErrorCallbackName": callbacks,
	})
	return b, lockedFault(err)
}

func lockedFault(err error) error {
	if errors.Is(err, bolterrors.ErrTimeout) {
		return fmt.Errorf("%w: %w", ErrLocked, err)
	}
	return err
}
