package disk

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Whatever byte of a sealed file is changed or cut off, it is noticed.
func TestSealNoticesEveryChange(t *testing.T) {
	const header = "nstest1"
	content := []byte("mười hai con số")
	data := Seal(append([]byte(header), content...))
	got, err := Unseal(data, header)
	if err != nil || !bytes.Equal(got, content) {
		t.Fatalf("got %q, %v", got, err)
	}
	for i := range data {
		changed := bytes.Clone(data)
		changed[i] ^= 1
		want := ErrChecksum
		if i < len(header) {
			want = ErrHeader
		}
		if _, err := Unseal(changed, header); !errors.Is(err, want) {
			t.Errorf("byte %d changed: %v, want %v", i, err, want)
		}
		if _, err := Unseal(data[:i], header); err == nil {
			t.Errorf("cut to %d bytes: no error", i)
		}
	}
}

func TestCheckSeal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := CheckSeal(path); err != nil {
		t.Errorf("no file: %v", err)
	}
	for _, c := range []struct {
		data []byte
		want error
	}{{Seal([]byte("abc")), nil}, {[]byte("abcdefgh"), ErrChecksum}, {[]byte("ab"), ErrHeader}, {nil, ErrHeader}} {
		if err := os.WriteFile(path, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := CheckSeal(path); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%q: %v, want %v", c.data, err, c.want)
		}
	}
}
