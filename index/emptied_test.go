package index

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
)

// An index can be empty, become so, be merged then, and be filled again.
func TestEmptied(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "index")
	x, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	do := func(x *Index, what string, total int) {
		t.Helper()
		r, err := x.Search(ctx, Request{})
		_, e2 := x.Suggest(ctx, SuggestRequest{Text: "cầu"})
		_, e3 := x.Stats(ctx)
		r2, e4 := x.Search(ctx, Request{Query: `"khánh thành"`})
		e5 := x.Warm(ctx)
		if err := errors.Join(err, e2, e3, e4, e5); err != nil || r.Total != total || r2.Total != total {
			t.Fatal(what, r.Total, r2.Total, err)
		}
	}
	do(x, "empty", 0)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	for _, ro := range []bool{true, false} {
		if x, err = Open(t.Context(), path, Options{ReadOnly: ro}); err != nil {
			t.Fatal(err)
		}
		do(x, "empty", 0)
		if !ro {
			break
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
	var ids []string
	for i := range 12 {
		for _, a := range numbered(i*10, 10) {
			ids = append(ids, a.ID)
		}
		if _, err := x.put(ctx, numbered(i*10, 10), 0); err != nil {
			t.Fatal(err)
		}
	}
	do(x, "full", 120)
	if n, err := x.Delete(ctx, ids...); n != 120 || err != nil {
		t.Fatal(n, err)
	}
	do(x, "emptied", 0)
	x.tidier.Start(1)
	x.tidier.Wait()
	do(x, "emptied, merged", 0)
	if x.tidier.Failed() {
		t.Error("segments without articles are not merged")
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if files := segmentFiles(t, path); len(files) != 0 {
		t.Errorf("no articles, files %v", files)
	}
	x, err = Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	do(x, "again", 0)
	if _, err := x.Put(ctx, numbered(0, 1)); err != nil {
		t.Fatal(err)
	}
	do(x, "one", 1)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x, err = Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	do(x, "one", 1)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}
