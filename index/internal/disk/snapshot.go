package disk

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Snapshot is one state of a store, which can be copied while the store goes on
// changing: the files of its segments stay until Release.
type Snapshot struct {
	store  string // folder
	reader bleveindex.CopyReader
}

// Snapshot holds the present state. A batch that is being written may be part of it.
func (s *Store) Snapshot() (*Snapshot, error) {
	if err := s.Failure(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStopped, err)
	}
	reader, ok := s.scorch.CopyReader().(*scorch.IndexSnapshot)
	if !ok || reader == nil {
		return nil, errors.New("the store is closed")
	}
	return &Snapshot{filepath.Join(s.path, StoreFolder), reader}, nil
}

// Release lets the store remove files again.
func (s *Snapshot) Release() error { return s.reader.CloseCopyReader() }

// Copy writes the files that make up the state: segments first, then the file that
// lists them. create is told the name of each, with slashes, below the folder of the
// index, and how many bytes it has. The checksum of each segment is compared while it
// is copied, and the last bytes of one whose sum is wrong are not written.
func (s *Snapshot) Copy(create func(name string, size int64) (io.Writer, error)) (err error) {
	defer Recover(&err)
	defer PanicOnFault()()
	states, err := os.CreateTemp("", statesFile+".*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(states.Name())) }()
	c := &copying{store: s.store, states: states, create: create}
	err = s.reader.CopyTo(c)
	if c.failed != nil {
		return c.failed
	}
	if err != nil {
		return err
	}
	f, err := os.Open(states.Name()) // CopyTo has closed states
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	w, err := create(path.Join(StoreFolder, statesFile), info.Size())
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}

// copying is the directory that scorch copies a state to.
type copying struct {
	store  string
	states *os.File
	create func(name string, size int64) (io.Writer, error)
	failed error // the first; scorch does not look at all of them, and gives others as text
}

func (c *copying) fail(err error) error {
	if c.failed == nil {
		c.failed = err
	}
	return err
}

// GetWriter implements bleve's Directory. Scorch writes its list of segments to a
// file only.
func (c *copying) GetWriter(name string) (io.WriteCloser, error) {
	base := filepath.Base(name)
	if base == statesFile {
		return c.states, nil
	}
	info, err := os.Stat(filepath.Join(c.store, base))
	if errors.Is(err, fs.ErrNotExist) {
		return &unwritten{name: base, to: c}, nil
	}
	if err != nil {
		return nil, c.fail(err)
	}
	return c.segment(base, info.Size())
}

func (c *copying) segment(base string, size int64) (io.WriteCloser, error) {
	w, err := c.create(path.Join(StoreFolder, base), size)
	if err != nil {
		return nil, c.fail(err)
	}
	return &sealed{name: base, to: c, w: w, body: max(size-crc32.Size, 0), sum: crc32.NewIEEE()}, nil
}

// unwritten is a segment that is in memory only: its size is known at its end.
type unwritten struct {
	bytes.Buffer
	name string
	to   *copying
}

func (u *unwritten) Close() error {
	w, err := u.to.segment(u.name, int64(u.Len()))
	if err == nil {
		_, err = u.WriteTo(w)
	}
	return err
}

// sealed is a segment being copied, whose last bytes are the sum of all before them.
type sealed struct {
	name string
	to   *copying
	w    io.Writer
	body int64 // what is left of it
	sum  hash.Hash32
	end  []byte
}

func (s *sealed) Write(p []byte) (int, error) {
	body := p[:min(s.body, int64(len(p)))]
	_, _ = s.sum.Write(body) // never fails
	s.body -= int64(len(body))
	s.end = append(s.end, p[len(body):]...)
	if len(s.end) >= crc32.Size && binary.BigEndian.Uint32(s.end) != s.sum.Sum32() {
		return 0, s.to.fail(fmt.Errorf("segment %s has a %w", s.name, ErrChecksum))
	}
	n, err := s.w.Write(p)
	if err != nil {
		_ = s.to.fail(err)
	}
	return n, err
}

func (s *sealed) Close() error { return nil }
