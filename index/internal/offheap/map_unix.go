//go:build unix && !aix && !solaris

package offheap

import "golang.org/x/sys/unix"

// mapMemory returns size bytes of zeros, in pages of their own. All of them are
// going to be written, so the system had better make them at once.
func mapMemory(size int) ([]byte, error) {
	return unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE|populate)
}

// unmapMemory gives them back. It fails only for what was not mapped.
func unmapMemory(data []byte) { _ = unix.Munmap(data) }
