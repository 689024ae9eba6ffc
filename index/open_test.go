package index_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newssearch/newssearch/index"
)

// patience tells a hang from a slow machine. What it guards takes some ten
// milliseconds; users are promised an error within three seconds.
const patience = 30 * time.Second

// within runs f and fails when it hangs.
func within(t *testing.T, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatalf("%s hangs", what)
	}
}

// A closed index opens again with all it knew.
func TestReopen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b", "index")
	x := open(t, dir, index.Options{})
	put(t, x, sample()...)
	requests := []index.Request{{}, {Query: "tinh gian bien che"}, {Query: `"đội ngũ cán bộ"`, Facets: true}, {Query: "giá vàng", Sort: index.SortNewest}}
	answers := func(x *index.Index) (all []index.Result) {
		for _, r := range requests {
			result := search(t, x, r)
			result.TookMS = 0
			all = append(all, result)
		}
		return all
	}
	stats := func(x *index.Index) index.Stats {
		s := must(x.Stats(context.Background()))
		s.Bytes, s.CacheBytes = 0, 0
		s.Suggestions, s.SuggestionBytes = 0, 0 // learned when the index is closed
		return s
	}
	wantAnswers, wantStats := answers(x), stats(x)
	for _, o := range []index.Options{{}, {ReadOnly: true}, {CacheBytes: 1}, {CacheBytes: 100_000}} {
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		x = open(t, dir, o)
		if got := answers(x); !reflect.DeepEqual(got, wantAnswers) {
			t.Errorf("opened with %+v: other answers\n got %+v\nwant %+v", o, got, wantAnswers)
		}
		if got := stats(x); !reflect.DeepEqual(got, wantStats) {
			t.Errorf("opened with %+v: stats %+v, want %+v", o, got, wantStats)
		}
	}
}

func TestOpenMemory(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	put(t, x, sample()...)
	if n, err := x.Delete(context.Background(), sample()[0].ID); n != 1 || err != nil {
		t.Errorf("Delete = %d, %v", n, err)
	}
	if s := must(x.Stats(context.Background())); s.Articles != len(sample())-1 || s.Bytes != 0 || s.Path != "" {
		t.Errorf("stats %+v", s)
	}
	if r := search(t, x, index.Request{Query: "tinh gian bien che"}); r.Understood != "tinh giản biên chế" || len(r.Hits) == 0 {
		t.Errorf("result %+v", r)
	}
	if err := x.Close(); err != nil {
		t.Error(err)
	}
}

func TestReadOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	if _, err := index.Open(t.Context(), dir, index.Options{ReadOnly: true}); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("an index that is not there: %v", err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("opening for reading makes a directory: %v", err)
	}
	x := open(t, dir, index.Options{})
	put(t, x, sample()[:5]...)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	one, two := open(t, dir, index.Options{ReadOnly: true}), open(t, dir, index.Options{ReadOnly: true})
	for _, x := range []*index.Index{one, two} {
		if _, err := x.Put(context.Background(), sample()); !errors.Is(err, index.ErrReadOnly) {
			t.Errorf("Put: %v", err)
		}
		if _, err := x.PutAll(context.Background(), slices.Values(sample()), nil); !errors.Is(err, index.ErrReadOnly) {
			t.Errorf("PutAll: %v", err)
		}
		if _, err := x.Delete(context.Background(), sample()[0].ID); !errors.Is(err, index.ErrReadOnly) {
			t.Errorf("Delete: %v", err)
		}
		if r := search(t, x, index.Request{}); r.Total != 5 {
			t.Errorf("%d articles, want 5", r.Total)
		}
	}
}

func TestClosed(t *testing.T) {
	ctx := context.Background()
	x := sampleIndex(t, 84)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	_, put := x.Put(ctx, sample())
	_, putAll := x.PutAll(ctx, slices.Values(sample()), nil)
	_, deleted := x.Delete(ctx, "a")
	_, get := x.Get(ctx, "a")
	_, searched := x.Search(ctx, index.Request{})
	_, stats := x.Stats(ctx)
	for name, err := range map[string]error{"Put": put, "PutAll": putAll, "Delete": deleted, "Get": get, "Search": searched, "Stats": stats} {
		if !errors.Is(err, index.ErrClosed) {
			t.Errorf("%s of a closed index: %v", name, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	x := sampleIndex(t, 84)
	_, put := x.Put(ctx, manyArticles(1))
	_, deleted := x.Delete(ctx, sample()[0].ID)
	_, get := x.Get(ctx, sample()[0].ID)
	_, searched := x.Search(ctx, index.Request{})
	_, stats := x.Stats(ctx)
	for name, err := range map[string]error{"Put": put, "Delete": deleted, "Get": get, "Search": searched, "Stats": stats} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s in a cancelled context: %v", name, err)
		}
	}
	if r := search(t, x, index.Request{}); r.Total != len(sample()) {
		t.Errorf("%d articles, want %d", r.Total, len(sample()))
	}
}

// Who holds an index excludes the others, who are told soon.
func TestLocked(t *testing.T) {
	for _, c := range []struct {
		first, second index.Options
		want          error
	}{
		{index.Options{}, index.Options{}, index.ErrLocked},
		{index.Options{}, index.Options{ReadOnly: true}, index.ErrLocked},
		{index.Options{ReadOnly: true}, index.Options{}, index.ErrLocked},
		{index.Options{ReadOnly: true}, index.Options{ReadOnly: true}, nil},
	} {
		t.Run(fmt.Sprintf("read only %t then %t", c.first.ReadOnly, c.second.ReadOnly), func(t *testing.T) {
			t.Parallel() // each waits for the lock
			dir := filepath.Join(t.TempDir(), "index")
			if err := open(t, dir, index.Options{}).Close(); err != nil {
				t.Fatal(err)
			}
			first := open(t, dir, c.first)
			within(t, "opening a locked index", func() {
				second, err := index.Open(t.Context(), dir, c.second)
				if !errors.Is(err, c.want) {
					t.Errorf("%v, want %v", err, c.want)
				}
				if err == nil {
					_ = second.Close()
				}
			})
			if err := first.Close(); err != nil {
				t.Fatal(err)
			}
			if err := open(t, dir, c.second).Close(); err != nil {
				t.Errorf("after it was let go: %v", err)
			}
		})
	}
}

// An index that another version, or bleve alone, has made is refused.
func TestSchema(t *testing.T) {
	other := filepath.Join(t.TempDir(), "other")
	if err := open(t, other, index.Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	b := must(bleve.Open(other))
	if err := errors.Join(b.SetInternal([]byte("newssearch/schema"), []byte("0")), b.Close(),
		os.Remove(filepath.Join(other, "files.bin"))); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(t.TempDir(), "foreign")
	b = must(bleve.NewUsing(foreign, bleve.NewIndexMapping(), scorch.Name, scorch.Name, nil))
	if err := errors.Join(b.Index("a", map[string]string{"title": "b"}), b.Close()); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{other, foreign} {
		for _, readOnly := range []bool{false, true} {
			within(t, "opening another's index", func() {
				if _, err := index.Open(t.Context(), dir, index.Options{ReadOnly: readOnly}); !errors.Is(err, index.ErrSchema) {
					t.Errorf("%s, read only %t: %v", dir, readOnly, err)
				}
			})
		}
	}
}

// Paths that are no index, and cannot become one, are left as they are.
func TestNoIndex(t *testing.T) {
	dir := t.TempDir()
	file, full, empty := filepath.Join(dir, "file"), filepath.Join(dir, "full"), filepath.Join(dir, "empty")
	if err := errors.Join(os.WriteFile(file, []byte("báo"), 0o600), os.Mkdir(full, 0o755), os.Mkdir(empty, 0o755),
		os.WriteFile(filepath.Join(full, "letter.txt"), []byte("thư"), 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		o    index.Options
		want error
	}{
		{"", index.Options{}, index.ErrNotFound},
		{file, index.Options{}, index.ErrNotIndex},
		{full, index.Options{}, index.ErrNotIndex},
		{full, index.Options{ReadOnly: true}, index.ErrNotIndex},
		{empty, index.Options{ReadOnly: true}, index.ErrNotFound},
		{empty, index.Options{}, nil},
	} {
		within(t, "opening no index", func() {
			x, err := index.Open(t.Context(), c.path, c.o)
			if !errors.Is(err, c.want) {
				t.Errorf("Open(%q, %+v): %v, want %v", c.path, c.o, err, c.want)
			}
			if err == nil {
				_ = x.Close()
			}
		})
	}
	if letter := must(os.ReadFile(filepath.Join(full, "letter.txt"))); string(letter) != "thư" {
		t.Errorf("a file of somebody else's is now %q", letter)
	}
}
