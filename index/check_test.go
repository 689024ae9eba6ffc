package index

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// Check names the file of which a bit was flipped, and nothing else.
func TestCheck(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	ingest(t, path, numbered(0, 600))
	check := func(deep bool) Checked {
		t.Helper()
		x, err := Open(t.Context(), path, Options{ReadOnly: true, Unverified: true})
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		c, err := x.Check(t.Context(), deep)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, deep := range []bool{false, true} {
		if c := check(deep); len(c.Faults) > 0 || c.Articles != 600 {
			t.Errorf("deep %t: %+v", deep, c)
		}
	}
	files := []string{statisticsFile, columnsFile, suggestionsFile}
	for name := range segmentFiles(t, path) {
		files = append(files, filepath.Join(disk.StoreFolder, name))
	}
	for _, name := range files {
		file := filepath.Join(path, name)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		data[len(data)/3] ^= 4
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if c := check(false); len(c.Faults) != 1 || c.Faults[0].File != name {
			t.Errorf("a bit of %s is flipped: %+v", name, c)
		}
		data[len(data)/3] ^= 4
		if slices.Contains(ownFiles, name) {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			if c := check(false); len(c.Faults) != 1 || c.Faults[0].File != name {
				t.Errorf("%s is missing: %+v", name, c)
			}
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
