package index

import (
	"errors"
	"os"
	"path/filepath"
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
