package index

import "errors"

// Errors that callers tell apart with errors.Is. The error returned names the
// index and what to do about it.
var (
	// ErrNotFound means that there is no index at the path, or no article with the ID.
	ErrNotFound = errors.New("not found")
	// ErrLocked means that another process has the index open in a way that excludes this one.
	ErrLocked = errors.New("index is in use by another process")
	// ErrSchema means that the index was made by a version of this package
	// that analysed or stored articles differently; it has to be built again.
	ErrSchema = errors.New("index has another schema version")
	// ErrDamaged means that the files of the index cannot be read as an index.
	ErrDamaged = errors.New("index is damaged")
	// ErrInternal means that this package has made a mistake: it has panicked, and the
	// stack is in the log. The index is as good as before.
	ErrInternal = errors.New("internal fault, see the log")
	// ErrNotIndex means that there is something else than an index at the path.
	ErrNotIndex = errors.New("this is not an index")
	// ErrReadOnly means that a change was asked of an index opened for reading.
	ErrReadOnly = errors.New("index is open for reading only")
	// ErrClosed means that the index was closed.
	ErrClosed = errors.New("index is closed")
)
