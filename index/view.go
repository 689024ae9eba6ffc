package index

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/facet"
	"github.com/newssearch/newssearch/index/internal/lookup"
	"github.com/newssearch/newssearch/index/internal/offheap"
	"github.com/newssearch/newssearch/index/internal/story"
)

// view is the index at one moment. Views are shared by the searches that run
// between two changes of the index, and counted, so that the last one to use
// an old view lets its files go.
type view struct {
	*engine.Snapshot
	reader *scorch.IndexSnapshot
	// uses counts the operations that read the view, and the index while it is
	// the newest. Until the last has ended nothing that it may read is freed.
	uses    atomic.Int32
	guard   *offheap.Guard
	entered uint64

	storiesMu sync.Mutex
	found     *story.Stories // nil until asked for

	labels *facet.View
	words  *lookup.View
}

// acquire returns the current view; release it after use.
func (x *Index) acquire() (*view, error) {
	r, err := x.disk.Scorch().Reader()
	if err != nil {
		return nil, fmt.Errorf("read index %s: %w", x.path, err)
	}
	reader, ok := r.(*scorch.IndexSnapshot)
	if !ok || reader == nil {
		return nil, ErrClosed
	}
	x.viewMu.Lock()
	defer x.viewMu.Unlock()
	if x.view != nil && x.view.reader == reader {
		x.view.uses.Add(1)
		return x.view, nil
	}
	snap, err := x.store.Snapshot(reader)
	if err != nil {
		_ = reader.Close()
		return nil, fmt.Errorf("%s: %w: %w", x.path, ErrDamaged, err)
	}
	v := &view{
		Snapshot: snap, reader: reader, labels: facet.NewView(snap),
		words: lookup.NewView(snap, lookup.Fields{Abbreviations: document.Abbreviation, Published: document.Published, Hash: document.Hash}),
	}
	if x.view != nil {
		x.view.release()
	}
	x.view = v
	x.sequences.Keep(v.Segments)
	v.guard, v.entered = &x.sequences.Guard, x.sequences.Guard.Enter()
	v.uses.Store(2) // the index's own and the caller's
	reader.AddRef()
	return v, nil
}

// beginReading is begin for an operation that reads the index, with the view it
// reads. end, which has to be deferred itself, also turns a panic of the
// storage library into an error.
func (x *Index) beginReading(ctx context.Context) (v *view, end func(err *error), err error) {
	endOperation, err := x.begin(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			endOperation()
		}
	}()
	defer recoverFault(x.log, x.path, &err)
	if v, err = x.acquire(); err != nil {
		return nil, nil, err
	}
	return v, func(err *error) {
		if r := recover(); r != nil {
			*err = panicError(x.log, x.path, disk.Caught(r))
		}
		v.release()
		endOperation()
	}, nil
}

func (v *view) release() {
	_ = v.reader.Close()
	if v.uses.Add(-1) == 0 {
		v.guard.Leave(v.entered)
	}
}

// dropView lets the cached view go.
func (x *Index) dropView() {
	x.viewMu.Lock()
	defer x.viewMu.Unlock()
	if x.view != nil {
		x.view.release()
		x.view = nil
	}
}
