package index_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/backup"
)

// stressVariable is for how long TestStress goes on, such as 30s or 5m.
const stressVariable = "NEWSSEARCH_STRESS"

// Everything at once: articles are put, changed and deleted, searched, completed and
// compared while backups are made and the index is closed and opened again. Nothing
// fails but with ErrClosed or ErrNotFound, and at the end every article is what its
// writer was told last.
func TestStress(t *testing.T) {
	long := 3 * time.Second
	if d, err := time.ParseDuration(os.Getenv(stressVariable)); err == nil {
		long = d
	}
	s := &stress{t: t, dir: filepath.Join(t.TempDir(), "index"), backups: filepath.Join(t.TempDir(), "backups")}
	s.x = open(t, s.dir, index.Options{CacheBytes: 1 << 20})
	ctx, stop := context.WithTimeout(t.Context(), long)
	defer stop()
	var wg sync.WaitGroup
	acknowledged := make([]map[string]int, 3)
	for w := range acknowledged {
		acknowledged[w] = map[string]int{}
		wg.Go(func() { s.write(ctx, w, acknowledged[w]) })
	}
	for w := range 3 {
		wg.Go(func() { s.read(ctx, w) })
	}
	wg.Go(func() { s.backUp(ctx) })
	wg.Go(func() { s.reopen(ctx) })
	wg.Wait()
	defer func() { _ = s.x.Close() }()
	s.compare(acknowledged)
}

type stress struct {
	t            *testing.T
	dir, backups string
	mu           sync.RWMutex // held while x is replaced
	x            *index.Index
}

func (s *stress) index() *index.Index {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.x
}

// allowed reports whether an operation did its work; what must not happen fails the test.
func (s *stress) allowed(what string, err error) bool {
	if err != nil && !errors.Is(err, index.ErrClosed) && !errors.Is(err, index.ErrNotFound) {
		s.t.Errorf("%s: %v", what, err)
	}
	return err == nil
}

func stressArticle(id string, version int) index.Article {
	return index.Article{ID: id, Title: fmt.Sprint("Giá vàng tăng, bản ", version), Body: fmt.Sprintf("Bản %d của bài %s: giá vàng tăng mạnh, giá dầu giảm.", version, id)}
}

// write changes its own articles, and notes the version of each that was acknowledged,
// 0 for a deletion. What was interrupted is done again.
func (s *stress) write(ctx context.Context, w int, acknowledged map[string]int) {
	for version := 1; ctx.Err() == nil; version++ {
		var batch []index.Article
		for range 1 + rand.IntN(20) {
			batch = append(batch, stressArticle(fmt.Sprintf("w%d-%d", w, rand.IntN(200)), version))
		}
		for done := false; !done; {
			_, err := s.index().Put(context.Background(), batch)
			if done = s.allowed("put", err); !done && !errors.Is(err, index.ErrClosed) {
				return
			}
		}
		for _, a := range batch {
			acknowledged[a.ID] = version
		}
		gone := batch[0].ID
		if _, err := s.index().Delete(context.Background(), gone); s.allowed("delete", err) {
			acknowledged[gone] = 0
		}
	}
}

func (s *stress) read(ctx context.Context, w int) {
	for n := 0; ctx.Err() == nil; n++ {
		x := s.index()
		_, err := x.Search(ctx, index.Request{Query: []string{"gia vang", `"giá dầu"`, "tang*", "vàng -dầu"}[n%4], Facets: w == 0})
		if ctx.Err() != nil {
			return
		}
		s.allowed("search", err)
		_, err = x.Related(context.Background(), fmt.Sprintf("w%d-%d", w, n%200), 5)
		s.allowed("related", err)
		_, err = x.Suggest(context.Background(), index.SuggestRequest{Text: "gia"})
		s.allowed("suggest", err)
		_, err = x.Stats(context.Background())
		s.allowed("stats", err)
	}
}

func (s *stress) backUp(ctx context.Context) {
	for ctx.Err() == nil {
		x := s.index()
		_, err := backup.Take(context.Background(), s.backups, 2, func(ctx context.Context, w io.Writer) error {
			return x.Backup(ctx, w, index.BackupOptions{})
		})
		if s.allowed("backup", err) {
			_, err = backup.Verify(context.Background(), s.backups)
			s.allowed("verify", err)
		}
	}
}

func (s *stress) reopen(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(700 * time.Millisecond):
		}
		s.mu.Lock()
		err := s.x.Close()
		x, openErr := index.Open(context.Background(), s.dir, index.Options{CacheBytes: 1 << 20})
		if openErr == nil {
			s.x = x
		}
		s.mu.Unlock()
		if err := errors.Join(err, openErr); err != nil {
			s.t.Errorf("open again: %v", err)
			return
		}
	}
}

// compare compares the index, and nothing less, with what was acknowledged.
func (s *stress) compare(acknowledged []map[string]int) {
	live := 0
	for _, articles := range acknowledged {
		for id, version := range articles {
			a, err := s.x.Get(context.Background(), id)
			switch {
			case version == 0:
				if !errors.Is(err, index.ErrNotFound) {
					s.t.Errorf("%s was deleted: %v", id, err)
				}
			case err != nil || a.Body != stressArticle(id, version).Body:
				s.t.Errorf("%s is %q, want version %d; %v", id, a.Body, version, err)
			default:
				live++
			}
		}
	}
	if got := must(s.x.Stats(context.Background())).Articles; got != live {
		s.t.Errorf("%d articles, %d were acknowledged", got, live)
	}
	if checked := must(s.x.Check(context.Background(), true)); len(checked.Faults) > 0 {
		s.t.Errorf("%+v", checked.Faults)
	}
	s.t.Logf("%d live articles", live)
}
