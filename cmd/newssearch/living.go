package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/alert"
	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/fetch"
	"github.com/newssearch/newssearch/ingest/follow"
)

// stateFile is the database beside an index with what is followed and how far.
const stateFile = "archive.db"

// contactVariable is the environment variable with the contact for administrators of
// the sites that are fetched.
const contactVariable = "NEWSSEARCH_CONTACT"

// living is what keeps an index up to date. It is opened when it is first needed,
// by the process that owns the index.
type living struct {
	dir   string
	index *index.Index
	log   *slog.Logger

	mu       sync.Mutex
	db       *bbolt.DB
	follower *follow.Follower
	book     *alert.Book
}

// sources returns the follower of the index.
func (l *living) sources() (*follow.Follower, error) {
	err := l.open()
	return l.follower, err
}

// searches returns the saved searches of the index.
func (l *living) searches() (*alert.Book, error) {
	err := l.open()
	return l.book, err
}

// open opens the state of the index, once.
func (l *living) open() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.db != nil {
		return nil
	}
	db, err := bbolt.Open(filepath.Join(l.dir, stateFile), 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(l.dir, stateFile), err)
	}
	f, followErr := follow.New(db, l.index.Put, follow.Options{
		Fetch:  fetch.Options{Contact: os.Getenv(contactVariable), Version: buildVersion().Version},
		Logger: l.log,
	})
	book, bookErr := alert.Open(db, l.index, l.generation(), l.log)
	if err := errors.Join(followErr, bookErr); err != nil {
		return errors.Join(err, db.Close())
	}
	l.db, l.follower, l.book = db, f, book
	return nil
}

// generation changes when the index is built again: then all its files are new.
func (l *living) generation() string {
	info, err := os.Stat(filepath.Join(l.dir, "index_meta.json"))
	if err != nil {
		return ""
	}
	return info.ModTime().UTC().Format(time.RFC3339Nano)
}

func (l *living) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.db == nil {
		return nil
	}
	return l.db.Close()
}

// The addresses at which the owner of an index answers for its sources.
const (
	followPath   = "/sources/follow"
	unfollowPath = "/sources/unfollow"
	sourcesPath  = "/sources"
	fetchPath    = "/sources/fetch"
)

type followRequest struct {
	Address  string          `json:"address"`
	Settings follow.Settings `json:"settings"`
}

// fetchEvent is a source that was visited, or at the end what went wrong.
type fetchEvent = follow.Status

// endpoints answer other processes for the sources.
func (l *living) endpoints() []owner.Endpoint {
	return []owner.Endpoint{
		owner.On(followPath, func(ctx context.Context, q followRequest) (follow.Source, error) {
			return l.Follow(ctx, q.Address, q.Settings)
		}),
		owner.On(unfollowPath, func(ctx context.Context, address string) (bool, error) { return l.Unfollow(ctx, address) }),
		owner.On(sourcesPath, func(ctx context.Context, _ struct{}) ([]follow.Status, error) { return l.Sources(ctx) }),
		owner.OnStream(fetchPath, func(ctx context.Context, addresses []string, send func(fetchEvent)) error {
			return l.Fetch(ctx, addresses, send)
		}),
		owner.On(checkPath, func(ctx context.Context, deep bool) (index.Checked, error) { return l.index.Check(ctx, deep) }),
		owner.OnBytes(backupPath, func(ctx context.Context, _ struct{}, w io.Writer) error { return l.backUp(ctx, w) }),
	}
}

// Follow implements sources.
func (l *living) Follow(ctx context.Context, address string, s follow.Settings) (follow.Source, error) {
	f, err := l.sources()
	if err != nil {
		return follow.Source{}, err
	}
	return f.Follow(ctx, address, s)
}

// Unfollow implements sources.
func (l *living) Unfollow(_ context.Context, address string) (bool, error) {
	f, err := l.sources()
	if err != nil {
		return false, err
	}
	err = f.Unfollow(address)
	if errors.Is(err, follow.ErrNotFollowed) {
		return false, nil
	}
	return err == nil, err
}

// Sources implements sources.
func (l *living) Sources(context.Context) ([]follow.Status, error) {
	f, err := l.sources()
	if err != nil {
		return nil, err
	}
	return f.Sources()
}

// Fetch implements sources.
func (l *living) Fetch(ctx context.Context, addresses []string, done func(follow.Status)) error {
	f, err := l.sources()
	if err != nil {
		return err
	}
	return f.Fetch(ctx, addresses, done)
}

// sources are what an index follows: in this process, or in the one that owns the index.
type sources interface {
	Follow(ctx context.Context, address string, s follow.Settings) (follow.Source, error)
	// Unfollow reports whether the address was followed.
	Unfollow(ctx context.Context, address string) (bool, error)
	Sources(ctx context.Context) ([]follow.Status, error)
	Fetch(ctx context.Context, addresses []string, done func(follow.Status)) error
}

// remoteSources asks the owner.
type remoteSources struct{ client *owner.Client }

func (r remoteSources) Follow(ctx context.Context, address string, s follow.Settings) (follow.Source, error) {
	return owner.Ask[follow.Source](ctx, r.client, followPath, followRequest{address, s})
}

func (r remoteSources) Unfollow(ctx context.Context, address string) (bool, error) {
	return owner.Ask[bool](ctx, r.client, unfollowPath, address)
}

func (r remoteSources) Sources(ctx context.Context) ([]follow.Status, error) {
	return owner.Ask[[]follow.Status](ctx, r.client, sourcesPath, struct{}{})
}

func (r remoteSources) Fetch(ctx context.Context, addresses []string, done func(follow.Status)) error {
	return owner.AskStream(ctx, r.client, fetchPath, addresses, done)
}

// owned is the index of which this process is the owner.
type owned struct {
	*index.Index
	*living
	server *owner.Server // nil if nobody can reach it
}

// newOwned answers for an index that is open for writing.
func newOwned(ctx context.Context, dir string, x *index.Index, info owner.Info, log *slog.Logger) *owned {
	o := &owned{Index: x, living: &living{dir: dir, index: x, log: log}}
	server, err := owner.Serve(ctx, dir, x, info, log, append(o.endpoints(), o.alertEndpoints()...)...)
	if err != nil {
		// It works without, as long as nobody else wants the index.
		log.Warn("other commands have to wait", "index", dir, "error", err)
		return o
	}
	o.server = server
	return o
}

// leave lets others end what they do here.
func (o *owned) leave() error {
	if o.server == nil {
		return nil
	}
	return o.server.Close()
}

// Close lets others end what they do here, and closes the index.
func (o *owned) Close() error { return errors.Join(o.leave(), o.close(), o.Index.Close()) }

// openOwned opens what is kept beside the articles of the index: in this process, or,
// when client is not nil, in the one that owns the index.
func (l *location) openOwned(ctx context.Context, notes io.Writer, command string, create bool) (o *owned, client *owner.Client, done func() error, err error) {
	if err := l.onlyHere(command, "newssearch fetch in a folder of its own, export and ingest bring its articles there"); err != nil {
		return nil, nil, nil, err
	}
	a, err := l.openForWriting(ctx, notes, command, create)
	if err != nil {
		return nil, nil, nil, err
	}
	if h, ok := a.(*handover); ok {
		return nil, h.Archive.(*owner.Client), h.Close, nil
	}
	o = a.(*owned) // openForWriting has these two
	return o, nil, o.Close, nil
}

// openSources opens what the index follows. kept says whether a process that visits
// the sources by itself runs already.
func (l *location) openSources(ctx context.Context, notes io.Writer, command string, create bool) (s sources, done func() error, kept bool, err error) {
	o, client, done, err := l.openOwned(ctx, notes, command, create)
	if err != nil {
		return nil, nil, false, err
	}
	if client != nil {
		return remoteSources{client}, done, client.Owner().Command == "serve", nil
	}
	return o, done, false, nil
}
