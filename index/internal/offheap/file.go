package offheap

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// ReadFile reads a whole file into a region, and returns its bytes in there.
func ReadFile(path string) (*Region, []byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() || info.Size() != int64(int(info.Size())) {
		return nil, nil, fmt.Errorf("%s: %w", path, errors.ErrUnsupported)
	}
	r := Alloc(int(info.Size()))
	data := Carve[uint8](r, int(info.Size()))
	if _, err := io.ReadFull(f, data); err != nil {
		r.Free()
		return nil, nil, fmt.Errorf("read %s: %w", path, err)
	}
	return r, data, nil
}
