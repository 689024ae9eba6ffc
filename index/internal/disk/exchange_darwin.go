package disk

import (
	"errors"

	"golang.org/x/sys/unix"
)

// Exchange puts the folder made where path is, and path where made was, at once.
func Exchange(made, path string) error {
	err := unix.RenamexNp(made, path, unix.RENAME_SWAP)
	if errors.Is(err, unix.ENOTSUP) { // not on this file system
		return exchangeInSteps(made, path)
	}
	return err
}
