package query

import (
	"cmp"
	"fmt"
	"slices"
)

// Limits on a query. A search box holds far less; they bound the work that a
// hostile query can ask for.
const (
	// MaxBytes bounds the string and its canonical form. The longest real
	// headline of 34,715 has 250 bytes; 4 KiB also takes a pasted paragraph.
	MaxBytes = 4 << 10
	// MaxDepth bounds nested groups, and with them recursion here and in the index.
	MaxDepth = 16
	// MaxLeaves bounds words, phrases and prefixes, each of which costs postings to read.
	MaxLeaves = 256
)

// Kind is a kind of mistake in a query: a stable key that a program can compare.
type Kind string

// Mistakes that Parse recovers from and reports as a Problem.
const (
	UnclosedQuote   Kind = "unclosed_quote"   // read to the end of the query
	EmptyQuote      Kind = "empty_quote"      // left out
	UnclosedGroup   Kind = "unclosed_group"   // read to the end of the query
	StrayParen      Kind = "stray_paren"      // left out
	EmptyGroup      Kind = "empty_group"      // left out
	DanglingOr      Kind = "dangling_or"      // OR or AND with a side missing: left out
	MisplacedStar   Kind = "misplaced_star"   // not at the end of a word: no prefix search
	MissingValue    Kind = "missing_value"    // field without a value: left out
	UnknownField    Kind = "unknown_field"    // a field of other programs: left out with its value
	FieldSpace      Kind = "field_space"      // field name, colon, space: read as plain words
	CapitalOperator Kind = "capital_operator" // HOẶC or AND read as a word among capitals
	EmptyRange      Kind = "empty_range"      // after and before exclude everything
	InvalidText     Kind = "invalid_text"     // not UTF-8, or control characters: read as space
)

// Mistakes that have no sensible reading, reported as a SyntaxError. A query of
// which nothing is left is an error too, of the kind of its first problem.
const (
	TooLong       Kind = "too_long"
	TooDeep       Kind = "too_deep"
	TooMany       Kind = "too_many"
	BadDate       Kind = "bad_date"
	DateNoYear    Kind = "date_no_year"
	DatePlace     Kind = "date_place"
	OnlyNegations Kind = "only_negations"
	NoWords       Kind = "no_words"
)

// Problem is a mistake that Parse recovered from.
type Problem struct {
	Kind Kind
	// Start and End are the place: bytes [Start, End) of the string given to Parse.
	Start, End int
}

// SyntaxError means that a query cannot be read; its Kind says why.
type SyntaxError struct {
	Kind Kind
	// Start and End are the place: bytes [Start, End) of the string given to Parse.
	Start, End int
	// Near is the text at the place, shortened.
	Near string
}

// Error implements error.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("query: bytes %d-%d, %q: %s", e.Start, e.End, e.Near, e.Kind)
}

// sortProblems orders problems by place.
func sortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
}
