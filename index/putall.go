package index

import (
	"context"
	"iter"
	"sync"
	"time"

	"github.com/newssearch/newssearch/index/internal/batch"
	"github.com/newssearch/newssearch/index/internal/disk"
)

// batchArticles is how many articles are put at once: with 750 there is a third less to
// wait for the disk and to merge than with 500; with 2,000 the rate is the same and takes
// 1 GB.
const batchArticles = disk.BatchArticles

// batches are the batches of PutAll. The bytes bound the memory when articles are long, the
// age is for articles that come one by one.
var batches = batch.Limits{Items: batchArticles, Bytes: 8 << 20, Age: 500 * time.Millisecond, Retry: 50 * time.Millisecond}

// batchWriters is how many batches PutAll has in work at once: one is analysed
// while another is written.
const batchWriters = 2

// PutAll puts every article of seq, in batches. done, when not nil, is told of
// each batch once it is safely stored; it is not called concurrently. When seq
// takes its time, what has come is stored within about a second. When ctx
// ends or a batch fails PutAll stops, and the result counts what was stored.
// Of two articles with one ID in seq, which one stays is certain only when
// they are further apart than 2,000 articles. Segments are merged in the
// background, for some seconds after PutAll returns when much was put.
func (x *Index) PutAll(ctx context.Context, seq iter.Seq[Article], done func(PutResult)) (PutResult, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		total PutResult
		order batch.Settled
	)
	stored := func(b batch.Batch[Article], r PutResult) {
		mu.Lock()
		defer mu.Unlock()
		r.Settled = order.Settle(b.Number, b.End)
		total.Merge(r)
		if done != nil {
			done(r)
		}
	}
	b := batch.New(batches, (*Article).bytes)
	for range batchWriters {
		wg.Go(func() {
			for taken := range b.Out {
				r, err := x.put(ctx, taken.Items, 0)
				if err != nil {
					cancel(err)
					continue
				}
				stored(taken, r)
			}
		})
	}
	b.Feed(ctx, seq)
	wg.Wait()
	x.tidyUp()
	if ctx.Err() != nil {
		return total, context.Cause(ctx)
	}
	return total, nil
}

// tidyUp has the segments that an ingest left merged in the background.
func (x *Index) tidyUp() {
	end, err := x.begin(context.Background())
	if err != nil {
		return // Close has done it
	}
	defer end()
	x.tidier.Start(disk.WantedSegments)
}
