package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest"
	"github.com/newssearch/newssearch/testdata"
)

// builtIn names the sample in the repository where a file is asked for.
const builtIn = "the built-in sample"

// readArticles yields the first limit articles of a file in any format that
// newssearch ingests, or of the built-in sample when path is empty; 0 means all.
// Records that are not articles are left out; warn is told of each.
func readArticles(ctx context.Context, path string, limit int, warn func(error)) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		var r io.Reader = strings.NewReader(testdata.Articles())
		name := "articles.jsonl"
		if path != "" {
			f, err := os.Open(path)
			if err != nil {
				yield(index.Article{}, fmt.Errorf("open articles: %w", err))
				return
			}
			defer f.Close()
			r, name = f, path
		}
		n := 0
		for record := range ingest.Read(ctx, name, r, ingest.Options{}) {
			if ctx.Err() != nil {
				yield(index.Article{}, ctx.Err())
				return
			}
			if record.Err != nil {
				warn(fmt.Errorf("%v: %w", record.Origin, record.Err))
				continue
			}
			if limit > 0 && n == limit {
				return
			}
			n++
			if !yield(record.Article, nil) {
				return
			}
		}
	}
}
