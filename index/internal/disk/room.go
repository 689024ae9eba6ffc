package disk

import (
	"fmt"
	"syscall"
)

const (
	// marginBytes has to be free besides what a batch takes: for root.bolt, which bbolt
	// enlarges in steps, for the files beside the store, and for whatever else is
	// written to the disk meanwhile.
	marginBytes = 8 << 20
	// fullBytes: a disk with less is taken to be the cause when something cannot be written.
	fullBytes = 1 << 20
)

// NeedRoom returns an error that matches syscall.ENOSPC when there is no room for so
// many bytes more in the index at path, with a margin. Where it cannot be told there is.
func NeedRoom(path string, bytes int64) error {
	if free, ok := Free(path); ok && free < bytes+marginBytes {
		return fmt.Errorf("%s: %w: %d MB are free, %d MB are needed", path, syscall.ENOSPC, free>>20, (bytes+marginBytes)>>20)
	}
	return nil
}
