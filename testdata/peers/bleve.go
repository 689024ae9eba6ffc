package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"github.com/newssearch/newssearch/index"
)

// The fields of an article in bleve. All searched text is in one of them: a
// query over title, lead and body apart would cost bleve three times as much.
const (
	bleveText      = "text"
	bleveTitle     = "title"
	bleveURL       = "url"
	bleveSource    = "source"
	bleveCategory  = "category"
	blevePublished = "published"
)

// How bleve is loaded: the fastest that was found on two processors.
const (
	bleveBatch   = 500
	bleveWriters = 2
)

type bleveEngine struct{ index bleve.Index }

func openBleve(dir string, m mode, _ settings) (engine, error) {
	var (
		x   bleve.Index
		err error
	)
	switch {
	case m == forSearching:
		x, err = bleve.OpenUsing(dir, map[string]any{"read_only": true})
	case exists(dir):
		x, err = bleve.Open(dir)
	default:
		x, err = bleve.NewUsing(dir, bleveMapping(), scorch.Name, scorch.Name, nil)
	}
	if err != nil {
		return nil, fmt.Errorf("bleve: open %s: %w", dir, err)
	}
	return bleveEngine{x}, nil
}

func bleveMapping() mapping.IndexMapping {
	text := bleve.NewTextFieldMapping() // stored, with term vectors and doc values, standard analyzer
	text.IncludeInAll = false           // a second copy of the text in _all would serve nobody here
	shown := bleve.NewTextFieldMapping()
	shown.Index, shown.IncludeTermVectors, shown.DocValues, shown.IncludeInAll = false, false, false, false
	label := bleve.NewTextFieldMapping()
	label.Analyzer, label.IncludeInAll, label.IncludeTermVectors = keyword.Name, false, false
	published := bleve.NewDateTimeFieldMapping()
	published.IncludeInAll = false

	article := bleve.NewDocumentStaticMapping()
	article.AddFieldMappingsAt(bleveText, text)
	article.AddFieldMappingsAt(bleveTitle, shown)
	article.AddFieldMappingsAt(bleveURL, shown)
	article.AddFieldMappingsAt(bleveSource, label)
	article.AddFieldMappingsAt(bleveCategory, label)
	article.AddFieldMappingsAt(blevePublished, published)
	m := bleve.NewIndexMapping()
	m.DefaultMapping = article
	m.DefaultField = bleveText
	return m
}

func bleveDocument(a *index.Article) map[string]any {
	doc := map[string]any{
		bleveText: searchedText(a), bleveTitle: a.Title, bleveURL: a.URL,
		bleveSource: a.Source, bleveCategory: a.Category,
	}
	if !a.Published.IsZero() {
		doc[blevePublished] = a.Published
	}
	return doc
}

// searchedText is the text of an article in one piece.
func searchedText(a *index.Article) string {
	parts := append([]string{a.Title, a.Lead, a.Body}, a.Captions...)
	return strings.Join(parts, "\n")
}

func (e bleveEngine) load(ctx context.Context, articles iter.Seq[index.Article]) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	batches := make(chan []index.Article)
	var wg sync.WaitGroup
	for range bleveWriters {
		wg.Go(func() {
			for batch := range batches {
				if err := e.write(batch); err != nil {
					cancel(err)
				}
			}
		})
	}
	send := func(batch []index.Article) bool {
		select {
		case batches <- batch:
			return true
		case <-ctx.Done():
			return false
		}
	}
	var batch []index.Article
	for a := range articles {
		batch = append(batch, a)
		if len(batch) < bleveBatch {
			continue
		}
		if !send(batch) {
			break
		}
		batch = nil
	}
	if len(batch) > 0 {
		send(batch)
	}
	close(batches)
	wg.Wait()
	return context.Cause(ctx)
}

func (e bleveEngine) write(articles []index.Article) error {
	batch := e.index.NewBatch()
	for i := range articles {
		if err := batch.Index(articles[i].ID, bleveDocument(&articles[i])); err != nil {
			return fmt.Errorf("bleve: index %s: %w", articles[i].ID, err)
		}
	}
	if err := e.index.Batch(batch); err != nil {
		return fmt.Errorf("bleve: write batch: %w", err)
	}
	return nil
}

func bleveRequest(k kind, q *query) *bleve.SearchRequest {
	// bleve finds nothing without the marks, so that it is asked with them.
	text := strings.Join(q.Marked, " ")
	match := bleve.NewMatchQuery(text)
	match.SetField(bleveText)
	var main blevequery.Query = match
	switch k {
	case shortAnd, withFacets:
		match.SetOperator(blevequery.MatchQueryOperatorAnd)
	case phraseOf4, commonPairs:
		phrase := bleve.NewMatchPhraseQuery(text)
		phrase.SetField(bleveText)
		main = phrase
	}
	if k == withFacets && q.From != 0 {
		after := bleve.NewDateRangeQuery(time.Unix(q.From, 0).UTC(), time.Time{})
		after.SetField(blevePublished)
		main = bleve.NewConjunctionQuery(match, after)
	}
	r := bleve.NewSearchRequestOptions(main, resultSize, 0, false)
	switch k {
	case withSnippet:
		r.Fields = []string{bleveTitle, bleveURL, bleveSource, bleveCategory, blevePublished}
		r.Highlight = bleve.NewHighlight()
		r.Highlight.AddField(bleveText)
	case withFacets:
		r.AddFacet("sources", bleve.NewFacetRequest(bleveSource, resultSize))
		r.AddFacet("categories", bleve.NewFacetRequest(bleveCategory, resultSize))
		if len(q.Spans) > 1 {
			r.AddFacet("dates", bleveHistogram(q.Spans))
		}
	}
	return r
}

func bleveHistogram(spans []int64) *bleve.FacetRequest {
	dates := bleve.NewFacetRequest(blevePublished, len(spans))
	for i := range spans[:len(spans)-1] {
		dates.AddDateTimeRange(strconv.Itoa(i), time.Unix(spans[i], 0).UTC(), time.Unix(spans[i+1], 0).UTC())
	}
	return dates
}

func (e bleveEngine) search(ctx context.Context, k kind, q *query) (answer, error) {
	found, err := e.index.SearchInContext(ctx, bleveRequest(k, q))
	if err != nil {
		return answer{}, fmt.Errorf("bleve: search %q: %w", q.Marked, err)
	}
	a := answer{Hits: len(found.Hits), Total: int(found.Total)}
	if dates := found.Facets["dates"]; dates != nil {
		a.Buckets = len(dates.DateRanges)
	}
	if k == withSnippet {
		for _, hit := range found.Hits {
			if len(hit.Fragments[bleveText]) == 0 {
				return answer{}, errors.New("bleve: a hit without a passage")
			}
		}
	}
	return a, nil
}

func (e bleveEngine) close() error { return e.index.Close() }
