package keys

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestFile(t *testing.T) {
	dir := t.TempDir()
	f := Open(dir)
	if _, ok := f.Check("newssearch_x"); ok {
		t.Error("a key without a file")
	}
	secret, err := f.Add("tòa soạn", Write)
	if err != nil || len(secret) < 20 {
		t.Fatal(secret, err)
	}
	reader, err := f.Add("bạn đọc", Read)
	if err != nil {
		t.Fatal(err)
	}
	server := Open(dir) // another process
	if k, ok := server.Check(secret); !ok || k.Name != "tòa soạn" || k.Role != Write {
		t.Errorf("%+v, %v", k, ok)
	}
	if k, ok := server.Check(reader); !ok || k.Role != Read {
		t.Errorf("%+v, %v", k, ok)
	}
	for _, wrong := range []string{"", "x", secret + "x", secret[:len(secret)-1], strings.ToLower(secret)} {
		if k, ok := server.Check(wrong); ok {
			t.Errorf("%q is the key %+v", wrong, k)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil || strings.Contains(string(data), secret) || strings.Contains(string(data), strings.TrimPrefix(secret, prefix)) {
		t.Errorf("%s, %v", data, err)
	}
	if info, err := os.Stat(filepath.Join(dir, FileName)); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("%v, %v", info, err)
	}
	if _, err := f.Add("tòa soạn", Read); !errors.Is(err, ErrExists) {
		t.Error(err)
	}
	if _, err := f.Add("x", "admin"); err == nil {
		t.Error("a role that does not exist")
	}
	if err := f.Remove("tòa soạn"); err != nil {
		t.Fatal(err)
	}
	if _, ok := server.Check(secret); ok {
		t.Error("a key that was removed")
	}
	if err := f.Remove("tòa soạn"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if list, err := f.List(); err != nil || len(list) != 1 || list[0].Name != "bạn đọc" {
		t.Errorf("%+v, %v", list, err)
	}
}
