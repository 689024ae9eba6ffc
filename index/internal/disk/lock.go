package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// Lock takes the lock of a file, which is made if it is not there. The error matches
// ErrLocked when another has it. The system releases it when the process ends.
func Lock(path string) (unlock func() error, err error) {
	l := flock.New(path, flock.SetPermissions(0o600))
	switch had, err := l.TryLock(); {
	case err != nil:
		return nil, err
	case !had:
		return nil, fmt.Errorf("%s: %w", path, ErrLocked)
	}
	return l.Close, nil
}

// LockStore keeps the index at path from being opened, whether its files can be read or
// not. The error matches ErrLocked when it is open.
func LockStore(path string) (unlock func() error, err error) {
	states := filepath.Join(path, StoreFolder, statesFile)
	if _, err := os.Stat(states); errors.Is(err, fs.ErrNotExist) {
		return func() error { return nil }, nil // nobody can have it open
	}
	return Lock(states)
}
