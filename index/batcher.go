package index

import (
	"context"
	"iter"
	"sync"
	"time"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// Sizes of the batches of PutAll: a batch is closed by whichever is reached
// first. With 750 articles there is a third less to wait for the disk and to
// merge than with 500; with 2,000 the rate is the same and takes 1 GB. The bytes
// bound the memory when articles are long. The age is for articles that come one by
// one, which shall be found soon: a batch that old is closed when a writer is free.
const (
	batchArticles = disk.BatchArticles
	batchBytes    = 8 << 20
	batchAge      = 500 * time.Millisecond
	// batchRetry is when a batch of that age looks for a free writer again.
	batchRetry = 50 * time.Millisecond
)

// batch is a run of the articles of a sequence.
type batch struct {
	articles []Article
	number   int // of the batch, from 0
	end      int // the number of articles of the sequence up to its end
}

// batcher groups a sequence of articles into batches.
type batcher struct {
	out chan batch

	mu    sync.Mutex
	batch batch
	size  int // of its text, in bytes
	timer *time.Timer
}

func newBatcher() *batcher {
	b := &batcher{out: make(chan batch)}
	b.timer = time.AfterFunc(time.Hour, b.ripen)
	b.timer.Stop()
	return b
}

// feed sends the articles of seq, until ctx ends, and closes b.out.
func (b *batcher) feed(ctx context.Context, seq iter.Seq[Article]) {
	for a := range seq {
		if !b.add(ctx, a) {
			break
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.timer.Stop()
	if len(b.batch.articles) > 0 {
		b.send(ctx)
	}
	b.batch.articles = nil // nothing is left for a timer that is going off just now
	close(b.out)
}

// add takes an article, and reports whether to go on.
func (b *batcher) add(ctx context.Context, a Article) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.batch.articles) == 0 {
		b.timer.Reset(batchAge)
	}
	b.batch.articles = append(b.batch.articles, a)
	b.batch.end++
	for s := range a.text {
		b.size += len(s)
	}
	if len(b.batch.articles) >= batchArticles || b.size >= batchBytes {
		return b.send(ctx)
	}
	return ctx.Err() == nil
}

// send hands the batch to a writer. The caller holds b.mu.
func (b *batcher) send(ctx context.Context) bool {
	select {
	case b.out <- b.batch:
		b.next()
		return true
	case <-ctx.Done():
		return false
	}
}

// next begins the next batch. The caller holds b.mu.
func (b *batcher) next() {
	b.batch = batch{number: b.batch.number + 1, end: b.batch.end}
	b.size = 0
}

// ripen is called when a batch is batchAge old.
func (b *batcher) ripen() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.batch.articles) == 0 {
		return
	}
	select {
	case b.out <- b.batch:
		b.next()
	default: // all writers are at work
		b.timer.Reset(batchRetry)
	}
}
