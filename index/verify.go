package index

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// storeFolder is where bleve keeps the segments of an index.
const storeFolder = "store"

// verify checks the sums of all segments before an index is opened for
// writing. The storage library writes a CRC-32 at the end of each segment and
// never reads it; its merges run in the background, where a damaged segment
// would end the program. It takes a second for about 2 GB.
func verify(path string) error {
	files, err := filepath.Glob(filepath.Join(path, storeFolder, "*.zap"))
	if err != nil {
		return fmt.Errorf("check index %s: %w", path, err)
	}
	damaged := map[string]error{}
	for _, name := range files {
		if err := verifySegment(name); err != nil {
			damaged[filepath.Base(name)] = err
		}
	}
	if len(damaged) == 0 {
		return nil
	}
	// A segment that was being written when the program was killed is not part of the index.
	used, err := segmentsInUse(path)
	if err != nil {
		return err
	}
	for _, name := range used {
		if err := damaged[name]; err != nil {
			return fmt.Errorf("%s: %w: %w", path, ErrDamaged, err)
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
		return fmt.Errorf("segment %s has a wrong checksum", filepath.Base(name))
	}
	return nil
}

// segmentsInUse returns the file names of the segments that belong to an index.
func segmentsInUse(path string) (names []string, err error) {
	b, err := openBleve(path, map[string]any{"bolt_timeout": lockTimeout, "read_only": true})
	if err != nil {
		return nil, err
	}
	defer func() {
		if closeErr := b.Close(); err == nil {
			err = closeErr
		}
	}()
	advanced, err := b.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return nil, err
	}
	defer func() { _ = reader.Close() }()
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("%s: %w", path, ErrSchema)
	}
	for _, s := range snapshot.Segments() {
		if file, ok := s.Segment().(segment.PersistedSegment); ok {
			names = append(names, filepath.Base(file.Path()))
		}
	}
	return names, nil
}
