package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// BesideFile is an open file that lies beside the store.
type BesideFile struct {
	*os.File
	Name string
	temp bool
}

// Close closes it.
func (b *BesideFile) Close() error {
	err := b.File.Close()
	if b.temp {
		err = errors.Join(err, os.Remove(b.File.Name()))
	}
	return err
}

// OpenBeside opens the regular files in a folder that leave does not want left out. Those
// that tell of this copy of the index only are left out too.
// Those that are replaced later stay what they are.
func OpenBeside(path string, leave func(name string) bool) (files []*BesideFile, err error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || isMade(e.Name(), copyFiles) || leave(e.Name()) {
			continue
		}
		f, err := os.Open(filepath.Join(path, e.Name()))
		if errors.Is(err, fs.ErrNotExist) { // gone meanwhile
			continue
		}
		if err != nil {
			return nil, errors.Join(err, CloseAll(files))
		}
		files = append(files, &BesideFile{File: f, Name: e.Name()})
	}
	return files, nil
}

// WriteBeside has write make a file that is to lie beside a store under a name.
func WriteBeside(name string, write func(io.Writer) error) (*BesideFile, error) {
	f, err := os.CreateTemp("", "newssearch-*")
	if err != nil {
		return nil, err
	}
	b := &BesideFile{File: f, Name: name, temp: true}
	err = write(f)
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// CloseAll closes files.
func CloseAll(files []*BesideFile) (err error) {
	for _, f := range files {
		err = errors.Join(err, f.Close())
	}
	return err
}
