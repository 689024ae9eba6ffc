package index_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// What was removed on request stays away, under another ID too, until it is restored.
func TestRemovedStaysAway(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	a := index.Article{ID: "a", Title: "Giá vàng", URL: "https://www.bao.example/gia-vang"}
	b := index.Article{ID: "b", Title: "Giá dầu", URL: "https://bao.example/"}
	x := must(index.Open(t.Context(), path, index.Options{}))
	put(t, x, a, b)
	if n, err := x.Remove(t.Context(), "a", "b", "none"); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	again := a
	again.ID, again.URL, again.Title = "c", "http://bao.example/gia-vang/#top", "Giá vàng tăng"
	other := index.Article{ID: "d", Title: "Giá bạc", URL: "https://bao.example/"}
	check := func(x *index.Index) {
		t.Helper()
		r, err := x.Put(t.Context(), []index.Article{a, b, again, other})
		if err != nil || len(r.Rejected) != 3 {
			t.Fatalf("%+v, %v", r, err)
		}
		for _, rejected := range r.Rejected {
			if !errors.Is(rejected.Err, index.ErrRemoved) {
				t.Errorf("%v", rejected)
			}
		}
	}
	check(x)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := index.Reindex(t.Context(), path, index.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	x = must(index.Open(t.Context(), path, index.Options{}))
	defer x.Close()
	check(x)
	if list, err := x.Removed(t.Context()); err != nil || len(list) != 2 || list[0].At.IsZero() {
		t.Errorf("%+v, %v", list, err)
	}
	if n, err := x.Restore(t.Context(), "a", "none"); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if r, err := x.Put(t.Context(), []index.Article{a, b}); err != nil || r.Added != 1 || len(r.Rejected) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	// Delete alone keeps nothing out.
	if _, err := x.Delete(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if r, err := x.Put(t.Context(), []index.Article{a}); err != nil || r.Added != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}
