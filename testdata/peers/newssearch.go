package main

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index"
)

// newssearch is this project's engine, through its public API.
type newssearch struct{ index *index.Index }

func openNewssearch(dir string, m mode, s settings) (engine, error) {
	x, err := index.Open(context.Background(), dir, index.Options{CacheBytes: s.CacheBytes, ReadOnly: m == forSearching})
	if err != nil {
		return nil, err
	}
	return newssearch{x}, nil
}

func openNewssearchDefault(dir string, m mode, _ settings) (engine, error) {
	return openNewssearch(dir, m, settings{})
}

func (e newssearch) load(ctx context.Context, articles iter.Seq[index.Article]) error {
	result, err := e.index.PutAll(ctx, articles, nil)
	if err == nil && len(result.Rejected) > 0 {
		first := result.Rejected[0]
		return fmt.Errorf("%d articles rejected, the first is %s: %w", len(result.Rejected), first.ID, first.Err)
	}
	return err
}

// newssearchRequest is the request for a query: identifiers and titles only,
// where no snippets are asked for.
func newssearchRequest(k kind, q *query) index.Request {
	r := index.Request{Query: strings.Join(q.Words, " "), Limit: resultSize, SnippetRunes: -1}
	switch k {
	case shortAnd:
		// What is quoted has to be there; bare words may be missing from a hit.
		r.Query = `"` + strings.Join(q.Words, `" "`) + `"`
	case phraseOf4, commonPairs:
		r.Query = `"` + r.Query + `"`
	case withSnippet:
		r.SnippetRunes = index.DefaultSnippetRunes
	case withFacets:
		r.Facets = true
		if q.From != 0 {
			r.From = time.Unix(q.From, 0)
		}
	}
	return r
}

func (e newssearch) search(ctx context.Context, k kind, q *query) (answer, error) {
	r := newssearchRequest(k, q)
	found, err := e.index.Search(ctx, r)
	if err != nil {
		return answer{}, fmt.Errorf("search %q: %w", r.Query, err)
	}
	a := answer{Hits: len(found.Hits), Total: found.Total}
	if found.Facets != nil {
		a.Buckets = len(found.Facets.Dates)
	}
	return a, nil
}

func (e newssearch) warm(ctx context.Context) error { return e.index.Warm(ctx) }

func (e newssearch) close() error { return e.index.Close() }
