package index

import (
	"context"
	"iter"
	"sync"

	"github.com/newssearch/newssearch/index/internal/disk"
)

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
		order = settling{ends: map[int]int{}}
	)
	stored := func(b batch, r PutResult) {
		mu.Lock()
		defer mu.Unlock()
		r.Settled = order.settle(b)
		total.Merge(r)
		if done != nil {
			done(r)
		}
	}
	b := newBatcher()
	for range batchWriters {
		wg.Go(func() {
			for batch := range b.out {
				r, err := x.put(ctx, batch.articles, 0)
				if err != nil {
					cancel(err)
					continue
				}
				stored(batch, r)
			}
		})
	}
	b.feed(ctx, seq)
	wg.Wait()
	x.tidyUp()
	if ctx.Err() != nil {
		return total, context.Cause(ctx)
	}
	return total, nil
}

// settling tells how far a sequence is settled when its batches are stored in any order.
type settling struct {
	ends map[int]int // of batches stored before one that came earlier
	next int         // the first batch that is not stored
	end  int         // the end of the batch before it
}

// settle notes that a batch is stored and returns the number of articles up to
// which everything is.
func (s *settling) settle(b batch) int {
	s.ends[b.number] = b.end
	for end, ok := s.ends[s.next]; ok; end, ok = s.ends[s.next] {
		delete(s.ends, s.next)
		s.next, s.end = s.next+1, end
	}
	return s.end
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
