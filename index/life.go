package index

import (
	"context"
	"errors"
	"fmt"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// Close waits for running operations and releases the index. When much was
// written it finishes merging, and learning what to suggest, which takes some
// seconds. Closing again does nothing and is no error; it waits for the first to end.
func (x *Index) Close() error {
	x.endLife()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return nil
	}
	x.closed = true
	x.tidier.Start(disk.WantedSegments)
	learned := x.guard(x.closeSuggestions)
	saved := x.guard(x.saveStatistics)
	x.tidier.Finish()
	columns := x.guard(x.settleColumns)
	x.dropView()
	x.freeMemory()
	if err := errors.Join(learned, saved, columns, x.guard(x.disk.Close)); err != nil {
		return fmt.Errorf("close index %s: %w", x.path, err)
	}
	if x.path != "" && !x.opts.ReadOnly {
		if err := disk.Purge(x.path, ownFiles...); err != nil {
			x.log.Warn("merged segments are not removed", "index", x.path, "error", err)
		}
	}
	return nil
}

// enter keeps the index from being closed until x.mu.RUnlock is called, and reports
// whether it is open.
func (x *Index) enter() bool {
	x.mu.RLock()
	if x.closed {
		x.mu.RUnlock()
		return false
	}
	return true
}

// begin is called first by every operation; end ends it. See also beginReading.
func (x *Index) begin(ctx context.Context) (end func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !x.enter() {
		return nil, ErrClosed
	}
	// Segments are mapped files: where one is damaged or was cut short, reading
	// it faults. The fault becomes a panic, which recoverFault turns into an error.
	undo := disk.PanicOnFault()
	return func() {
		undo()
		x.mu.RUnlock()
	}, nil
}

// settle returns when all that was merged is part of the stored state, as is all
// that comes before a batch once that is written. The batch changes nothing.
func (x *Index) settle() error {
	return x.disk.Batch(bleveindex.NewBatch())
}
