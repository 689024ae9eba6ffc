package index

import (
	"os"
	"path/filepath"
	"testing"
)

// What a killed program did not finish is removed, and nothing else.
func TestUnfinishedFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	ingest(t, path, numbered(0, 5))
	before, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{statisticsFile + ".123", columnsFile + ".4", suggestionsFile + ".5"} {
		if err := os.WriteFile(filepath.Join(path, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	own := filepath.Join(path, AbbreviationsFile)
	if err := os.WriteFile(own, []byte("ABC\tanh bé con\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ingest(t, path, numbered(5, 5))
	after, err := os.ReadDir(path)
	if err != nil || len(after) != len(before)+1 {
		t.Errorf("%v became %v, %v", before, after, err)
	}
	if _, err := os.Stat(own); err != nil {
		t.Error(err)
	}
}
