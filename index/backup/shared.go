package backup

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"

	"github.com/newssearch/newssearch/index/internal/sumtar"
)

// writeShared writes the file that r gives to path, unless the file shared has the same
// bytes: then path becomes another name of that. It returns how many bytes were written,
// all of which were read again.
func writeShared(path string, f sumtar.File, r io.Reader, shared string) (written int64, err error) {
	if shared != "" {
		if info, err := os.Stat(shared); err != nil || info.Size() != f.Size {
			shared = ""
		}
	}
	w := &sharing{path: path, mode: f.Mode, sum: sha256.New()}
	defer func() { _ = w.close() }()
	if shared == "" {
		if err := w.create(); err != nil {
			return 0, err
		}
	} else if w.old, err = os.Open(shared); err != nil {
		return 0, err
	}
	if _, err := io.Copy(w, r); err != nil {
		return 0, err
	}
	if w.old != nil {
		if os.Link(shared, path) == nil {
			return 0, nil
		}
		if err := w.differ(); err != nil { // where files have one name only
			return 0, err
		}
	}
	return f.Size, w.finish()
}

// sharing writes a file, from the first byte on that another file has not.
type sharing struct {
	path string
	mode fs.FileMode
	old  *os.File // nil once it differs
	same int64    // bytes that are the same
	new  *os.File
	sum  hash.Hash
	part []byte
}

func (s *sharing) create() (err error) {
	s.new, err = os.OpenFile(s.path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	return err
}

func (s *sharing) Write(p []byte) (int, error) {
	if s.old != nil {
		s.part = append(s.part[:0], p...)
		if n, err := io.ReadFull(s.old, s.part); err == nil && bytes.Equal(s.part[:n], p) {
			s.same += int64(n)
			return len(p), nil
		}
		if err := s.differ(); err != nil {
			return 0, err
		}
	}
	_, _ = s.sum.Write(p) // never fails
	return s.new.Write(p)
}

// differ begins the new file with the bytes that are the same.
func (s *sharing) differ() error {
	if err := s.create(); err != nil {
		return err
	}
	if _, err := s.old.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.CopyN(io.MultiWriter(s.new, s.sum), s.old, s.same)
	_ = s.old.Close()
	s.old = nil
	return err
}

// finish has the new file survive a power cut, and reads it again.
func (s *sharing) finish() error {
	if err := s.new.Sync(); err != nil {
		return err
	}
	if _, err := s.new.Seek(0, io.SeekStart); err != nil {
		return err
	}
	again := sha256.New()
	if _, err := io.Copy(again, s.new); err != nil {
		return err
	}
	if !bytes.Equal(again.Sum(nil), s.sum.Sum(nil)) {
		return fmt.Errorf("%s reads differently from what was written: %w", s.path, ErrNotWhole)
	}
	return s.new.Chmod(s.mode)
}

func (s *sharing) close() (err error) {
	for _, f := range []*os.File{s.old, s.new} {
		if f != nil {
			err = f.Close()
		}
	}
	return err
}
