package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"syscall"

	"github.com/newssearch/newssearch/index/internal/disk"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/stored"
)

// faultOf says of an error that came out of reading segments or stored articles that
// the index is damaged. Other errors are returned as they are.
func (x *Index) faultOf(err error) error {
	if !errors.Is(err, ErrDamaged) && (errors.Is(err, engine.ErrRead) || errors.Is(err, stored.ErrForm)) {
		return x.damage(err)
	}
	return err
}

// damage says of an error that came out of reading files that the index is damaged.
func (x *Index) damage(err error) error { return damage(x.path, err) }

func damage(path string, err error) error { return fmt.Errorf("%s: %w: %w", path, ErrDamaged, err) }

// diskFaults are errors of a disk, not of what is on it.
var diskFaults = []error{fs.ErrPermission, syscall.ENOSPC, syscall.EROFS, syscall.EDQUOT, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM}

// openFault says of an error met while files were opened that the index is damaged,
// unless it is an error of another kind.
func openFault(path string, err error) error {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, ErrInternal):
		return err
	case errors.Is(err, disk.ErrKind):
		return fmt.Errorf("%s: %w: %w", path, ErrSchema, err)
	case errors.Is(err, disk.ErrLocked):
		return fmt.Errorf("%s: %w", path, ErrLocked)
	}
	for _, fault := range diskFaults {
		if errors.Is(err, fault) {
			return fmt.Errorf("open index %s: %w", path, err)
		}
	}
	return damage(path, err)
}

// recoverFault, deferred, turns a panic into an error: ErrDamaged when it came out of
// reading files, whose checksums the storage library does not check, else ErrInternal.
// The stack goes to log. See also disk.PanicOnFault.
func recoverFault(log *slog.Logger, path string, err *error) {
	if r := recover(); r != nil {
		*err = panicError(log, path, disk.Caught(r))
	}
}

func panicError(log *slog.Logger, path string, p *disk.Panic) error {
	log.Error("recovered from a panic", "index", path, "panic", p.Error(), "stack", string(p.Stack))
	if p.Reading {
		return damage(path, p)
	}
	return fmt.Errorf("%s: %w: %w", path, ErrInternal, p)
}

// guard returns the error of step, ErrDamaged when it meets a damaged segment:
// the steps after it are to be done all the same.
func (x *Index) guard(step func() error) (err error) {
	defer recoverFault(x.log, x.path, &err)
	defer disk.PanicOnFault()()
	return step()
}
