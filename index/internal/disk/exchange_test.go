package disk

import (
	"os"
	"path/filepath"
	"testing"
)

func TestExchangeInSteps(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	for path, name := range map[string]string{a: "new", b: "old"} {
		if err := os.Mkdir(path, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(path, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := exchangeInSteps(a, b); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(b, "new")); err != nil {
		t.Error(err)
	}
	if err := exchangeInSteps(filepath.Join(dir, "missing"), b); err == nil {
		t.Error("no error without a new folder")
	}
	if _, err := os.Stat(filepath.Join(b, "new")); err != nil {
		t.Errorf("after a failed exchange: %v", err)
	}
}
