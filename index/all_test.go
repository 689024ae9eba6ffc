package index_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

func collect(t *testing.T, x *index.Index) []index.Article {
	t.Helper()
	var all []index.Article
	for a, err := range x.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

// The order is that of the times of publication, however the articles came in.
func TestAllIsInOrder(t *testing.T) {
	undated := index.Article{ID: "không ngày", Title: "Lúa trĩu bông"}
	articles := append(sample(), undated)
	x, other := must(index.OpenMemory(index.Options{})), must(index.OpenMemory(index.Options{}))
	defer x.Close()
	defer other.Close()
	put(t, x, articles...)
	slices.Reverse(articles)
	for batch := range slices.Chunk(articles, 7) {
		put(t, other, batch...)
	}
	if _, err := other.Delete(t.Context(), undated.ID); err != nil {
		t.Fatal(err)
	}
	put(t, other, undated)
	all := collect(t, x)
	if len(all) != len(articles) || all[len(all)-1].ID != undated.ID {
		t.Fatalf("%d articles, the last %q", len(all), all[len(all)-1].ID)
	}
	for i := range all[:len(all)-2] {
		if all[i].Published.Truncate(time.Second).After(all[i+1].Published) {
			t.Errorf("%s stands before %s", all[i].Published, all[i+1].Published)
		}
	}
	if again := collect(t, other); !reflect.DeepEqual(again, all) {
		t.Error("the same articles put otherwise come in another order")
	}
	byID := slices.SortedFunc(slices.Values(all), func(a, b index.Article) int { return compareID(a, b) })
	slices.SortFunc(articles, compareID)
	for i := range articles {
		if byID[i].ContentHash() != articles[i].ContentHash() {
			t.Errorf("%s came back changed", articles[i].ID)
		}
	}
}

func compareID(a, b index.Article) int {
	if a.ID < b.ID {
		return -1
	}
	return 1
}

// What is walked through is the index of one moment, and the loop may change
// and close it.
func TestAllWhileChanging(t *testing.T) {
	x := open(t, filepath.Join(t.TempDir(), "index"), index.Options{})
	put(t, x, sample()...)
	seen := 0
	for a, err := range x.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		seen++
		put(t, x, index.Article{ID: a.ID, Title: "Bài đã sửa"})
	}
	if seen != len(sample()) {
		t.Errorf("%d articles of %d", seen, len(sample()))
	}
	var last error
	steps := 0
	for _, err := range x.All(t.Context()) {
		if last, steps = err, steps+1; steps == 3 {
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !errors.Is(last, index.ErrClosed) || steps != 4 {
		t.Errorf("after Close: %v in step %d", last, steps)
	}
}

func TestAllEnds(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer x.Close()
	put(t, x, sample()...)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	steps := 0
	var last error
	for _, err := range x.All(ctx) {
		if last, steps = err, steps+1; steps == 2 {
			cancel()
		}
	}
	if !errors.Is(last, context.Canceled) || steps != 3 {
		t.Errorf("after it was cancelled: %v in step %d", last, steps)
	}
	for range x.All(t.Context()) {
		break
	}
	for range must(index.OpenMemory(index.Options{})).All(t.Context()) {
		t.Error("an empty index has an article")
	}
}
