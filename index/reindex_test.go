package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// reindexable is a closed index on disk with schema as its version.
func reindexable(t *testing.T, schema string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "news")
	x, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for batch := range slices.Chunk(sampleArticles(t), 30) {
		if _, err := x.Put(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := x.Delete(t.Context(), "metro-so-1"); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(setSchema(x, schema), x.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// setSchema makes x say that it has that schema.
func setSchema(x *Index, schema string) error {
	batch := bleveindex.NewBatch()
	batch.SetInternal(keySchema, []byte(schema))
	return x.disk.Batch(batch)
}

func TestReindex(t *testing.T) {
	for _, schema := range []string{schemaVersion, "1"} {
		path := reindexable(t, schema)
		if x, err := Open(t.Context(), path, Options{}); schema != schemaVersion && !errors.Is(err, ErrSchema) {
			t.Fatalf("schema %s: Open: %v, want ErrSchema", schema, err)
		} else if x != nil {
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
		}
		// What an earlier attempt left behind is in nobody's way.
		leftover := filepath.Join(filepath.Dir(path), ".news.reindex")
		if err := os.MkdirAll(filepath.Join(leftover, "index"), 0o755); err != nil {
			t.Fatal(err)
		}
		told := 0
		result, err := Reindex(t.Context(), path, Options{}, func(r PutResult) { told += r.Added })
		if err != nil {
			t.Fatalf("schema %s: %v", schema, err)
		}
		articles := sampleArticles(t)
		if want := len(articles) - 1; result.Added != want || told != want {
			t.Errorf("schema %s: %d articles taken over, %d told, want %d", schema, result.Added, told, want)
		}
		checkOnly(t, path)
		x, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range articles {
			got, err := x.Get(t.Context(), want.ID)
			switch {
			case want.ID == "metro-so-1":
				if !errors.Is(err, ErrNotFound) {
					t.Errorf("the deleted article: %v, want ErrNotFound", err)
				}
			case err != nil:
				t.Error(err)
			case got.ContentHash() != want.ContentHash():
				t.Errorf("%s has changed", want.ID)
			}
		}
		if got, want := storiesOf(t, x), sampleStories(); !slices.Equal(got, want) {
			t.Errorf("stories %q, want %q", got, want)
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// checkOnly checks that nothing but the index is in its folder.
func checkOnly(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("%d entries beside each other, want the index alone: %v", len(entries), entries)
	}
}

func TestReindexLeavesTheOldOneWhenItFails(t *testing.T) {
	path := reindexable(t, schemaVersion)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Reindex(ctx, path, Options{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	checkOnly(t, path)
	x, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	if _, err := x.Get(t.Context(), "bao-yagi"); err != nil {
		t.Error(err)
	}
	if _, err := Reindex(t.Context(), path, Options{}, nil); !errors.Is(err, ErrLocked) {
		t.Errorf("open for writing: %v, want ErrLocked", err)
	}
}

func TestReindexRefuses(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none")
	if _, err := Reindex(t.Context(), none, Options{}, nil); !errors.Is(err, ErrNotFound) {
		t.Errorf("no index: %v, want ErrNotFound", err)
	}
	if _, err := os.Stat(none); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was made at %s: %v", none, err)
	}
	for _, schema := range []string{"99", "later"} {
		if _, err := Reindex(t.Context(), reindexable(t, schema), Options{}, nil); !errors.Is(err, ErrSchema) {
			t.Errorf("schema %s: %v, want ErrSchema", schema, err)
		}
	}
}

// What others keep in the folder of an index is still there afterwards.
func TestReindexKeepsOtherFiles(t *testing.T) {
	path := reindexable(t, schemaVersion)
	others := map[string]string{AbbreviationsFile: "UBND\tỦy ban nhân dân\n", "archive.db": "trạng thái"}
	for name, text := range others {
		if err := os.WriteFile(filepath.Join(path, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Reindex(t.Context(), path, Options{}, nil); err != nil {
		t.Fatal(err)
	}
	for name, want := range others {
		if got, err := os.ReadFile(filepath.Join(path, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
