package index

import (
	"context"
	"iter"
	"sync"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// Sizes of the batches of PutAll: a batch is closed by whichever is reached
// first. With 750 articles there is a third less to wait for the disk and to
// merge than with 500; with 2,000 the rate is the same and takes 1 GB. The bytes
// bound the memory when articles are long.
const (
	batchArticles = disk.BatchArticles
	batchBytes    = 8 << 20
	// batchWriters is how many batches are in work at once: one is analysed
	// while another is written.
	batchWriters = 2
)

// PutAll puts every article of seq, in batches. done, when not nil, is told of
// each batch once it is safely stored; it is not called concurrently. When ctx
// ends or a batch fails PutAll stops, and the result counts what was stored.
// Of two articles with one ID in seq, which one stays is certain only when
// they are further apart than 2,000 articles. Segments are merged in the
// background, for some seconds after PutAll returns when much was put.
func (x *Index) PutAll(ctx context.Context, seq iter.Seq[Article], done func(PutResult)) (PutResult, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	batches := make(chan []Article)
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		total PutResult
	)
	for range batchWriters {
		wg.Go(func() {
			for batch := range batches {
				r, err := x.put(ctx, batch, 0)
				if err != nil {
					cancel(err)
					continue
				}
				mu.Lock()
				total.Merge(r)
				if done != nil {
					done(r)
				}
				mu.Unlock()
			}
		})
	}
	x.feed(ctx, seq, batches)
	close(batches)
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

// feed groups the articles of seq into batches until ctx ends.
func (x *Index) feed(ctx context.Context, seq iter.Seq[Article], batches chan<- []Article) {
	var batch []Article
	size := 0
	send := func() bool {
		select {
		case batches <- batch:
			batch, size = nil, 0
			return true
		case <-ctx.Done():
			return false
		}
	}
	for a := range seq {
		batch = append(batch, a)
		for s := range a.text {
			size += len(s)
		}
		if (len(batch) >= batchArticles || size >= batchBytes) && !send() {
			return
		}
	}
	if len(batch) > 0 {
		send()
	}
}
