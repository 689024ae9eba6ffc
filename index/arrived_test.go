package index_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/newssearch/newssearch/index"
)

func arrived(t *testing.T, x *index.Index, after uint64, limit int) (ids []string, upTo uint64) {
	t.Helper()
	list, upTo, err := x.Arrived(t.Context(), after, limit)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		ids = append(ids, a.ID)
	}
	slices.Sort(ids)
	return ids, upTo
}

// What arrived is told once to whoever asks again and again, also when segments are
// merged, articles replaced, and the index opened again.
func TestArrived(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	x, err := index.Open(t.Context(), path, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	put := func(ids ...string) {
		t.Helper()
		var list []index.Article
		for _, id := range ids {
			list = append(list, index.Article{ID: id, Title: fmt.Sprint("Tin ", id, x.LastBatch())})
		}
		if _, err := x.Put(t.Context(), list); err != nil {
			t.Fatal(err)
		}
	}
	if ids, upTo := arrived(t, x, 0, 10); ids != nil || upTo != 0 {
		t.Errorf("in an empty index: %v up to %d", ids, upTo)
	}
	put("a", "b")
	put("c")
	put("d", "e", "f")
	for _, tt := range []struct {
		after uint64
		limit int
		want  string
		upTo  uint64
	}{{0, 10, "[a b c d e f]", 3}, {0, 1, "[a b]", 1}, {0, 3, "[a b c]", 2}, {1, 1, "[c]", 2}, {2, 1, "[d e f]", 3}, {3, 10, "[]", 3}, {9, 10, "[]", 9}} {
		if ids, upTo := arrived(t, x, tt.after, tt.limit); fmt.Sprint(ids) != tt.want || upTo != tt.upTo {
			t.Errorf("after %d, %d at most: %v up to %d, want %s up to %d", tt.after, tt.limit, ids, upTo, tt.want, tt.upTo)
		}
	}
	put("b") // again, and changed
	if ids, upTo := arrived(t, x, 3, 10); fmt.Sprint(ids) != "[b]" || upTo != 4 {
		t.Errorf("replaced: %v up to %d", ids, upTo)
	}
	told := map[string]int{}
	last := uint64(4)
	for i := range 40 { // enough to have segments merged
		put(fmt.Sprint(i))
		ids, upTo := arrived(t, x, last, 10)
		for _, id := range ids {
			told[id]++
		}
		last = upTo
	}
	for i := range 40 {
		if told[fmt.Sprint(i)] != 1 {
			t.Errorf("%d was told %d times", i, told[fmt.Sprint(i)])
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if x, err = index.Open(t.Context(), path, index.Options{}); err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if ids, upTo := arrived(t, x, 43, 10); fmt.Sprint(ids) != "[39]" || upTo != 44 {
		t.Errorf("opened again: %v up to %d", ids, upTo)
	}
}
