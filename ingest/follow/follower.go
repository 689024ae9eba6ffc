package follow

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/fetch"
)

// Sink takes articles in: index.Index.Put, for example.
type Sink func(context.Context, []index.Article) (index.PutResult, error)

// Options are the settings of a follower. The zero value works.
type Options struct {
	Fetch fetch.Options
	// Logger receives a line for each visit; slog.Default() when nil.
	Logger *slog.Logger
}

// maxVisits bounds the sources that are visited at the same time.
const maxVisits = 16

// Follower follows sources. It is safe for concurrent use.
type Follower struct {
	store  store
	fetch  *fetch.Client
	sink   Sink
	log    *slog.Logger
	visits chan struct{} // a place for each visit

	mu      sync.Mutex
	busy    map[string]*sync.Mutex // of the sources, held during a visit
	changed chan struct{}          // closed when sources come or go
	counts  Counts
}

// Counts are what a follower has done since it was made, for metrics.
type Counts struct {
	Visits, Failures, Pages, PageFailures, Articles int64
}

// New returns a follower that keeps its state in db and hands articles to sink.
func New(db *bbolt.DB, sink Sink, o Options) (*Follower, error) {
	s, err := newStore(db)
	if err != nil {
		return nil, fmt.Errorf("sources: %w", err)
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return &Follower{
		store: s, fetch: fetch.New(o.Fetch), sink: sink, log: o.Logger, visits: make(chan struct{}, maxVisits),
		busy: map[string]*sync.Mutex{}, changed: make(chan struct{}),
	}, nil
}

// Follow begins to follow an address, or changes the settings of one that is
// followed. It visits a web address once to learn what it is.
func (f *Follower) Follow(ctx context.Context, address string, s Settings) (Source, error) {
	if err := s.Validate(); err != nil {
		return Source{}, err
	}
	address, err := Address(address)
	if err != nil {
		return Source{}, err
	}
	src, err := f.store.source(address)
	if errors.Is(err, ErrNotFollowed) {
		src = Source{Address: address, Added: time.Now().UTC()}
		src.Settings = s
		err = f.detect(ctx, &src)
	}
	if err != nil {
		return Source{}, err
	}
	backfilled := src.Settings.Backfill
	src.Settings, src.Next = s, time.Time{}
	if s.Backfill && !backfilled {
		src.ETag, src.LastModified = "", "" // read the listing again, all of it
	}
	if err := f.store.db.Update(func(tx *bbolt.Tx) error { return putSource(tx, src) }); err != nil {
		return Source{}, fmt.Errorf("follow %s: %w", address, err)
	}
	f.announce()
	return src, nil
}

// detect finds out what a source is.
func (f *Follower) detect(ctx context.Context, src *Source) error {
	if !isWeb(src.Address) {
		src.Kind, src.Listing = KindFolder, src.Address
		return checkFolder(src.Address)
	}
	r, err := f.fetch.Get(ctx, src.request(src.Address))
	if err != nil {
		return fmt.Errorf("follow: %w", err)
	}
	src.Listing, src.Kind = src.Address, kindOf(r.Body)
	if src.Kind != KindSection {
		return nil
	}
	p, err := readPage(r.URL, r.Body)
	switch {
	case err != nil:
		return fmt.Errorf("follow %s: %w", src.Address, err)
	case len(p.feeds) > 0:
		src.Kind, src.Listing = KindFeed, p.feeds[0]
	case len(p.links) == 0:
		return fmt.Errorf("follow %s: it is no feed and no sitemap, links no feed, and has no links with the look of headlines", src.Address)
	}
	return nil
}

// Unfollow stops following an address. What was taken in stays.
func (f *Follower) Unfollow(address string) error {
	address, err := Address(address)
	if err != nil {
		return err
	}
	if err := f.store.remove(address); err != nil {
		return err
	}
	f.announce()
	return nil
}

// Sources returns what is followed, in the order of addresses.
func (f *Follower) Sources() ([]Status, error) { return f.store.all() }

// Counts returns what the follower has done.
func (f *Follower) Counts() Counts {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.counts
}

func (f *Follower) count(change func(*Counts)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(&f.counts)
}

// announce tells Run that sources came or went.
func (f *Follower) announce() {
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.changed)
	f.changed = make(chan struct{})
}

// changes returns what is closed at the next change of sources.
func (f *Follower) changes() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.changed
}

// lock makes sure that a source is visited by one at a time.
func (f *Follower) lock(address string) (unlock func()) {
	f.mu.Lock()
	m := f.busy[address]
	if m == nil {
		m = &sync.Mutex{}
		f.busy[address] = m
	}
	f.mu.Unlock()
	m.Lock()
	return m.Unlock
}

func (f *Follower) isStamped(address, name, value string) (same bool) {
	_ = f.store.db.View(func(tx *bbolt.Tx) error {
		same = isStamped(tx, address, name, value)
		return nil
	})
	return same
}
