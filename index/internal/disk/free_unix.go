//go:build linux || darwin

package disk

import "golang.org/x/sys/unix"

// Free returns how many bytes can be written where path is, if that can be told.
func Free(path string) (bytes int64, ok bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(path, &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true //nolint:unconvert // Bsize is narrower on other systems
}
