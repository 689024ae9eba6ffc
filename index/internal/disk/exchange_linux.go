package disk

import (
	"errors"

	"golang.org/x/sys/unix"
)

// Exchange puts the folder made where path is, and path where made was, at once.
func Exchange(made, path string) error {
	err := unix.Renameat2(unix.AT_FDCWD, made, unix.AT_FDCWD, path, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) { // not on this file system
		return exchangeInSteps(made, path)
	}
	return err
}
