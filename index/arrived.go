package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// Arrived returns the articles that were put after batch number after, in the order
// in which they came, and the number of the batch up to which that is all of them: the
// next call goes on from there. Every Put, and every batch of PutAll, has a number,
// which rises; the first is 1. Batches are returned whole, and no further one once
// there are limit articles. An article that was replaced since came with its latest
// batch. The cost depends on what came, not on the size of the collection. Reindex
// begins to count anew.
func (x *Index) Arrived(ctx context.Context, after uint64, limit int) (list []Article, upTo uint64, err error) {
	// Once it is had, every batch with a number is stored, or failed.
	x.counting.Lock()
	last := x.batch.Load()
	x.counting.Unlock()
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return nil, after, err
	}
	defer end(&err)
	found, err := x.arrivals.after(v, after, last)
	if err != nil {
		return nil, after, x.faultOf(fmt.Errorf("articles that arrived: %w", err))
	}
	upTo = max(after, last)
	for i, a := range found {
		if len(list) >= limit && a.batch != found[i-1].batch {
			return list, found[i-1].batch, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, after, err
		}
		article, err := x.article(a.seg, a.doc)
		if err != nil {
			return nil, after, err
		}
		list = append(list, article)
	}
	return list, upTo, nil
}

// LastBatch returns the number of the last batch that was put, 0 when there is none.
func (x *Index) LastBatch() uint64 { return x.batch.Load() }

// arrival is where an article is, and the batch it came in.
type arrival struct {
	batch uint64
	seg   *engine.Segment
	doc   uint32
}

// arrivals knows the latest batch of each segment, so that only those with something
// new are looked through.
type arrivals struct {
	mu     sync.Mutex
	latest map[uint64]uint64 // by the number of the segment
}

// after returns the articles of v with batches after one and up to another.
func (a *arrivals) after(v *view, after, last uint64) (found []arrival, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	latest := make(map[uint64]uint64, len(v.Segments))
	for _, seg := range v.Segments {
		known, ok := a.latest[seg.Number()]
		if ok && known <= after {
			latest[seg.Number()] = known
			continue
		}
		batches, err := seg.Numbers(document.Batch)
		if err != nil {
			return nil, err
		}
		newest := uint64(0)
		for doc, batch := range batches {
			newest = max(newest, batch)
			if batch > after && batch <= last && seg.IsLive(uint32(doc)) {
				found = append(found, arrival{batch, seg, uint32(doc)})
			}
		}
		latest[seg.Number()] = newest
	}
	a.latest = latest
	slices.SortStableFunc(found, func(a, b arrival) int { return cmp.Compare(a.batch, b.batch) })
	return found, nil
}
