package main

import (
	"context"
	"io"
	"iter"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/keys"
	"github.com/newssearch/newssearch/cmd/newssearch/internal/upkeep"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/web"
	"github.com/newssearch/newssearch/ingest"
)

// allowWriting lets programs write to the service with a key, if it is writable.
func (s *service) allowWriting(o *web.Options) {
	if s.sample {
		return
	}
	file := keys.Open(s.dir)
	o.Keys = func(secret string) (web.Key, bool) {
		k, ok := file.Check(secret)
		return web.Key{Name: k.Name, Write: k.Role == keys.Write}, ok
	}
	if s.writable {
		o.Writer, o.Records, o.Saved = s.Index, readRecords, s.saved
		o.Upkeep = s.upkeep
	}
}

// saved is a saved search with its latest hits.
func (s *service) saved(_ context.Context, name string) (web.SavedSearch, error) {
	book, err := s.owned.searches()
	if err != nil {
		return web.SavedSearch{}, err
	}
	return upkeep.Saved(book, name)
}

// upkeep tells what keeps the index up to date.
func (s *service) upkeep(ctx context.Context) (web.Upkeep, error) {
	sources, err := s.owned.Sources(ctx)
	if err != nil {
		return web.Upkeep{}, err
	}
	searches, err := s.owned.Saved(ctx)
	if err != nil {
		return web.Upkeep{}, err
	}
	u := upkeep.Of(sources, s.owned.follower.Counts(), searches)
	u.Fetching = s.fetching
	return u, nil
}

// readRecords reads the articles of a request as ingest reads those of a file.
func readRecords(ctx context.Context, r io.Reader) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		for rec := range ingest.Read(ctx, "request.json", r, ingest.Options{}) {
			if !yield(rec.Article, rec.Err) {
				return
			}
		}
	}
}
