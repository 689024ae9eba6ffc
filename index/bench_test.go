package index_test

import (
	"context"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
)

// BenchmarkSearch answers requests of each kind over the sample, from the
// string to the hits with their passages, one after the other.
func BenchmarkSearch(b *testing.B) {
	x := sampleIndex(b, 84)
	var short, unmarked, phrase, headline []string
	for _, a := range sample() {
		title := strings.Fields(analyzer.Normalize(a.Title))
		first := strings.Join(title[:min(3, len(title))], " ")
		short = append(short, first)
		unmarked = append(unmarked, analyzer.StripMarks(first))
		phrase = append(phrase, `"`+strings.NewReplacer(`"`, "", ":", "").Replace(first)+`"`)
		headline = append(headline, strings.NewReplacer(`"`, "", ":", "", "(", "", ")", "").Replace(a.Title))
	}
	for _, kind := range []struct {
		name    string
		queries []string
		request index.Request
	}{
		{"short", short, index.Request{}},
		{"unmarked", unmarked, index.Request{}},
		{"phrase", phrase, index.Request{}},
		{"headline", headline, index.Request{}},
		{"short with facets", short, index.Request{Facets: true}},
		{"short, newest", short, index.Request{Sort: index.SortNewest}},
		{"short, no passages", short, index.Request{SnippetRunes: -1}},
		{"short, explained", short, index.Request{Explain: true}},
		{"everything with facets", []string{""}, index.Request{Facets: true}},
	} {
		b.Run(kind.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				r := kind.request
				r.Query = kind.queries[i%len(kind.queries)]
				if _, err := x.Search(context.Background(), r); err != nil {
					b.Fatalf("%s: %v", r.Query, err)
				}
			}
		})
	}
}

// BenchmarkPut indexes the sample, on disk, one batch after the other.
func BenchmarkPut(b *testing.B) {
	bytes := 0
	for _, a := range sample() {
		bytes += len(a.Title) + len(a.Lead) + len(a.Body)
	}
	b.SetBytes(int64(bytes))
	for b.Loop() {
		sampleIndex(b, 84)
	}
}
