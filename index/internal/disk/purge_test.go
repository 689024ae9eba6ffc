package disk

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
