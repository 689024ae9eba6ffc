package index_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// Searches go on while articles are put, changed and deleted, each over the
// articles of one moment: an article is there whole, once, or not at all.
func TestSearchWhileWriting(t *testing.T) {
	x := open(t, filepath.Join(t.TempDir(), "index"), index.Options{CacheBytes: 200_000})
	put(t, x, sample()...)
	ctx := context.Background()
	// Every version of the pair is put and deleted in one transaction.
	pair := func(version int) []index.Article {
		word := fmt.Sprintf("lần%d", version)
		return []index.Article{
			{ID: "chẵn", Title: "Tin sinh đôi", Body: "bản chẵn " + word}, {ID: "lẻ", Title: "Tin sinh đôi", Body: "bản lẻ " + word},
		}
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	for worker := range 3 {
		wg.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				r, err := x.Search(ctx, index.Request{Query: `"tin sinh đôi"`, NoCollapse: i%2 == 0, Facets: worker == 1, Explain: worker == 2})
				if err != nil {
					t.Error(err)
					return
				}
				if r.Total != 0 && r.Total != 2 {
					t.Errorf("half a transaction: %d articles, %q", r.Total, ids(r))
				}
				_, err = x.Get(ctx, "chẵn")
				if err != nil && !errors.Is(err, index.ErrNotFound) {
					t.Error(err)
				}
				q := judged()[(i*7+worker)%200]
				if _, err := x.Search(ctx, index.Request{Query: q, Facets: true}); err != nil {
					t.Errorf("%q: %v", q, err)
				}
				if worker == 0 {
					if _, err := x.Stats(ctx); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	for version := range 8 {
		put(t, x, pair(version)...)
		put(t, x, slices.Clone(sample()[version:version+3])...)
		if n, err := x.Delete(ctx, "chẵn", "lẻ"); n != 2 || err != nil {
			t.Errorf("Delete = %d, %v", n, err)
		}
		changed := sample()[version]
		changed.Body += fmt.Sprint(" Bản ", version)
		put(t, x, changed)
	}
	close(done)
	wg.Wait()
	if s := must(x.Stats(ctx)); s.Articles != len(sample()) {
		t.Errorf("%d articles are left, want %d", s.Articles, len(sample()))
	}
}

// Close waits for what runs; what comes later is told that the index is closed.
func TestCloseWhileSearching(t *testing.T) {
	x := sampleIndex(t, 84)
	var wg sync.WaitGroup
	started := make(chan struct{}, 4)
	for range 4 {
		wg.Go(func() {
			for i := 0; ; i++ {
				_, err := x.Search(context.Background(), index.Request{Query: judged()[i%200]})
				if i == 0 {
					started <- struct{}{}
				}
				if err != nil {
					if !errors.Is(err, index.ErrClosed) {
						t.Errorf("while closing: %v", err)
					}
					return
				}
			}
		})
	}
	for range 4 {
		<-started
	}
	if err := x.Close(); err != nil {
		t.Error(err)
	}
	wg.Wait()
}
