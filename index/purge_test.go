package index

import (
	"os"
	"path/filepath"
	"testing"
)

// Files are removed only of the index whose states were read.
func TestIsReplaced(t *testing.T) {
	name := filepath.Join(t.TempDir(), statesFile)
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	check := func(what string, want bool) {
		t.Helper()
		if got, err := isReplaced(file); err != nil || got != want {
			t.Errorf("%s: %t, %v", what, got, err)
		}
	}
	check("untouched", false)
	if err := os.Rename(name, name+".old"); err != nil {
		t.Skip(err) // an open file cannot be moved everywhere
	}
	check("moved away", true)
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	check("another in its place", true)
}

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
