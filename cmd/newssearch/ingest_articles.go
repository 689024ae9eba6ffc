package main

import (
	"context"
	"errors"
	"iter"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/owner"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest"
)

// articles are those of a stream of records, of which the first can be looked for before
// the rest is taken. The summary counts all records as they come.
type articles struct {
	next  func() (ingest.Record, bool)
	stop  func()
	s     *ingestSummary
	first *index.Article
}

// newArticles needs a call of stop in the end.
func newArticles(records iter.Seq[ingest.Record], s *ingestSummary) *articles {
	next, stop := iter.Pull(records)
	return &articles{next: next, stop: stop, s: s}
}

// pull is the next article.
func (a *articles) pull() (index.Article, bool) {
	for {
		rec, ok := a.next()
		if !ok || errors.Is(rec.Err, context.Canceled) {
			return index.Article{}, false
		}
		if a.s.count(rec) {
			return rec.Article, true
		}
	}
}

// any reports whether there is an article, reading up to it.
func (a *articles) any() bool {
	if first, ok := a.pull(); ok {
		a.first = &first
	}
	return a.first != nil
}

// all yields the articles.
func (a *articles) all(yield func(index.Article) bool) {
	if a.first != nil {
		first := *a.first
		a.first = nil
		if !yield(first) {
			return
		}
	}
	for {
		next, ok := a.pull()
		if !ok || !yield(next) {
			return
		}
	}
}

// restoring lets those of articles in that were deleted.
func restoring(ctx context.Context, idx owner.Archive, articles iter.Seq[index.Article], s *ingestSummary) (iter.Seq[index.Article], error) {
	list, err := idx.Removed(ctx)
	if err != nil {
		return nil, err
	}
	removed := make(map[string]string) // IDs by ID and address
	for _, r := range list {
		removed[r.ID] = r.ID
		if r.URL != "" {
			removed[sameAddress(r.URL)] = r.ID
		}
	}
	return func(yield func(index.Article) bool) {
		for a := range articles {
			for _, key := range []string{a.ID, sameAddress(a.URL)} {
				id, ok := removed[key]
				if !ok {
					continue
				}
				if _, err := idx.Restore(ctx, id); err != nil {
					s.skip(ingest.Origin{Path: a.ID}, err)
				}
				delete(removed, key)
			}
			if !yield(a) {
				return
			}
		}
	}, nil
}
