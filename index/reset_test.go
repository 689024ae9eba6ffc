package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/stored"
)

// unwritable takes the folder of the segments away, as a disk does that fails, and
// returns what puts it back.
func unwritable(t *testing.T, path string) (restore func()) {
	t.Helper()
	store := filepath.Join(path, disk.StoreFolder)
	if err := os.Rename(store, store+".away"); err != nil {
		t.Skip(err) // open files cannot be moved everywhere
	}
	return func() {
		t.Helper()
		if err := os.Rename(store+".away", store); err != nil {
			t.Fatal(err)
		}
	}
}

func countArticles(t *testing.T, x *Index) int {
	t.Helper()
	r, err := x.Search(t.Context(), Request{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Total
}

// What was refused is not there, now or later, and what comes then is stored.
func TestRefusedBatchLeavesNothing(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "index")
	x, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Put(ctx, numbered(0, 10)); err != nil {
		t.Fatal(err)
	}
	restore := unwritable(t, path)
	refused := make(chan error, 1)
	go func() {
		_, err := x.Put(ctx, numbered(10, 10))
		refused <- err
	}()
	// The index is opened again when the folder is back: until then Put fails and
	// the index is closed, or waits.
	time.Sleep(20 * time.Millisecond)
	select {
	case err = <-refused:
	case <-time.After(time.Minute):
		t.Fatal("Put does not end")
	}
	restore()
	if err == nil {
		t.Fatal("Put without a folder is no error")
	}
	if errors.Is(err, ErrDamaged) && !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a failing disk is reported as damage: %v", err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if x, err = Open(ctx, path, Options{}); err != nil {
		t.Fatal(err)
	}
	if n := countArticles(t, x); n != 10 {
		t.Errorf("%d articles, want the 10 that were accepted", n)
	}
	if _, err := x.Put(ctx, numbered(20, 5)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond)
	if n := countArticles(t, x); n != 15 {
		t.Errorf("%d articles after another batch, want 15", n)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

// An index goes on after a failure when it can be opened again.
func TestReopenedAfterFailure(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "index")
	x, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := x.Put(ctx, numbered(0, 10)); err != nil {
		t.Fatal(err)
	}
	restore := unwritable(t, path)
	if err := x.disk.Batch(batchOf(x, numbered(10, 3))); err == nil {
		t.Fatal("a batch without a folder is written")
	}
	if err := x.disk.Batch(batchOf(x, numbered(13, 3))); !errors.Is(err, disk.ErrStopped) {
		t.Errorf("a batch after a failure: %v", err)
	}
	restore()
	if _, err := x.Put(ctx, numbered(20, 5)); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"bai-0", "bai-24"} {
		if _, err := x.Get(ctx, id); err != nil {
			t.Error(err)
		}
	}
	for _, id := range []string{"bai-10", "bai-13"} {
		if _, err := x.Get(ctx, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s, which was refused: %v", id, err)
		}
	}
	if n := countArticles(t, x); n != 15 {
		t.Errorf("%d articles, want 15", n)
	}
}

func batchOf(x *Index, articles []Article) *bleveindex.Batch {
	b := document.NewBuilder(x.codec, labels())
	batch := bleveindex.NewBatch()
	for i := range articles {
		batch.Update(b.Build((*stored.Article)(&articles[i]), contentHash(&articles[i]), 1, i))
	}
	return batch
}
