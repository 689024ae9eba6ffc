package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"sync"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index"
)

// handover is an index that another process owns. When that process ends in the
// middle of a PutAll, by itself or killed, the rest goes to whoever owns the index
// next, or is done here.
type handover struct {
	owner.Archive
	open  func(context.Context) (owner.Archive, error)
	notes io.Writer
}

// PutAll is index.Index.PutAll. Articles that were stored when the owner ended but
// not reported yet count as unchanged.
func (h *handover) PutAll(ctx context.Context, seq iter.Seq[index.Article], done func(index.PutResult)) (total index.PutResult, err error) {
	next, stop := iter.Pull(seq)
	defer stop()
	q := &unsettled{next: next}
	for {
		var r index.PutResult
		r, err = h.Archive.PutAll(ctx, q.rest(), func(batch index.PutResult) {
			q.settle(batch.Settled)
			if done != nil {
				done(batch)
			}
		})
		total.Merge(r)
		if !errors.Is(err, owner.ErrLeft) || ctx.Err() != nil {
			return total, err
		}
		fmt.Fprintf(h.notes, "newssearch: %v; going on without it\n", err)
		if err := h.Close(); err != nil {
			return total, err
		}
		if h.Archive, err = h.open(ctx); err != nil {
			return total, err
		}
	}
}

// unsettled is a sequence of articles that keeps those that are not stored yet.
type unsettled struct {
	next func() (index.Article, bool)

	mu      sync.Mutex
	kept    []index.Article
	settled int // how many of the round's articles are no longer kept
}

// begin begins a round and returns what is kept.
func (u *unsettled) begin() []index.Article {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.settled = 0
	return slices.Clone(u.kept)
}

// rest begins a round: it yields what is kept, and then what comes next.
func (u *unsettled) rest() iter.Seq[index.Article] {
	again := u.begin()
	return func(yield func(index.Article) bool) {
		for _, a := range again {
			if !yield(a) {
				return
			}
		}
		for {
			a, ok := u.next()
			if !ok {
				return
			}
			u.mu.Lock()
			u.kept = append(u.kept, a)
			u.mu.Unlock()
			if !yield(a) {
				return
			}
		}
	}
}

// settle forgets the first n articles of the round.
func (u *unsettled) settle(n int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if n > u.settled {
		u.kept = append([]index.Article(nil), u.kept[n-u.settled:]...)
		u.settled = n
	}
}
