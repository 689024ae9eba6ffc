// Package batch groups a sequence into batches by number, size and age, and tells how far
// the sequence is settled when its batches are done in any order. Begin with New and Feed.
package batch

import (
	"context"
	"iter"
	"sync"
	"time"
)

// Limits say when a batch is closed: by whichever is reached first.
type Limits struct {
	// Items is the most items of a batch, Bytes about the most bytes.
	Items, Bytes int
	// Age is for items that come one by one, which are wanted soon: a batch that old is
	// closed when somebody is free to take it.
	Age time.Duration
	// Retry is how long a batch of that age waits before it looks for a taker again.
	Retry time.Duration
}

// Batch is a run of the items of a sequence.
type Batch[T any] struct {
	Items  []T
	Number int // of the batch, from 0
	End    int // the number of items of the sequence up to its end
}

// Batcher groups a sequence of items into batches.
type Batcher[T any] struct {
	// Out has the batches. Several goroutines may take from it. It is closed after the last.
	Out chan Batch[T]

	limits Limits
	sizeOf func(*T) int // in bytes

	mu    sync.Mutex
	batch Batch[T]
	size  int
	timer *time.Timer
}

// New returns a batcher of items whose size in bytes sizeOf tells.
func New[T any](limits Limits, sizeOf func(*T) int) *Batcher[T] {
	b := &Batcher[T]{Out: make(chan Batch[T]), limits: limits, sizeOf: sizeOf}
	b.timer = time.AfterFunc(time.Hour, b.ripen)
	b.timer.Stop()
	return b
}

// Feed sends the items of seq, until ctx ends, and closes Out.
func (b *Batcher[T]) Feed(ctx context.Context, seq iter.Seq[T]) {
	for item := range seq {
		if !b.add(ctx, item) {
			break
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.timer.Stop()
	if len(b.batch.Items) > 0 {
		b.send(ctx)
	}
	b.batch.Items = nil // nothing is left for a timer that is going off just now
	close(b.Out)
}

// add takes an item, and reports whether to go on.
func (b *Batcher[T]) add(ctx context.Context, item T) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.batch.Items) == 0 {
		b.timer.Reset(b.limits.Age)
	}
	b.batch.Items = append(b.batch.Items, item)
	b.batch.End++
	b.size += b.sizeOf(&item)
	if len(b.batch.Items) >= b.limits.Items || b.size >= b.limits.Bytes {
		return b.send(ctx)
	}
	return ctx.Err() == nil
}

// send hands the batch over. The caller holds b.mu.
func (b *Batcher[T]) send(ctx context.Context) bool {
	select {
	case b.Out <- b.batch:
		b.next()
		return true
	case <-ctx.Done():
		return false
	}
}

// next begins the next batch. The caller holds b.mu.
func (b *Batcher[T]) next() {
	b.batch = Batch[T]{Number: b.batch.Number + 1, End: b.batch.End}
	b.size = 0
}

// ripen is called when a batch is old enough to be closed.
func (b *Batcher[T]) ripen() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.batch.Items) == 0 {
		return
	}
	select {
	case b.Out <- b.batch:
		b.next()
	default: // nobody is free
		b.timer.Reset(b.limits.Retry)
	}
}
