package main

import "time"

// kind is a kind of query that is measured.
type kind string

// The kinds, in the order of the table.
const (
	shortOr     kind = "short OR"
	unmarkedOr  kind = "short OR without marks"
	shortAnd    kind = "short AND"
	phraseOf4   kind = "phrase of 4"
	commonPairs kind = "phrase, commonest pairs"
	headlineOr  kind = "headline OR"
	withSnippet kind = "10 hits with snippets"
	withFacets  kind = "filter, facets, histogram"
)

// kinds lists all kinds.
var kinds = []kind{shortOr, unmarkedOr, shortAnd, phraseOf4, commonPairs, headlineOr, withSnippet, withFacets}

// about says what a kind of query is.
func (k kind) about() string {
	switch k {
	case shortOr:
		return "2-4 neighbouring syllables, any of them, the 10 best"
	case unmarkedOr:
		return "the same typed without marks; bleve, which would find nothing, is asked with the marks"
	case shortAnd:
		return "the same, all of them"
	case phraseOf4:
		return "4 neighbouring syllables, side by side"
	case commonPairs:
		return "the commonest pairs of neighbours, side by side"
	case headlineOr:
		return "whole headlines, any of the words"
	case withSnippet:
		return "short OR with title, source, date and a passage of each hit"
	case withFacets:
		return "short AND (newssearch: its usual words, counted where all occur) published after a date, counts by source and category, and by month or year"
	}
	return ""
}

// query is one query, in the forms that the engines need.
type query struct {
	// Words are the words as the engine under test is to be given them.
	Words []string
	// Marked are the same with their marks.
	Marked []string
	// From is the bound of withFacets in seconds; 0 for none.
	From int64
	// Spans are the borders of the histogram of withFacets in seconds, rising: one
	// more than there are spans. None where articles have no dates.
	Spans []int64
}

// answer is what came back, for checking and for the report.
type answer struct {
	// Hits is the number of articles returned, at most resultSize.
	Hits int
	// Total is the number of articles that match, -1 where the engine does not say.
	Total int
	// Buckets is the number of spans of the histogram that are not empty.
	Buckets int
	// Took is the time as the engine itself measured it, 0 where the worker does.
	Took time.Duration
}

// resultSize is the number of hits of a page.
const resultSize = 10
