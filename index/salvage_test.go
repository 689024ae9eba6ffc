package index

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Of an index with a damaged article the others are saved, and that one is named.
func TestSalvage(t *testing.T) {
	path, to := filepath.Join(t.TempDir(), "index"), filepath.Join(t.TempDir(), "saved")
	ingest(t, path, numbered(0, 300))
	segments, err := filepath.Glob(filepath.Join(path, "store", "*.zap"))
	if err != nil || len(segments) != 1 {
		t.Fatal(segments, err)
	}
	data, err := os.ReadFile(segments[0])
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/20] ^= 1 // stored articles come first in a segment
	if err := os.WriteFile(segments[0], data, 0o600); err != nil {
		t.Fatal(err)
	}
	lost := map[string]bool{}
	result, err := Salvage(t.Context(), path, to, Options{}, func(id string, _ error) { lost[id] = true })
	if err != nil || len(lost) == 0 || result.Added+len(lost) != 300 {
		t.Fatalf("%d saved, lost %v, %v", result.Added, lost, err)
	}
	x, err := Open(t.Context(), to, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for _, a := range numbered(0, 300) {
		got, err := x.Get(t.Context(), a.ID)
		switch {
		case lost[a.ID] && !errors.Is(err, ErrNotFound):
			t.Errorf("%s was lost: %v", a.ID, err)
		case !lost[a.ID] && (err != nil || got.Body != a.Body):
			t.Errorf("%s: %v", a.ID, err)
		}
	}
	if _, err := Salvage(t.Context(), path, to, Options{}, nil); !errors.Is(err, ErrNotEmpty) {
		t.Error(err)
	}
}

// When the file of a segment is missing, the articles of the others are saved.
func TestSalvageMissingSegment(t *testing.T) {
	open, path, to := filepath.Join(t.TempDir(), "open"), filepath.Join(t.TempDir(), "index"), filepath.Join(t.TempDir(), "saved")
	x, err := Open(t.Context(), open, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for from := 0; from < 60; from += 20 {
		if _, err := x.Put(t.Context(), numbered(from, from+20)); err != nil {
			t.Fatal(err)
		}
	}
	copyFolder(t, open, path) // as if it ended now: each batch has a file
	segments, err := filepath.Glob(filepath.Join(path, "store", "*.zap"))
	if err != nil || len(segments) < 3 {
		t.Fatal(segments, err)
	}
	before := statsOf(t, x).Articles
	removed := ""
	for _, file := range segments { // some may be merged already
		if err := os.Rename(file, file+".away"); err != nil {
			t.Fatal(err)
		}
		if x, err := Open(t.Context(), path, Options{ReadOnly: true}); err == nil {
			if err := errors.Join(x.Close(), os.Rename(file+".away", file)); err != nil {
				t.Fatal(err)
			}
			continue
		}
		removed = filepath.Base(file)
		break
	}
	var lost []error
	result, err := Salvage(t.Context(), path, to, Options{}, func(_ string, err error) { lost = append(lost, err) })
	if err != nil || len(lost) != 1 || !strings.Contains(lost[0].Error(), removed) {
		t.Fatal(lost, err)
	}
	if result.Added == 0 || result.Added >= before {
		t.Errorf("saved %d of %d", result.Added, before)
	}
	if got := statsOfPath(t, to).Articles; got != result.Added {
		t.Errorf("%d articles in the new index, %d were told", got, result.Added)
	}
}
