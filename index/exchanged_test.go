package index

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// Files that are whole and belong to another index, or to an earlier state of this one,
// are named when the index is opened.
func TestExchangedFiles(t *testing.T) {
	dir := t.TempDir()
	path, foreign, earlier := filepath.Join(dir, "index"), filepath.Join(dir, "foreign"), filepath.Join(dir, "earlier")
	ingest(t, foreign, numbered(5000, 5400))
	ingest(t, path, numbered(0, 300))
	copyFolder(t, path, earlier)
	ingest(t, path, numbered(300, 350))
	segments := func(path string) []string {
		found, err := filepath.Glob(filepath.Join(path, disk.StoreFolder, "*.zap"))
		if err != nil || len(found) == 0 {
			t.Fatal(found, err)
		}
		return found
	}
	states := filepath.Join(disk.StoreFolder, "root.bolt")
	segment, err := filepath.Rel(path, segments(path)[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, file, from string }{
		{"a segment of another index", segment, segments(foreign)[0]},
		{"the states of another index", states, filepath.Join(foreign, states)},
		{"the states of an earlier day", states, filepath.Join(earlier, states)},
		{"the statistics of another index", statisticsFile, filepath.Join(foreign, statisticsFile)},
		{"the statistics of an earlier day", statisticsFile, filepath.Join(earlier, statisticsFile)},
		{"the columns of another index", columnsFile, filepath.Join(foreign, columnsFile)},
		{"the completions of another index", suggestionsFile, filepath.Join(foreign, suggestionsFile)},
		{"the list of another index", disk.ListingFile, filepath.Join(foreign, disk.ListingFile)},
	} {
		t.Run(c.name, func(t *testing.T) {
			damaged := filepath.Join(t.TempDir(), "index")
			copyFolder(t, path, damaged)
			data, err := os.ReadFile(c.from)
			if err == nil {
				err = os.WriteFile(filepath.Join(damaged, c.file), data, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Open(t.Context(), damaged, Options{ReadOnly: true}); !errors.Is(err, ErrDamaged) {
				t.Errorf("opened for reading: %v", err)
			}
			x, err := Open(t.Context(), damaged, Options{})
			if made := filepath.Dir(c.file) == "." && c.file != disk.ListingFile; !made {
				if !errors.Is(err, ErrDamaged) {
					t.Errorf("opened for writing: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatalf("opened for writing: %v", err)
			}
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			if x, err = Open(t.Context(), damaged, Options{ReadOnly: true}); err != nil {
				t.Fatalf("made again by a writer: %v", err)
			}
			defer x.Close()
			if got, want := statsOf(t, x), statsOfPath(t, path); got.Syllables != want.Syllables || got.Pairs != want.Pairs {
				t.Errorf("made again: %d syllables and %d pairs, want %d and %d", got.Syllables, got.Pairs, want.Syllables, want.Pairs)
			}
		})
	}
}

// A segment in which a bit has changed is found by whoever opens the index for reading,
// though its sum was right before.
func TestReaderFindsChangedSegment(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	ingest(t, path, numbered(0, 300))
	open := func() error {
		x, err := Open(t.Context(), path, Options{ReadOnly: true})
		if err == nil {
			err = x.Close()
		}
		return err
	}
	for range 2 { // the second time it is remembered
		if err := open(); err != nil {
			t.Fatal(err)
		}
	}
	for name := range segmentFiles(t, path) {
		file := filepath.Join(path, disk.StoreFolder, name)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		data[len(data)/2] ^= 1
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		// It is found where the time of the change is set back too.
		if info, err := os.Stat(file); err != nil {
			t.Fatal(err)
		} else if err := os.Chtimes(file, time.Time{}, info.ModTime().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
		if err := open(); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), name) {
			t.Errorf("opened with a changed %s: %v", name, err)
		}
	}
}

// copyFolder copies the files below a folder.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil && !errors.Is(err, fs.ErrExist) {
		t.Fatal(err)
	}
}

func statsOf(t *testing.T, x *Index) Stats {
	t.Helper()
	s, err := x.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func statsOfPath(t *testing.T, path string) Stats {
	t.Helper()
	x, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	return statsOf(t, x)
}
