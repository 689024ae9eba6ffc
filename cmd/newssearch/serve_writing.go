package main

import (
	"context"
	"io"
	"iter"

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
		o.Writer, o.Records = s.Index, readRecords
	}
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
