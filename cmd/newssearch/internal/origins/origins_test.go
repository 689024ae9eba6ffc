package origins

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest"
)

// read notes articles as if they had come from files.
func read(from map[string][]string, failed ...string) *Origins {
	o := New()
	for range o.Note(func(yield func(ingest.Record) bool) {
		for path, ids := range from {
			for _, id := range ids {
				yield(ingest.Record{Article: index.Article{ID: id}, Origin: ingest.Origin{Path: path}})
			}
		}
		for _, path := range failed {
			yield(ingest.Record{Err: errors.New("broken"), Origin: ingest.Origin{Path: path}})
		}
	}) {
	}
	return o
}

// Articles are gone when no file below the roots has them any more; what could not be read
// and what lies elsewhere keeps its articles.
func TestMergeTellsWhatIsGone(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	known := read(map[string][]string{
		at("a"): {"1", "2"}, at("b"): {"3"}, at("c"): {"4"}, at("d"): {"2"}, filepath.Join(t.TempDir(), "e"): {"5"},
	})
	gone := known.Merge(read(map[string][]string{at("a"): {"1"}, at("d"): {"2"}}, at("c")), []string{folder})
	if !slices.Equal(gone, []string{"3"}) {
		t.Errorf("gone are %v, want 3 alone", gone)
	}
	if gone := known.Merge(read(nil, at("c")), []string{folder}); !slices.Equal(slices.Sorted(slices.Values(gone)), []string{"1", "2"}) {
		t.Errorf("then gone are %v, want 1 and 2", gone)
	}
}

func TestSaveAndLoad(t *testing.T) {
	folder := t.TempDir()
	write := func(path string, content func(io.Writer) error) error {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		return errors.Join(content(f), f.Close())
	}
	if err := read(map[string][]string{"a": {"1", "2"}}).Save(folder, write); err != nil {
		t.Fatal(err)
	}
	again, err := Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	path, _ := filepath.Abs("a")
	if !slices.Equal(again.ids[path], []string{"1", "2"}) {
		t.Errorf("loaded %v", again.ids)
	}
}
