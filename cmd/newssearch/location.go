package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/pflag"

	"github.com/newssearch/newssearch/index"
)

// indexVariable is the environment variable that names the index.
const indexVariable = "NEWSSEARCH_INDEX"

// location is where the index is: every command that uses one has these flags.
type location struct {
	dir string
}

func (l *location) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&l.dir, "index", "", "folder of the index (default $"+indexVariable+", else your data folder)")
}

// path is the folder of the index, and whether it was named on the command line.
func (l *location) path() (dir string, named bool, err error) {
	if l.dir != "" {
		return l.dir, true, nil
	}
	if dir = os.Getenv(indexVariable); dir != "" {
		return dir, false, nil
	}
	data, err := dataFolder()
	if err != nil {
		return "", false, usagef("no folder for the index: %w; name one with --index", err)
	}
	return filepath.Join(data, "newssearch", "index"), false, nil
}

// dataFolder is where programs keep a person's data: $XDG_DATA_HOME, or what the
// system has for it.
func dataFolder() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return os.UserConfigDir()
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".local", "share"), nil
}

// openForWriting opens the index to change it; create says whether one that is
// not there is made.
func (l *location) openForWriting(ctx context.Context, create bool) (*index.Index, error) {
	dir, _, err := l.path()
	if err != nil {
		return nil, err
	}
	if !create {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("index %s: %w", dir, index.ErrNotFound)
		}
	}
	return index.Open(ctx, dir, index.Options{})
}

// openForReading opens the index to search it. If none was named on the command
// line and there is none in the usual place, it is the built-in sample, and
// notes is told so.
func (l *location) openForReading(ctx context.Context, notes io.Writer) (idx *index.Index, sample bool, err error) {
	dir, named, err := l.path()
	if err != nil {
		return nil, false, err
	}
	idx, err = index.Open(ctx, dir, index.Options{ReadOnly: true})
	if named || !errors.Is(err, index.ErrNotFound) {
		return idx, false, err
	}
	fmt.Fprintf(notes, "newssearch: no index at %s; searching the built-in sample (newssearch ingest takes in articles of yours)\n", dir)
	idx, err = openSample(ctx)
	return idx, true, err
}
