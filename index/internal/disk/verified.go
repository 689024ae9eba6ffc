package disk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Opening is how a store is opened.
type Opening struct {
	ReadOnly bool
	// Unverified: sums are not compared when it is opened for reading.
	Unverified bool
	// Made names the files beside the store that are made again when they are missing.
	Made []string
}

// OpenVerified opens the store when it is in the state that was stored last, its files are
// those of the ListingFile, and their sums are right. Opening it for writing removes those
// of Made that are of another index. From then on until Purge there is no listing.
func OpenVerified(ctx context.Context, path string, o Opening) (*Store, error) {
	s, files, err := OpenWhole(path)
	if err != nil || o.ReadOnly && o.Unverified {
		return s, err
	}
	strays, err := Exchanged(path, o.Made)
	if err == nil {
		err = refuse(strays, o.ReadOnly, o.Made)
	}
	switch {
	case err != nil:
	case o.ReadOnly:
		err = VerifyOnce(ctx, path, files)
	default:
		err = Verify(ctx, path, files)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if o.ReadOnly {
		return s, nil
	}
	if err := errors.Join(s.Close(), removeFiles(path, append(strays, ListingFile))); err != nil {
		return nil, err
	}
	return Open(path, false)
}

// refuse returns an error for the first file that was exchanged. A writer makes those of
// made again.
func refuse(strays []string, readOnly bool, made []string) error {
	for _, name := range strays {
		if readOnly || !slices.Contains(made, name) {
			return fmt.Errorf("%s: %w", name, ErrExchanged)
		}
	}
	return nil
}

// removeFiles removes files beside the store that are there.
func removeFiles(path string, names []string) error {
	for _, name := range names {
		if err := os.Remove(filepath.Join(path, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return SyncFolder(path)
}
