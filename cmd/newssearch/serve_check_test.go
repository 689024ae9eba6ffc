package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

// A server finds damage that comes after it has opened the index, by itself.
func TestKeepChecking(t *testing.T) {
	dir := threeIndexed(t)
	x, err := index.Open(t.Context(), dir, index.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	said := func() string {
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		var out bytes.Buffer
		(&service{Index: x, dir: dir}).keepChecking(ctx, 0, time.Hour, slog.New(slog.NewTextHandler(&out, nil)))
		return out.String()
	}
	if s := said(); !strings.Contains(s, "as they were written") || strings.Contains(s, "level=ERROR") {
		t.Errorf("of a whole index it says %q", s)
	}
	segments, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatal(segments, err)
	}
	f, err := os.OpenFile(segments[0], os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte{0xff, 0x00}, info.Size()-2); err != nil { // of the checksum: everything can be read
		t.Fatal(err)
	}
	f.Close()
	if s := said(); !strings.Contains(s, "level=ERROR") || !strings.Contains(s, filepath.Base(segments[0])) {
		t.Errorf("of a damaged index it says %q", s)
	}
}
