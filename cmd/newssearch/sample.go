package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest"
	"github.com/newssearch/newssearch/testdata"
)

// openSample makes an index of the built-in articles in memory.
func openSample(ctx context.Context) (*index.Index, error) {
	idx, err := index.OpenMemory(index.Options{})
	if err != nil {
		return nil, err
	}
	if err := fillSample(ctx, idx); err != nil {
		return nil, closeAfter(idx, fmt.Errorf("built-in sample: %w", err))
	}
	return idx, nil
}

func fillSample(ctx context.Context, idx *index.Index) error {
	var articles []index.Article
	for rec := range ingest.Read(ctx, "sample.jsonl", strings.NewReader(testdata.Articles()), ingest.Options{}) {
		if rec.Err != nil {
			return fmt.Errorf("%v: %w", rec.Origin, rec.Err)
		}
		articles = append(articles, rec.Article)
	}
	put, err := idx.Put(ctx, articles)
	if err == nil && len(put.Rejected) > 0 {
		err = put.Rejected[0].Err
	}
	return err
}
