package index

import (
	"fmt"
	"time"
)

// Sort is the order of the hits.
type Sort string

// The orders. The zero value is SortRelevance.
const (
	SortRelevance Sort = "relevance"
	SortNewest    Sort = "newest"
	SortOldest    Sort = "oldest"
)

// Limits of a request. They bound what one query can cost.
const (
	// DefaultLimit is the number of hits on a page when Request.Limit is zero.
	DefaultLimit = 10
	// MaxLimit is the largest page: enough for an evaluation to depth 1,000.
	MaxLimit = 1000
	// MaxDepth bounds Offset + Limit; nobody reads further, and a deep page
	// costs as much as all the pages before it.
	MaxDepth = 10_000
	// DefaultSnippetRunes is the length of a passage: two lines of a page, three of a terminal.
	DefaultSnippetRunes = 220
	// MaxSnippetRunes bounds Request.SnippetRunes.
	MaxSnippetRunes = 2000
	// DefaultFacetValues is the number of values listed of a facet when
	// Request.FacetValues is zero, MaxFacetValues the most that can be asked for.
	DefaultFacetValues = 50
	MaxFacetValues     = 1000
	// MaxFilterValues bounds Request.Sources and the other lists: each value is looked
	// up, and no paper has as many authors.
	MaxFilterValues = 2000
)

// Request is one search. The zero value of every field works; a request with
// no Query and no filter finds every article, newest first.
type Request struct {
	// Query is in the query language: words, "phrases", -not, OR, (…),
	// prefix*, title:, source:, category:, author:, tag:, after:, before:.
	Query string
	// From and To keep the articles published at From or later and before To.
	// A zero time leaves that side open.
	From, To time.Time
	// Sources, Categories, Authors and Tags keep the articles that have any of the
	// named ones; of several lists, an article has to pass each. Capitals are not
	// distinguished, and marks that are left out are free. A list has at most
	// MaxFilterValues values.
	Sources, Categories, Authors, Tags []string
	// Limit is the number of hits wanted, DefaultLimit when zero.
	Limit int
	// Offset is the number of hits to leave out first.
	Offset int
	Sort   Sort
	// Literal searches for the letters as typed: no marks are restored, no raw
	// Telex or VNI is read, no abbreviation or spelling is added.
	Literal bool
	// AllWords keeps only articles that have all the words and phrases of the query.
	AllWords bool
	// Fresh, when not zero, is the age at which an article's freshness has
	// halved; a fresh article scores up to FreshBoost higher than an old one.
	Fresh time.Duration
	// Undated keeps only the articles whose date is unknown; From and To must be zero.
	Undated bool
	// Facets asks for the counts by source, category, author and tag, and by date.
	Facets bool
	// FacetValues is the number of values to list of each facet, DefaultFacetValues
	// when zero; the commonest come first.
	FacetValues int
	// NoCollapse shows each near-duplicate as a hit of its own.
	NoCollapse bool
	// Explain asks for the parts of each hit's score.
	Explain bool
	// SnippetRunes is the length of a passage in runes, DefaultSnippetRunes when zero.
	// A negative length asks for no passages, which saves reading the text.
	SnippetRunes int
	// Now is the moment freshness is counted from; the clock's when zero.
	Now time.Time
}

// RequestError means that a request cannot be answered as it stands.
type RequestError struct {
	// Field is the field of Request that is wrong.
	Field string
	// Reason says why, in English.
	Reason string
}

// Error implements error.
func (e *RequestError) Error() string { return fmt.Sprintf("bad request: %s: %s", e.Field, e.Reason) }

// Validate reports what of the request, apart from the query itself, is out of
// bounds: a *RequestError, or nil.
func (r *Request) Validate() error {
	fail := func(field, format string, args ...any) error {
		return &RequestError{Field: field, Reason: fmt.Sprintf(format, args...)}
	}
	switch {
	case r.Limit < 0 || r.Limit > MaxLimit:
		return fail("Limit", "%d is not between 0 and %d", r.Limit, MaxLimit)
	case r.Offset < 0 || r.Offset > MaxDepth-r.limit():
		return fail("Offset", "%d plus the limit is not between 0 and %d", r.Offset, MaxDepth)
	case r.SnippetRunes > MaxSnippetRunes:
		return fail("SnippetRunes", "%d is more than %d", r.SnippetRunes, MaxSnippetRunes)
	case r.FacetValues < 0 || r.FacetValues > MaxFacetValues:
		return fail("FacetValues", "%d is not between 0 and %d", r.FacetValues, MaxFacetValues)
	case r.Undated && !(r.From.IsZero() && r.To.IsZero()):
		return fail("Undated", "articles without a date cannot be in a time")
	case r.Fresh < 0:
		return fail("Fresh", "%s is negative", r.Fresh)
	case !r.From.IsZero() && !r.To.IsZero() && !r.From.Before(r.To):
		return fail("To", "%s is not after From, %s", r.To.Format(time.RFC3339), r.From.Format(time.RFC3339))
	}
	for _, f := range labelFields {
		if n := len(*f.wanted(r)); n > MaxFilterValues {
			return fail(f.filter, "%d values, at most %d", n, MaxFilterValues)
		}
	}
	switch r.Sort {
	case "", SortRelevance, SortNewest, SortOldest:
		return nil
	}
	return fail("Sort", "%q is none of relevance, newest, oldest", r.Sort)
}

func (r *Request) limit() int {
	if r.Limit == 0 {
		return DefaultLimit
	}
	return r.Limit
}

func (r *Request) facetValues() int {
	if r.FacetValues == 0 {
		return DefaultFacetValues
	}
	return r.FacetValues
}
