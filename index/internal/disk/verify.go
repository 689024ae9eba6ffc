package disk

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// StoreFolder is where bleve keeps the segments of an index.
const StoreFolder = "store"

// Verify checks the sums of the segments of an index, files in its StoreFolder,
// before it is opened for writing. The storage library writes a CRC-32 at the end
// of each segment and never reads it; its merges run in the background, where a
// damaged segment would end the program. It takes a second for about 2 GB.
func Verify(ctx context.Context, path string, files []string) error {
	for _, name := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := verifySegment(filepath.Join(path, StoreFolder, name)); err != nil {
			return err
		}
	}
	return nil
}

// verifySegment compares the sum at the end of a segment file with its bytes.
func verifySegment(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	body := info.Size() - crc32.Size
	if body < 0 {
		return fmt.Errorf("segment %s has %d bytes", filepath.Base(name), info.Size())
	}
	sum := crc32.NewIEEE()
	if _, err := io.Copy(sum, io.LimitReader(f, body)); err != nil {
		return err
	}
	var stored [crc32.Size]byte
	if _, err := io.ReadFull(f, stored[:]); err != nil {
		return err
	}
	if sum.Sum32() != binary.BigEndian.Uint32(stored[:]) {
		return fmt.Errorf("segment %s has a %w", filepath.Base(name), ErrChecksum)
	}
	return nil
}
