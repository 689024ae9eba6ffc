package follow

import (
	"context"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/fetch"
)

// Entries are fetched and handed over in batches: this many, or as many as come
// within batchTime, so that what was fetched is found soon.
const (
	batchEntries = 20
	batchTime    = time.Second
)

// visit reads the listing of a source, if it is due or forced, and then fetches what
// waits, until the next visit is due. It returns when to come again. An error is one
// of the database or the sink, or the context's: what goes wrong at the source is
// noted there.
func (f *Follower) visit(ctx context.Context, address string, force bool) (next time.Time, err error) {
	defer f.lock(address)()
	select {
	case f.visits <- struct{}{}:
		defer func() { <-f.visits }()
	case <-ctx.Done():
		return next, ctx.Err()
	}
	src, err := f.store.source(address)
	if err != nil {
		return next, err
	}
	if force || !time.Now().Before(src.Next) {
		if err := f.readListing(ctx, src); err != nil {
			return next, err
		}
	}
	for {
		if src, err = f.store.source(address); err != nil {
			return next, err
		}
		if !force && !time.Now().Before(src.Next) {
			return src.Next, nil
		}
		list, later, err := f.store.ready(address, batchEntries, time.Now())
		if err != nil {
			return next, err
		}
		if len(list) == 0 {
			if next = src.Next; !later.IsZero() && later.Before(next) {
				next = later
			}
			return next, nil
		}
		if err := f.fetchEntries(ctx, src, list); err != nil {
			return next, err
		}
	}
}

// due makes the next visit read the listing.
func (f *Follower) due(address string) {
	_ = f.store.update(address, func(_ *bbolt.Tx, s *Source) error {
		s.Next = time.Time{}
		return nil
	})
}

// readListing reads what a source lists, and puts what is new into its queue.
func (f *Follower) readListing(ctx context.Context, src Source) error {
	if src.Kind == KindFolder {
		return f.scan(ctx, src)
	}
	f.count(func(c *Counts) { c.Visits++ })
	request := src.request(src.Listing)
	request.ETag, request.LastModified = src.ETag, src.LastModified
	r, err := f.fetch.Get(ctx, request)
	var l listing
	if err == nil && !r.NotModified {
		l, err = f.list(ctx, src, r)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return f.failed(src.Address, err)
	}
	return f.listed(src.Address, r, l)
}

// failed notes that a visit went wrong.
func (f *Follower) failed(address string, cause error) error {
	f.count(func(c *Counts) { c.Failures++ })
	f.log.Warn("a source cannot be read", "source", address, "error", cause)
	return f.store.update(address, func(_ *bbolt.Tx, s *Source) error {
		now := time.Now().UTC()
		s.Tried, s.Error = now, cause.Error()
		s.Failures++
		s.Next = nextVisit(now, s.Settings.every(), s.Failures, cause)
		return nil
	})
}

// listed notes a visit that went well: what is new goes into the queue.
func (f *Follower) listed(address string, r fetch.Response, l listing) error {
	fresh := 0
	err := f.store.update(address, func(tx *bbolt.Tx, s *Source) error {
		room := maxQueue - queued(tx, address)
		for _, e := range l.entries {
			if !isNew(tx, address, e, s.Settings.Backfill) {
				if err := stamp(tx, address, e.URL, e.Stamp); err != nil {
					return err
				}
				continue
			}
			if room--; room < 0 {
				r.ETag, r.LastModified, l.sitemaps = "", "", nil // the rest next time
				break
			}
			fresh++
			if err := enqueue(tx, address, e); err != nil {
				return err
			}
			if err := see(tx, address, e, seenQueued); err != nil {
				return err
			}
		}
		for _, e := range l.passed {
			if isNew(tx, address, e, false) {
				if err := see(tx, address, e, seenPassed); err != nil {
					return err
				}
			}
		}
		for _, e := range l.sitemaps {
			if err := stamp(tx, address, e.URL, e.Stamp); err != nil {
				return err
			}
		}
		now := time.Now().UTC()
		s.Tried, s.Succeeded, s.Failures, s.Error = now, now, 0, ""
		s.ETag, s.LastModified = r.ETag, r.LastModified
		s.Next = nextVisit(now, s.Settings.every(), 0, nil)
		return nil
	})
	f.log.Info("source visited", "source", address, "new", fresh, "unchanged", r.NotModified)
	return err
}

// fetchEntries fetches entries and hands their articles over.
func (f *Follower) fetchEntries(ctx context.Context, src Source, list []entry) error {
	var b gathered
	for _, e := range list {
		if ctx.Err() != nil {
			break
		}
		a, again, err := f.article(ctx, src, e)
		if ctx.Err() != nil {
			break
		}
		f.count(func(c *Counts) { c.Pages++ })
		if err != nil {
			f.count(func(c *Counts) { c.PageFailures++ })
			f.log.Debug("no article", "source", src.Address, "url", e.URL, "again", again, "error", err)
		}
		switch {
		case again:
			e.Tries++
			e.After = nextTry(time.Now(), e.Tries, err)
			if err := f.store.later(e); err != nil {
				return err
			}
		case err != nil:
			b.skip(e, err)
		default:
			b.add(e, a)
		}
		if b.age() > batchTime {
			if err := f.handOver(ctx, src.Address, &b); err != nil {
				return err
			}
		}
	}
	// What was fetched is stored even when it is time to go.
	if err := f.handOver(context.WithoutCancel(ctx), src.Address, &b); err != nil {
		return err
	}
	return ctx.Err()
}

// gathered are entries that are done with, and the articles they gave.
type gathered struct {
	began    time.Time
	entries  []entry
	articles []index.Article
	skipped  int
	why      string
}

func (g *gathered) add(e entry, a index.Article) {
	g.note(e)
	g.articles = append(g.articles, a)
}

func (g *gathered) skip(e entry, err error) {
	g.note(e)
	g.skipped++
	g.why = fmt.Sprintf("%s: %v", e.URL, err)
}

func (g *gathered) note(e entry) {
	if len(g.entries) == 0 {
		g.began = time.Now()
	}
	g.entries = append(g.entries, e)
}

func (g *gathered) age() time.Duration {
	if len(g.entries) == 0 {
		return 0
	}
	return time.Since(g.began)
}

// handOver stores what was gathered and takes it out of the queue, in this order.
func (f *Follower) handOver(ctx context.Context, address string, g *gathered) error {
	if len(g.entries) == 0 {
		return nil
	}
	put, err := f.sink(ctx, g.articles)
	if err != nil {
		return fmt.Errorf("store articles of %s: %w", address, err)
	}
	f.count(func(c *Counts) { c.Articles += int64(put.Added + put.Updated) })
	for _, r := range put.Rejected {
		g.skipped++
		g.why = fmt.Sprintf("%s: %v", r.ID, r.Err)
	}
	err = f.store.update(address, func(tx *bbolt.Tx, s *Source) error {
		s.Articles += put.Added + put.Updated
		if s.Skipped += g.skipped; g.why != "" {
			s.SkippedLast = g.why
		}
		for _, e := range g.entries {
			if err := tx.Bucket(bucketQueue).Delete(e.key); err != nil {
				return err
			}
		}
		return nil
	})
	*g = gathered{}
	return err
}
