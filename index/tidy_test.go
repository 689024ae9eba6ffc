package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// numbered are n short articles, the first of which has number first.
func numbered(first, n int) []Article {
	articles := make([]Article, n)
	for i := range articles {
		id := fmt.Sprint("bai-", first+i)
		articles[i] = Article{ID: id, Title: "Bài số " + id, Body: fmt.Sprintf("Cầu số %d khánh thành", (first+i)%97)}
	}
	return articles
}

// ingest puts articles into the index at path with one PutAll.
func ingest(t *testing.T, path string, articles []Article) {
	t.Helper()
	x, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = x.PutAll(context.Background(), slices.Values(articles), nil)
	if err := errors.Join(err, x.Close()); err != nil {
		t.Fatal(err)
	}
}

// segmentFiles are the files of segments with their sizes.
func segmentFiles(t *testing.T, path string) map[string]int64 {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(path, disk.StoreFolder, "*"+disk.SegmentExtension))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]int64{}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = info.Size()
	}
	return files
}

// segmentsAndArticles opens the index at path and counts.
func segmentsAndArticles(t *testing.T, path string) (segments, articles int) {
	t.Helper()
	x, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	stats, err := x.Stats(context.Background())
	if err := errors.Join(err, x.Close()); err != nil {
		t.Fatal(err)
	}
	return stats.Segments, stats.Articles
}

// An ingest leaves few segments, and of what was merged no file.
func TestIngestLeavesFewSegments(t *testing.T) {
	const batches = 8
	path := filepath.Join(t.TempDir(), "index")
	ingest(t, path, numbered(0, batches*batchArticles))
	segments, articles := segmentsAndArticles(t, path)
	if segments > disk.WantedSegments || articles != batches*batchArticles {
		t.Errorf("%d articles in %d segments", articles, segments)
	}
	if files := segmentFiles(t, path); len(files) != segments {
		t.Errorf("%d segments, files %v", segments, files)
	}
}

// Small ingests, each by a program of its own, neither rewrite what is large
// nor pile up.
func TestSmallIngestsRewriteLittle(t *testing.T) {
	const large = 8000 // twice what may be rewritten at once
	path := filepath.Join(t.TempDir(), "index")
	ingest(t, path, numbered(0, large))
	before := segmentFiles(t, path)
	largest := ""
	for name, size := range before {
		if size > before[largest] {
			largest = name
		}
	}
	for i := range 12 {
		ingest(t, path, numbered(large+i*5, 5))
	}
	after := segmentFiles(t, path)
	if len(after) > disk.WantedSegments || after[largest] != before[largest] {
		t.Errorf("%v became %v", before, after)
	}
	if _, articles := segmentsAndArticles(t, path); articles != large+12*5 {
		t.Errorf("%d articles", articles)
	}
}

// Articles that are put one by one do not leave a segment each.
func TestSinglePutsAreMerged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	x, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	for i := range 4 * disk.TooManySegments {
		if _, err := x.Put(context.Background(), numbered(i, 1)); err != nil {
			t.Fatal(err)
		}
		x.tidier.Wait()
	}
	sizes, err := x.tidier.Sizes()
	if err != nil || len(sizes) > disk.TooManySegments {
		t.Errorf("%d segments, %v", len(sizes), err)
	}
}

// A merge that fails is reported and given up, and the index can be closed.
func TestMergeThatFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	x, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range disk.WantedSegments + 2 {
		if _, err := x.Put(context.Background(), numbered(i*batchArticles, batchArticles)); err != nil {
			t.Fatal(err)
		}
	}
	store := filepath.Join(path, disk.StoreFolder)
	if err := os.Rename(store, store+".away"); err != nil {
		t.Fatal(err)
	}
	failed := make(chan error, 1)
	go func() { failed <- x.tidier.Tidy(context.Background(), disk.WantedSegments) }()
	select {
	case err := <-failed:
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("merging without a folder: %v", err)
		}
	case <-time.After(time.Minute):
		t.Fatal("merging does not end")
	}
	if err := errors.Join(os.Rename(store+".away", store), x.Close()); err != nil {
		t.Fatal(err)
	}
	if _, articles := segmentsAndArticles(t, path); articles != (disk.WantedSegments+2)*batchArticles {
		t.Errorf("%d articles", articles)
	}
}
