package disk

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Store is an open store of bleve's. It is safe for concurrent use.
//
// A batch that bleve could not write stays in its memory, is found by searches and is
// written once there is room: bleve tries again for ever, at full processor load. So the
// first failure stops whatever writes, Batch refuses from then on, and the store has to
// be opened again, which forgets what was refused.
type Store struct {
	bleve  bleve.Index
	scorch *scorch.Scorch
	path   string
	merges *merges

	failing sync.Once
	failed  chan struct{} // closed by the first failure
	failure error         // set before that
	closing chan struct{}
	close   sync.Once
}

const (
	// answerTimeout is how long a batch waits for its own answer after another has
	// failed: it may have been written before that.
	answerTimeout = 2 * time.Second
	// closeTimeout bounds Close: a disk that does not answer cannot be waited for.
	closeTimeout = 8 * time.Second
)

// ErrStopped means that something could not be written, so nothing more is.
var ErrStopped = errors.New("the store takes no more changes")

// NewStore returns the store of an open index of bleve's, in memory when path is empty.
func NewStore(path string, b bleve.Index) (*Store, error) {
	s := &Store{path: path, failed: make(chan struct{}), closing: make(chan struct{})}
	if err := s.attach(b); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Store) attach(b bleve.Index) error {
	advanced, err := b.Advanced()
	if err != nil {
		return err
	}
	sc, ok := advanced.(*scorch.Scorch)
	if !ok {
		return fmt.Errorf("a %T: %w", advanced, ErrKind)
	}
	s.bleve, s.scorch, s.merges = b, sc, mergesOf(sc)
	return nil
}

// ErrKind means that an index is one of bleve's, but of another kind than ours.
var ErrKind = errors.New("not a scorch index")

// Scorch is what is read from.
func (s *Store) Scorch() *scorch.Scorch { return s.scorch }

// Internal returns an internal value, nil when there is none.
func (s *Store) Internal(key []byte) ([]byte, error) { return s.bleve.GetInternal(key) }

// Failure returns what could not be written, nil as long as everything could.
func (s *Store) Failure() error {
	select {
	case <-s.failed:
		return s.failure
	default:
		return nil
	}
}

// Batch writes a batch, all of it or nothing. When it returns an error the store is
// to be opened again; see Store.
func (s *Store) Batch(batch *bleveindex.Batch) error {
	if err := s.Failure(); err != nil {
		return fmt.Errorf("%w: %w", ErrStopped, err)
	}
	done := make(chan error, 1)
	go func() { done <- s.write(batch) }()
	select {
	case err := <-done:
		return err
	case <-s.failed:
	}
	select {
	case err := <-done:
		return err
	case <-time.After(answerTimeout):
		return s.failure
	}
}

func (s *Store) write(batch *bleveindex.Batch) (err error) {
	defer func() {
		if err != nil {
			s.fail(err)
			err = s.failure
		}
	}()
	defer Recover(&err)
	defer PanicOnFault()()
	return s.scorch.Batch(batch)
}

// fail notes the first failure.
func (s *Store) fail(err error) {
	s.failing.Do(func() {
		s.failure = s.explain(err)
		close(s.failed)
		s.merges.wake()
	})
}

// explain adds what bleve's text hides: that there is no room.
func (s *Store) explain(err error) error {
	if errors.Is(err, syscall.ENOSPC) || s.path == "" {
		return err
	}
	if free, ok := Free(s.path); ok && free < fullBytes {
		return fmt.Errorf("%w: %w", syscall.ENOSPC, err)
	}
	return err
}

// HoldMerges keeps bleve from merging, and returns when nothing is merged any more:
// from then on segments change by batches only.
func (s *Store) HoldMerges() { s.merges.hold(s.failed) }

// Close closes the store. It returns within closeTimeout, with an error when the disk
// does not answer.
func (s *Store) Close() error {
	s.close.Do(func() { close(s.closing) })
	done := make(chan error, 1)
	go func() { done <- s.closeBleve() }()
	select {
	case err := <-done:
		return err
	case <-time.After(closeTimeout):
		return fmt.Errorf("%s: the disk does not answer: %w", s.path, os.ErrDeadlineExceeded)
	}
}

func (s *Store) closeBleve() (err error) {
	defer Recover(&err)
	defer PanicOnFault()()
	err = s.bleve.Close()
	open.CompareAndDelete(storePath(s.path), s)
	return err
}
