package disk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
)

// Every batch becomes a segment. bleve's merger, which runs all the while, is
// set to wait for many of them: each article is rewritten once or twice until it
// is in a large segment, and what is left at the end of an ingest the tidier
// merges at once.
const (
	// BatchArticles is how many articles a batch of an ingest has: smaller segments
	// are taken to have so many when bleve decides what to merge.
	BatchArticles = 750
	// backgroundSegments is how many segments of one size bleve leaves
	// unmerged, and how many it merges at a time. With 40, 30,000 articles make a
	// segment; merging takes 5 % of an ingest, where it takes 9 % with 10.
	backgroundSegments = 40
	// WantedSegments is how many segments an ingest leaves behind. Searches are
	// as fast with four as with one, which would cost another rewriting.
	WantedSegments = 4
	// TooManySegments is how many there are before single batches are followed by merging.
	TooManySegments = 10
	// mergeShare bounds the articles that are rewritten for each one written,
	// so that little is rewritten when little is put into a large index.
	mergeShare = 3
	// mergeGrant is how many articles may be rewritten in any case, in a third
	// of a second: small ingests, each by a program of its own, would leave
	// ever more segments otherwise.
	mergeGrant = 4000
	// tidyRounds bounds how often segments are merged in one go, while others write.
	tidyRounds = 3
)

// mergePlan are the settings of bleve's own merger.
func mergePlan() map[string]any {
	return map[string]any{
		"MaxSegmentsPerTier":   backgroundSegments,
		"SegmentsPerMergeTask": backgroundSegments,
		"TierGrowth":           backgroundSegments,
		"FloorSegmentSize":     BatchArticles,
	}
}

// Tidier merges segments in the background when much was written. It is safe
// for concurrent use.
type Tidier struct {
	store  *Store
	path   string
	log    *slog.Logger
	settle func() error
	// credit is how many articles may still be rewritten.
	credit  atomic.Int64
	wrote   atomic.Bool
	busy    sync.Mutex // held while segments are merged
	running sync.WaitGroup
	failed  atomic.Bool
}

// NewTidier returns a tidier of the store of the index at path, which is empty for
// one in memory: there is nothing to merge in that. settle writes a batch that
// changes nothing.
func NewTidier(store *Store, path string, log *slog.Logger, settle func() error) *Tidier {
	t := &Tidier{store: store, path: path, log: log, settle: settle}
	t.credit.Store(mergeGrant)
	return t
}

// Written is told how many articles were written or removed.
func (t *Tidier) Written(n int) {
	t.wrote.Store(true)
	t.credit.Add(int64(n) * mergeShare)
}

// Start merges in the background when there are more than most segments, unless
// that is going on. The caller is an operation of the index, or Close.
func (t *Tidier) Start(most int) {
	if t.path == "" || !t.wrote.Load() || t.failed.Load() || !t.busy.TryLock() {
		return
	}
	t.running.Go(func() {
		defer t.busy.Unlock()
		if err := t.Tidy(context.Background(), most); err != nil {
			t.failed.Store(true)
			t.log.Warn("segments are not merged", "index", t.path, "error", err)
		}
	})
}

// Finish merges what Start would, and returns when nothing is merged any more.
// The caller keeps other operations out.
func (t *Tidier) Finish() {
	t.running.Wait()
	t.Start(WantedSegments)
	t.running.Wait()
}

// Wait returns when nothing is merged any more.
func (t *Tidier) Wait() { t.running.Wait() }

// Wrote reports whether anything was written.
func (t *Tidier) Wrote() bool { return t.wrote.Load() }

// Failed reports whether merging was given up.
func (t *Tidier) Failed() bool { return t.failed.Load() }

// Tidy merges the smallest segments when there are more than most, until
// WantedSegments are left or the credit is used up. Searches and writers go on
// meanwhile. What was merged is part of the stored state when it returns.
func (t *Tidier) Tidy(ctx context.Context, most int) (err error) {
	defer Recover(&err)
	for range tidyRounds {
		sizes, err := t.Sizes()
		if err != nil || len(sizes) <= most {
			return err
		}
		number, articles := smallest(sizes, int(t.credit.Load()))
		if number == 0 {
			return nil
		}
		if err := t.merge(ctx, number, len(sizes)-number+1, articles); err != nil {
			return fmt.Errorf("merge %d segments of %s: %w", number, t.path, err)
		}
		t.credit.Add(int64(-articles))
		most = WantedSegments
	}
	return nil
}

// Sizes returns the number of live articles of each segment.
func (t *Tidier) Sizes() ([]int, error) {
	r, err := t.store.scorch.Reader()
	if err != nil {
		return nil, fmt.Errorf("read index %s: %w", t.path, err)
	}
	defer func() { _ = r.Close() }()
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok || snapshot == nil {
		return nil, errors.New("the store is closed")
	}
	var sizes []int
	for _, s := range snapshot.Segments() {
		sizes = append(sizes, int(s.LiveSize()))
	}
	return sizes, nil
}

// smallest chooses how many of the smallest segments to merge into one so that
// WantedSegments are left, and returns how many articles these have: at most
// limit. More of them are chosen when they are small beside the others: they
// would have to be merged soon after. It returns 0 when there is nothing to merge.
func smallest(sizes []int, limit int) (number, articles int) {
	slices.Sort(sizes)
	least := len(sizes) - WantedSegments + 1
	for ; number < len(sizes); number++ {
		size := sizes[number]
		if articles+size > limit || number >= least && size > articles/2 {
			break
		}
		articles += size
	}
	if number < 2 {
		return 0, 0
	}
	return number, articles
}

// mergeDone is the name by which scorch looks in the context of a merge for a
// channel to report to. Without one it repeats a merge that fails, on a full
// disk say, for ever.
const mergeDone = "mergeDone"

// merge merges the number smallest segments, which have that many articles, so
// that left are left, and returns when the new segment is part of the stored state.
func (t *Tidier) merge(ctx context.Context, number, left, articles int) error {
	options := &mergeplan.MergePlanOptions{
		MaxSegmentsPerTier: 1, TierGrowth: 1, FloorSegmentSize: 1,
		// A segment of more than half of this is left alone.
		MaxSegmentSize:       int64(min(2*articles+2, mergeplan.MaxSegmentSizeLimit)),
		SegmentsPerMergeTask: number,
		CalcBudget:           func(int64, int64, *mergeplan.MergePlanOptions) int { return left },
		// The planner offers every run of segments, the largest first, and takes
		// the lowest score: of the longest runs the last.
		ScoreSegments: func(run []mergeplan.Segment, _ *mergeplan.MergePlanOptions) float64 {
			articles := 0.0
			for _, s := range run {
				articles += float64(s.LiveSize())
			}
			return articles - float64(len(run))*mergeplan.MaxSegmentSizeLimit
		},
	}
	done := make(chan error, 1)
	ended := make(chan error, 1)
	go func() {
		ctx := context.WithValue(ctx, mergeDone, done) //nolint:staticcheck // scorch looks for a string
		ended <- t.store.scorch.ForceMerge(ctx, options)
	}()
	var err error
	select {
	case err = <-done: // after a failure ForceMerge returns when the index is closed
		if err == nil {
			err = <-ended
		}
	case err = <-ended:
		select {
		case failed := <-done:
			err = errors.Join(err, failed)
		default:
		}
	case <-t.store.merges.dead:
		err = t.store.merges.cause
	case <-t.store.failed:
		err = ErrStopped
	}
	if err != nil {
		return err
	}
	// What comes before a batch is part of the stored state once that is written.
	return t.settle()
}
