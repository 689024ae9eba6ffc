package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/complete"
)

// SuggestRequest asks how to go on with what is being typed.
type SuggestRequest struct {
	// Text is what stands in the box so far.
	Text string
	// Limit is the number of completions wanted, DefaultSuggestions when zero.
	Limit int
}

// Completion is one way to go on.
type Completion struct {
	Text string `json:"text"`
	// Kind is "phrase", "name", "headline" or "word".
	Kind string `json:"kind"`
	// Count is the number of articles with it in headline or lead.
	Count int `json:"count"`
}

// Limits of Suggest.
const (
	// DefaultSuggestions is what fits below a search box.
	DefaultSuggestions = 8
	// MaxSuggestions bounds SuggestRequest.Limit.
	MaxSuggestions = 50
	// MaxSuggestBytes bounds SuggestRequest.Text: no phrase or headline is longer.
	MaxSuggestBytes = 1000
)

const (
	// suggestionsFile holds the table beside the segments: the number of articles
	// it was learned from in eight bytes, little endian, then a complete.Table.
	suggestionsFile = "suggestions.bin"
	// staleShare: the table is learned again when one in staleShare articles has changed.
	staleShare = 10
	// learnAtOnce is the size up to which Suggest waits for the first table: a
	// few milliseconds.
	learnAtOnce = 500
	// maxLearned bounds the articles that are learned from, the last ones: what
	// this costs in memory for the time of learning, 60 numbers an article.
	maxLearned = 200_000
)

// suggester keeps the table of completions.
type suggester struct {
	table    atomic.Pointer[complete.Table]
	articles atomic.Int64 // that table was learned from
	changed  atomic.Int64 // articles put or deleted since
	learning sync.Mutex   // held while a table is learned
	running  sync.WaitGroup
}

// Suggest completes r.Text with phrases, names and headlines of the collection,
// the most used and most recent first. It does not wait for what is being
// learned about recent articles.
func (x *Index) Suggest(ctx context.Context, r SuggestRequest) (list []Completion, err error) {
	switch {
	case r.Limit < 0 || r.Limit > MaxSuggestions:
		return nil, &RequestError{Field: "Limit", Reason: fmt.Sprintf("%d is not between 0 and %d", r.Limit, MaxSuggestions)}
	case len(r.Text) > MaxSuggestBytes:
		return nil, &RequestError{Field: "Text", Reason: fmt.Sprintf("%d bytes, at most %d", len(r.Text), MaxSuggestBytes)}
	case r.Limit == 0:
		r.Limit = DefaultSuggestions
	}
	end, err := x.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	defer recoverDamage(x.path, &err)
	if err := x.refreshSuggestions(ctx); err != nil {
		return nil, err
	}
	table := x.suggester.table.Load()
	if table == nil {
		return nil, nil
	}
	for _, c := range table.Find(analyzer.Normalize(r.Text), r.Limit) {
		list = append(list, Completion{Text: c.Text, Kind: c.Kind.String(), Count: c.Count})
	}
	return list, nil
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
	return x.suggester.table.Load() == nil || differ*staleShare > learned
}

// learnSuggestions makes a new table from the articles as they are. The caller
// holds suggester.learning and keeps the index from being closed.
func (x *Index) learnSuggestions(ctx context.Context) (err error) {
	defer recoverDamage(x.path, &err)
	v, err := x.acquire()
	if err != nil {
		return err
	}
	defer v.release()
	changed := x.suggester.changed.Load()
	var b complete.Builder
	skip := max(v.Live-maxLearned, 0)
	for _, seg := range v.Segments {
		for doc := range uint32(seg.Docs) {
			if !seg.IsLive(doc) {
				continue
			}
			if skip > 0 {
				skip--
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			a, err := x.article(seg, doc)
			if err != nil {
				return err
			}
			b.Add(a.Title, a.Lead, a.Published)
		}
	}
	x.suggester.table.Store(b.Table())
	x.suggester.articles.Store(int64(v.Live))
	x.suggester.changed.Add(-changed)
	return x.saveSuggestions()
}

// saveSuggestions writes the table beside the segments.
func (x *Index) saveSuggestions() error {
	table := x.suggester.table.Load()
	if x.path == "" || x.opts.ReadOnly || table == nil {
		return nil
	}
	data := binary.LittleEndian.AppendUint64(nil, uint64(x.suggester.articles.Load()))
	if err := writeFile(filepath.Join(x.path, suggestionsFile), table.Append(data)); err != nil {
		return fmt.Errorf("save suggestions: %w", err)
	}
	return nil
}

// loadSuggestions reads the saved table. One that cannot be read is learned again.
func (x *Index) loadSuggestions() {
	if x.path == "" {
		return
	}
	data, err := os.ReadFile(filepath.Join(x.path, suggestionsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	const header = 8
	if err == nil && len(data) < header {
		err = complete.ErrFormat
	}
	if err == nil {
		var table *complete.Table
		if table, err = complete.Open(data[header:]); err == nil {
			x.suggester.table.Store(table)
			x.suggester.articles.Store(int64(binary.LittleEndian.Uint64(data)))
			return
		}
	}
	x.log.Warn("suggestions are learned again", "index", x.path, "error", err)
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
