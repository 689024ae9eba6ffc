package index

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// columnsRead returns what a reader of the index sees of its saved columns, by
// the articles' IDs, and how many segments had theirs in the file.
func columnsRead(t *testing.T, path string) (values map[string]string, saved int) {
	t.Helper()
	x, err := Open(t.Context(), path, Options{ReadOnly: true, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	v, err := x.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer v.release()
	values = map[string]string{}
	for _, seg := range v.Segments {
		if print, ok := seg.Fingerprint(); ok && x.columns[print].Lengths != nil {
			saved++
		}
		for doc := range uint32(seg.Docs) {
			id, err := seg.ID(doc)
			if err != nil {
				t.Fatal(err)
			}
			line := fmt.Sprint(seg.Length(doc))
			for _, name := range savedColumns {
				column, err := seg.Numbers(name)
				if err != nil {
					t.Fatal(err)
				}
				line += fmt.Sprint(" ", column[doc])
			}
			values[id] = line
		}
	}
	return values, saved
}

func TestSavedColumnsAreThoseOfTheSegments(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	articles := numbered(0, 2000)
	for i := range articles {
		if i%3 > 0 {
			articles[i].Published = time.Date(2018, 3, 12, 7, i, 0, 0, time.UTC)
		}
	}
	ingest(t, path, articles)
	file := filepath.Join(path, columnsFile)
	with, saved := columnsRead(t, path)
	if saved == 0 {
		t.Fatal("no segment is in the file")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	without := func(what string, change func()) {
		t.Helper()
		change()
		got, saved := columnsRead(t, path)
		if saved != 0 {
			t.Errorf("%s: %d segments are read from it", what, saved)
		}
		if len(got) != len(articles) {
			t.Errorf("%s: %d articles, want %d", what, len(got), len(articles))
		}
		for id, want := range with {
			if got[id] != want {
				t.Fatalf("%s: %s has %s, saved is %s", what, id, got[id], want)
			}
		}
	}
	write := func(b []byte) func() {
		return func() {
			if err := os.WriteFile(file, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	without("no file", func() { _ = os.Remove(file) })
	without("an empty file", write(nil))
	without("a cut file", write(data[:len(data)/2]))
	flipped := slices.Clone(data)
	flipped[len(flipped)/2] ^= 1
	without("a flipped bit", write(flipped))
	other := slices.Clone(data)
	other[len(columnsMagic)]++ // other weights
	without("other weights", write(other))

	// Articles put later are not in the file as it was.
	ingest(t, path, numbered(2000, 10))
	articles = append(articles, numbered(2000, 10)...)
	if with, saved = columnsRead(t, path); saved == 0 || len(with) != len(articles) {
		t.Errorf("after more articles %d segments are in the file, %d articles of %d", saved, len(with), len(articles))
	}
	without("the old file", func() {
		write(data)()
		if err := os.Remove(filepath.Join(path, disk.ListingFile)); err != nil { // a killed writer leaves none
			t.Fatal(err)
		}
		// It may know the large segment still; what counts are the numbers.
		if got, _ := columnsRead(t, path); len(got) != len(with) || got["bai-5"] != with["bai-5"] || got["bai-2005"] != with["bai-2005"] {
			t.Error("the old file changes the numbers")
		}
		_ = os.Remove(file)
	})
}
