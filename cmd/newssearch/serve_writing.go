package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/alert"
	"github.com/newssearch/newssearch/cmd/newssearch/internal/keys"
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
	}
}

// saved is a saved search with its latest hits.
func (s *service) saved(_ context.Context, name string) (web.SavedSearch, error) {
	book, err := s.owned.searches()
	if err != nil {
		return web.SavedSearch{}, err
	}
	search, err := book.Get(name)
	if errors.Is(err, alert.ErrNotFound) {
		return web.SavedSearch{}, fmt.Errorf("%w: %w", index.ErrNotFound, err)
	}
	if err != nil {
		return web.SavedSearch{}, err
	}
	hits, err := book.Hits(name, 0)
	if err != nil {
		return web.SavedSearch{}, err
	}
	found := web.SavedSearch{Name: search.Name, Query: search.Query}
	for _, h := range slices.Backward(hits) {
		found.Hits = append(found.Hits, web.SavedHit{Arrived: h.Arrived, Hit: index.Hit{
			ID: h.ID, Title: h.Title, URL: h.URL, Source: h.Source, Category: h.Category, Published: h.Published, Snippet: h.Snippet,
		}})
	}
	return found, nil
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
