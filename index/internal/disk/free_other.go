//go:build !linux && !darwin

package disk

// Free returns how many bytes can be written where path is, if that can be told.
func Free(string) (bytes int64, ok bool) { return 0, false }
