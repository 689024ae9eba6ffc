package index

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/newssearch/newssearch/index/internal/complete"
	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/stored"
)

// suggestionsFile holds the table beside the segments.
const suggestionsFile = "suggestions.bin"

const (
	// staleShare: the table is learned again when one in staleShare articles has changed.
	staleShare = 10
	// learnAtOnce is the size up to which Suggest waits for the first table: a
	// few milliseconds.
	learnAtOnce = 500
	// maxHeadlines bounds the headlines that are offered and learned from, those of
	// the last articles: beside the phrases the table holds no more.
	maxHeadlines = 100_000
	// maxRead bounds the articles whose leads are learned from, evenly spread over all;
	// with 150,000 articles learning takes 2.6 s of processor, from all leads twice that.
	// Beside all headlines, the leads of one article in five show 0.45 of the phrases of
	// 30,000 articles, 0.90 of those in 10 or more of them and 0.95 of those in 20.
	maxRead = 30_000
)

// suggester keeps the table of completions.
type suggester struct {
	table    complete.Saved
	articles atomic.Int64 // that table was learned from
	changed  atomic.Int64 // articles put or deleted since
	learning sync.Mutex   // held while a table is learned
	running  sync.WaitGroup
}

// refreshSuggestions has the table learned again if it is stale: at once in a
// small collection, else in the background.
func (x *Index) refreshSuggestions(ctx context.Context) error {
	v, err := x.acquire()
	if err != nil {
		return err
	}
	live := v.Live
	v.release()
	if !x.staleSuggestions(live) {
		return nil
	}
	if live <= learnAtOnce {
		x.suggester.learning.Lock()
		defer x.suggester.learning.Unlock()
		if !x.staleSuggestions(live) {
			return nil
		}
		return x.learnSuggestions(ctx)
	}
	if !x.suggester.learning.TryLock() {
		return nil
	}
	x.suggester.running.Go(func() {
		defer x.suggester.learning.Unlock()
		if err := x.learnSuggestions(x.life); err != nil && !errors.Is(err, context.Canceled) {
			x.log.Warn("suggestions are not learned", "index", x.path, "error", err)
		}
	})
	return nil
}

// staleSuggestions reports whether too much has changed since the table was made.
func (x *Index) staleSuggestions(live int) bool {
	learned := x.suggester.articles.Load()
	differ := max(int64(live)-learned, learned-int64(live), x.suggester.changed.Load())
	return differ*staleShare > learned || x.suggester.table.Load() == nil
}

// learnSuggestions makes a new table from the articles as they are. The caller
// holds suggester.learning and keeps the index from being closed.
func (x *Index) learnSuggestions(ctx context.Context) (err error) {
	defer recoverFault(x.log, x.path, &err)
	defer disk.PanicOnFault()() // it may run in a goroutine of its own
	v, err := x.acquire()
	if err != nil {
		return err
	}
	defer v.release()
	changed := x.suggester.changed.Load()
	var b complete.Builder
	// Products of these two do not fit 32 bits.
	live, read := int64(v.Live), int64(min(v.Live, maxRead))
	n := int64(0)
	for _, seg := range v.Segments {
		for doc := range uint32(seg.Docs) {
			if !seg.IsLive(doc) {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			n++
			recent, whole := n > live-maxHeadlines, n*read/live != (n-1)*read/live
			if !recent && !whole {
				continue
			}
			a, err := x.learned(seg, doc, whole)
			if err != nil {
				return err
			}
			a.TitleStands, a.LeadStands = 1, float32(live)/float32(read)
			if !recent {
				a.TitleStands = a.LeadStands
			}
			b.Add(a)
		}
	}
	table, err := b.Table()
	if err != nil {
		return fmt.Errorf("learn suggestions: %w", err)
	}
	x.suggester.table.Store(table)
	x.suggester.articles.Store(int64(v.Live))
	x.suggester.changed.Add(-changed)
	return x.saveSuggestions(table)
}

// saveSuggestions writes the table beside the segments.
func (x *Index) saveSuggestions(table *complete.Table) error {
	if x.path == "" || x.opts.ReadOnly {
		return nil
	}
	if err := disk.WriteFile(filepath.Join(x.path, suggestionsFile), table.File(x.suggester.articles.Load())); err != nil {
		return fmt.Errorf("save suggestions: %w", err)
	}
	return nil
}

// loadSuggestions finds out whether there is a saved table. It is not read yet.
func (x *Index) loadSuggestions() {
	if x.path != "" {
		x.suggester.articles.Store(x.suggester.table.Attach(filepath.Join(x.path, suggestionsFile), x.log))
	}
}

// learned reads what is learned from an article: its headline, and its lead if whole is true.
func (x *Index) learned(seg *engine.Segment, doc uint32, whole bool) (complete.Article, error) {
	parts := stored.Title
	if whole {
		parts = stored.Lead
	}
	a, err := x.read(seg, doc, parts)
	return complete.Article{Title: a.Title, Lead: a.Lead, Published: a.Published}, err
}

// closeSuggestions ends learning, or has a writer leave a fresh table behind. The
// caller keeps other operations out.
func (x *Index) closeSuggestions() error {
	x.suggester.running.Wait()
	if x.path == "" || x.opts.ReadOnly {
		return nil
	}
	v, err := x.acquire()
	if err != nil {
		return err
	}
	live := v.Live
	v.release()
	if live == 0 || !x.staleSuggestions(live) {
		return nil
	}
	x.suggester.learning.Lock()
	defer x.suggester.learning.Unlock()
	return x.learnSuggestions(context.Background())
}
