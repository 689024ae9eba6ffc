package index

import (
	"context"
	"errors"
	"fmt"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// change runs f, which writes, as an operation. When something could not be written the
// index is opened again before change returns: bleve still has in memory, and would
// show and store later, what was refused.
func (x *Index) change(ctx context.Context, f func() error) error {
	if err := x.reopenFailed(); err != nil { // in the background maybe
		return err
	}
	err := x.changeOnce(ctx, f)
	return errors.Join(err, x.reopenFailed())
}

func (x *Index) changeOnce(ctx context.Context, f func() error) error {
	end, err := x.begin(ctx)
	if err != nil {
		return err
	}
	if x.opts.ReadOnly {
		end()
		return ErrReadOnly
	}
	defer end()
	return x.guard(f)
}

// reopenFailed opens the index again when something could not be written.
func (x *Index) reopenFailed() error {
	if x.hasFailed() {
		return x.reopen()
	}
	return nil
}

func (x *Index) hasFailed() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return !x.closed && x.disk.Failure() != nil
}

// reopen closes the store after a failure and opens it again in the state that
// was stored last, unless that was done meanwhile.
func (x *Index) reopen() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	failure := x.disk.Failure()
	if x.closed || failure == nil || x.path == "" {
		return nil
	}
	x.log.Warn("the index is opened again after something could not be written", "index", x.path, "error", failure)
	x.tidier.Wait()
	x.suggester.running.Wait()
	x.dropView()
	x.store.Close()
	x.sequences.Close()
	s, err := x.disk, x.disk.Close()
	if err == nil {
		s, err = openAgain(x.path)
	}
	if err != nil {
		x.closed = true // there is nothing to read from or write to
		x.freeMemory()
		return fmt.Errorf("%s is closed, since it cannot be opened again after a failure: %w", x.path, openFault(x.path, err))
	}
	x.attach(s)
	return nil
}

// openAgain opens a store for writing if what was stored last is there.
func openAgain(path string) (*disk.Store, error) {
	s, _, err := disk.OpenWhole(path)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return disk.Open(path, false)
}
