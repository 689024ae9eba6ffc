package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/newssearch/newssearch/index/internal/disk"
)

// faultOf says of an error met while segments were read that the index is
// damaged, unless it is an error of another kind.
func (x *Index) faultOf(err error) error {
	var (
		badQuery   *QueryError
		badRequest *RequestError
	)
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, ErrDamaged, ErrClosed, ErrNotFound} {
		if errors.Is(err, known) {
			return err
		}
	}
	if err == nil || errors.As(err, &badQuery) || errors.As(err, &badRequest) {
		return err
	}
	return fmt.Errorf("%s: %w: %w", x.path, ErrDamaged, err)
}

// openFault says of an error met while files were opened that the index is damaged,
// unless it is an error of another kind.
func openFault(path string, err error) error {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, disk.ErrLocked):
		return fmt.Errorf("%s: %w", path, ErrLocked)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("open index %s: %w", path, err)
	}
	return fmt.Errorf("%s: %w: %w", path, ErrDamaged, err)
}

// recoverDamage turns a panic of the storage library into ErrDamaged: its
// files carry checksums, but it does not check them. See also disk.PanicOnFault.
func recoverDamage(path string, err *error) {
	if r := recover(); r != nil {
		*err = panicError(path, r)
	}
}

func panicError(path string, r any) error {
	return fmt.Errorf("%s: %w: %v", path, ErrDamaged, r)
}

// guard returns the error of step, ErrDamaged when it meets a damaged segment:
// the steps after it are to be done all the same.
func (x *Index) guard(step func() error) (err error) {
	defer recoverDamage(x.path, &err)
	defer disk.PanicOnFault()()
	return step()
}
