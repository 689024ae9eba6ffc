package complete

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
)

// savedHeader is the length of what stands before the table in a file: the number of
// articles that it was learned from in eight bytes, little endian.
const savedHeader = 8

// Saved is a table that is read from its file when it is first asked for: a program that
// opens an index for one query needs none. The zero value has no table and no file. It is
// safe for concurrent use, except for Attach.
type Saved struct {
	table atomic.Pointer[Table]
	// path is the file that is still to be read, or empty.
	mu   sync.Mutex
	path string
	log  *slog.Logger
	read atomic.Bool // nothing is to be read
}

// Attach names the file to read, and returns how many articles its table was learned
// from. A file that cannot be read is as good as none; log is told of it.
func (s *Saved) Attach(path string, log *slog.Logger) (articles int64) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0
	}
	var header [savedHeader]byte
	if err == nil {
		_, err = io.ReadFull(f, header[:])
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		log.Warn("suggestions are learned again", "file", path, "error", err)
		return 0
	}
	s.path, s.log = path, log
	return int64(binary.LittleEndian.Uint64(header[:]))
}

// Store replaces the table.
func (s *Saved) Store(t *Table) {
	s.read.Store(true)
	s.table.Store(t)
}

// Load returns the table, nil when there is none yet or the saved one cannot be
// read: it is learned again.
func (s *Saved) Load() *Table {
	if s.read.Load() {
		return s.table.Load()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.path != "" && !s.read.Load() {
		t, err := ReadFile(s.path)
		if err != nil {
			s.log.Warn("suggestions are learned again", "file", s.path, "error", err)
		} else {
			s.table.CompareAndSwap(nil, t)
		}
	}
	s.read.Store(true)
	return s.table.Load()
}

// ReadFile reads the table of a file.
func ReadFile(path string) (*Table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(data) < savedHeader {
		return nil, ErrFormat
	}
	return Open(data[savedHeader:])
}

// File is the content of a file for a table that was learned from so many articles.
func (t *Table) File(articles int64) []byte {
	return t.Append(binary.LittleEndian.AppendUint64(nil, uint64(articles)))
}
