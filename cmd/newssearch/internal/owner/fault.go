package owner

import (
	"context"
	"errors"

	"github.com/newssearch/newssearch/index"
)

// ErrNone means that no process answers as the owner of an index.
var ErrNone = errors.New("no process owns the index")

// ErrLeft means that the owner of an index ended, or was asked to end, before it
// had done what it was asked. What it acknowledged is stored.
var ErrLeft = errors.New("the process that owns the index has ended")

// kinds are the errors that callers tell apart, by their names on the wire.
var kinds = map[string]error{
	"not-found": index.ErrNotFound,
	"locked":    index.ErrLocked,
	"schema":    index.ErrSchema,
	"damaged":   index.ErrDamaged,
	"not-index": index.ErrNotIndex,
	"read-only": index.ErrReadOnly,
	"closed":    index.ErrClosed,
	"article":   index.ErrInvalidArticle,
	"removed":   index.ErrRemoved,
	"left":      ErrLeft,
	"deadline":  context.DeadlineExceeded,
	"canceled":  context.Canceled,
}

// fault is an error on the wire.
type fault struct {
	Message string              `json:"message"`
	Kinds   []string            `json:"kinds,omitempty"`
	Query   *index.QueryError   `json:"query,omitempty"`
	Request *index.RequestError `json:"request,omitempty"`
}

func newFault(err error) *fault {
	if err == nil {
		return nil
	}
	f := &fault{Message: err.Error()}
	errors.As(err, &f.Query)
	errors.As(err, &f.Request)
	for name, kind := range kinds {
		if errors.Is(err, kind) {
			f.Kinds = append(f.Kinds, name)
		}
	}
	return f
}

// err is the error that the fault was made of, as far as callers tell errors apart.
func (f *fault) err() error {
	switch {
	case f == nil:
		return nil
	case f.Query != nil:
		return f.Query
	case f.Request != nil:
		return f.Request
	}
	e := &remoteError{message: f.Message}
	for _, name := range f.Kinds {
		if kind, ok := kinds[name]; ok {
			e.kinds = append(e.kinds, kind)
		}
	}
	return e
}

// remoteError is an error that the owner met. It reads as it does there.
type remoteError struct {
	message string
	kinds   []error
}

func (e *remoteError) Error() string   { return e.message }
func (e *remoteError) Unwrap() []error { return e.kinds }
