package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"time"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/holder"
	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index"
)

// readerPatience is how long a command that only reads waits for an index that is
// locked. Every writer of this program answers for the index while it runs, except
// when it begins and ends; another program that embeds the index does not.
const readerPatience = 5 * time.Second

// openForReading opens the index to search it, through its owner if there is one.
// If none was named on the command line and there is none in the usual place, it is
// the built-in sample, and notes is told so.
func (l *location) openForReading(ctx context.Context, notes io.Writer) (r owner.Reader, sample bool, err error) {
	dir, named, err := l.path()
	if err != nil {
		return nil, false, err
	}
	collectRarely()
	if o, is, err := l.cluster(); err != nil || is {
		o.ReadOnly = true
		r, err = openCluster(ctx, notes, o, err)
		return r, false, err
	}
	waiting, cancel := context.WithTimeoutCause(ctx, readerPatience, index.ErrLocked)
	defer cancel()
	r, err = patiently(waiting, notes, dir, func() (owner.Reader, error) {
		return index.Open(ctx, dir, index.Options{ReadOnly: true})
	})
	if named || !errors.Is(err, index.ErrNotFound) {
		return r, false, err
	}
	note(notes, words(ctx).NoIndex(dir, words(ctx).Searching))
	x, err := openSample(ctx)
	return x, true, err
}

// readerGCPercent lets the heap of a command grow to 20 MB before garbage is
// collected for the first time: most have ended by then.
const readerGCPercent = 400

// collectRarely has garbage collected later than usual, unless the user says when.
func collectRarely() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(readerGCPercent)
	}
}

// openForWriting opens the index to change it, through its owner if there is one;
// otherwise this process becomes the owner, under the name of its command. While
// another program has the index it waits, until ctx ends. create says whether an
// index that is not there is made.
func (l *location) openForWriting(ctx context.Context, notes io.Writer, command string, create bool) (owner.Archive, error) {
	if o, is, err := l.cluster(); err != nil || is {
		o.Existing = !create
		return openCluster(ctx, notes, o, err)
	}
	dir, _, err := l.path()
	if err != nil {
		return nil, err
	}
	open := func(ctx context.Context) (owner.Archive, error) {
		return patiently(ctx, notes, dir, func() (owner.Archive, error) {
			if err := exists(dir); err != nil && !create {
				return nil, err
			}
			return own(ctx, dir, owner.Info{Command: command})
		})
	}
	a, err := open(ctx)
	if err != nil {
		return nil, err
	}
	if client, ok := a.(*owner.Client); ok {
		return &handover{Archive: client, open: open, notes: notes}, nil
	}
	return a, nil
}

func exists(dir string) error {
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("index %s: %w", dir, index.ErrNotFound)
	}
	return nil
}

// lockPause is how long patiently waits before it looks again.
const lockPause = 200 * time.Millisecond

// patiently returns the index in dir through its owner, or else as open opens it. An
// index that is locked is tried again until ctx ends; notes is told who has it.
func patiently[A any](ctx context.Context, notes io.Writer, dir string, open func() (A, error)) (a A, err error) {
	for told := false; ; {
		client, err := owner.Find(ctx, dir)
		if err == nil {
			return any(client).(A), nil
		}
		if errors.Is(err, owner.ErrNone) {
			a, err = open()
		}
		if !errors.Is(err, index.ErrLocked) {
			return a, err
		}
		by := printable(holder.Of(dir))
		if !told && ctx.Err() == nil {
			told = true
			fmt.Fprintf(notes, "newssearch: waiting for %s, which has the index %s open; Ctrl-C gives up\n", by, dir)
		}
		select {
		case <-ctx.Done():
			if errors.Is(context.Cause(ctx), index.ErrLocked) {
				return a, fmt.Errorf("%w: %s has it open; end it, or try again when it is done", err, by)
			}
			return a, ctx.Err()
		case <-time.After(lockPause):
		}
	}
}

// own opens the index in dir for writing and answers for it.
func own(ctx context.Context, dir string, info owner.Info) (owner.Archive, error) {
	x, err := index.Open(ctx, dir, index.Options{})
	if err != nil {
		return nil, err
	}
	return newOwned(ctx, dir, x, info, slog.Default()), nil
}
