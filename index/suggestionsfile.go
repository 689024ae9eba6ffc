package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/newssearch/newssearch/index/internal/complete"
	"github.com/newssearch/newssearch/index/internal/disk"
)

const (
	// suggestionsFile holds the table beside the segments: the number of articles
	// it was learned from in eight bytes, little endian, then a complete.Table.
	suggestionsFile   = "suggestions.bin"
	suggestionsHeader = 8
)

// savedTable is a table of completions that is read when it is first asked for:
// whoever opens an index for one query needs none.
type savedTable struct {
	table atomic.Pointer[complete.Table]
	// path is the file that is still to be read, or empty.
	mu   sync.Mutex
	path string
	log  *slog.Logger
	read atomic.Bool // nothing is to be read
}

// Store replaces the table.
func (s *savedTable) Store(t *complete.Table) {
	s.read.Store(true)
	s.table.Store(t)
}

// Load returns the table, nil when there is none yet or the saved one cannot be
// read: it is learned again.
func (s *savedTable) Load() *complete.Table {
	if s.read.Load() {
		return s.table.Load()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.path != "" && !s.read.Load() {
		t, err := readSuggestions(s.path)
		if err != nil {
			s.log.Warn("suggestions are learned again", "file", s.path, "error", err)
		} else {
			s.table.CompareAndSwap(nil, t)
		}
	}
	s.read.Store(true)
	return s.table.Load()
}

func readSuggestions(path string) (*complete.Table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(data) < suggestionsHeader {
		return nil, complete.ErrFormat
	}
	return complete.Open(data[suggestionsHeader:])
}

// saveSuggestions writes the table beside the segments.
func (x *Index) saveSuggestions(table *complete.Table) error {
	if x.path == "" || x.opts.ReadOnly {
		return nil
	}
	data := binary.LittleEndian.AppendUint64(nil, uint64(x.suggester.articles.Load()))
	if err := disk.WriteFile(filepath.Join(x.path, suggestionsFile), table.Append(data)); err != nil {
		return fmt.Errorf("save suggestions: %w", err)
	}
	return nil
}

// loadSuggestions finds out whether there is a saved table, and of how many
// articles. It is not read yet.
func (x *Index) loadSuggestions() {
	if x.path == "" {
		return
	}
	path := filepath.Join(x.path, suggestionsFile)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	var header [suggestionsHeader]byte
	if err == nil {
		_, err = io.ReadFull(f, header[:])
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		x.log.Warn("suggestions are learned again", "file", path, "error", err)
		return
	}
	x.suggester.table.path, x.suggester.table.log = path, x.log
	x.suggester.articles.Store(int64(binary.LittleEndian.Uint64(header[:])))
}
