package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index"
)

// service is the index that serve shows.
type service struct {
	*index.Index
	dir    string
	sample bool // the built-in articles, in memory
	// writable says that this process owns the index.
	writable bool
	// fetching says that it visits the sources by itself.
	fetching bool
	// owned is the index with what keeps it up to date, once it is; nil if it is not writable.
	owned *owned
}

// openService opens the index to serve it and to take in what comes, or to serve it
// only: the built-in sample, an index on a disk that cannot be written to, or one
// that others shall serve too.
func (o *serveOptions) openService(ctx context.Context, notes io.Writer) (*service, error) {
	dir, named, err := o.path()
	if err != nil {
		return nil, err
	}
	s := &service{dir: dir, writable: !o.readOnly}
	if err = exists(dir); err == nil {
		s.Index, err = o.openServed(ctx, notes, dir, false)
	}
	if s.writable && errors.Is(err, fs.ErrPermission) {
		fmt.Fprintf(notes, "newssearch: %v; serving it without taking anything in\n", err)
		s.writable = false
		s.Index, err = o.openServed(ctx, notes, dir, true)
	}
	if !named && errors.Is(err, index.ErrNotFound) {
		note(notes, words(ctx).NoIndex(dir, words(ctx).Serving))
		s.sample, s.writable = true, false
		s.Index, err = openSample(ctx)
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// openServed opens the index itself, not through an owner. It waits for one that is
// done by itself, such as an ingest, and gives up where another server has the index.
func (o *serveOptions) openServed(ctx context.Context, notes io.Writer, dir string, readOnly bool) (*index.Index, error) {
	for told := false; ; {
		opened, err := patiently(ctx, notes, dir, func() (owner.Reader, error) {
			return index.Open(ctx, dir, index.Options{ReadOnly: readOnly || o.readOnly})
		})
		if err != nil {
			return nil, err
		}
		if x, ok := opened.(*index.Index); ok {
			return x, nil
		}
		info := opened.(*owner.Client).Owner()
		_ = opened.Close()
		if info.Page != "" {
			return nil, fmt.Errorf("%v serves the index %s already: open %s, or end that process: %w", info, dir, info.Page, index.ErrLocked)
		}
		if !told {
			told = true
			fmt.Fprintf(notes, "newssearch: waiting for %v, which changes the index %s; Ctrl-C gives up\n", info, dir)
		}
		select {
		case <-time.After(lockPause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// keepUp makes this process known as the owner of the index and keeps it up to date,
// if it is writable. stop ends both; it is to be called before the index is closed.
func (s *service) keepUp(ctx context.Context, page string, fetching bool, log *slog.Logger) (stop func() error) {
	if !s.writable {
		return func() error { return nil }
	}
	o := newOwned(ctx, s.dir, s.Index, owner.Info{Command: "serve", Page: page}, log)
	s.owned, s.fetching = o, fetching
	if o.server != nil {
		context.AfterFunc(ctx, o.server.Leave)
	}
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	if fetching {
		wg.Go(func() { o.followAll(ctx) })
	}
	wg.Go(func() { o.tellNews(ctx) })
	return func() error {
		cancel()
		wg.Wait()
		return errors.Join(o.leave(), o.close())
	}
}

// followAll keeps the index up to date with its sources until ctx ends.
func (o *owned) followAll(ctx context.Context) {
	f, err := o.sources()
	if err == nil {
		err = f.Run(ctx)
	}
	if ctx.Err() == nil {
		o.log.Error("sources are not followed", "error", err)
	}
}

// tellNews tells what is new for the saved searches until ctx ends.
func (o *owned) tellNews(ctx context.Context) {
	b, err := o.searches()
	if err == nil {
		err = b.Run(ctx, nil)
	}
	if ctx.Err() == nil {
		o.log.Error("nothing is told of what is new", "error", err)
	}
}
