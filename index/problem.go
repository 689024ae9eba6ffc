package index

import (
	"fmt"
	"strings"

	"github.com/newssearch/newssearch/index/internal/query"
)

// ProblemKind is a kind of mistake in a query, as a stable key. Package message
// has a sentence for each, in Vietnamese and English. More may be added.
type ProblemKind string

// Mistakes that are read around: the kinds of a Problem.
const (
	ProblemUnclosedQuote   = ProblemKind(query.UnclosedQuote)   // read to the end of the query
	ProblemEmptyQuote      = ProblemKind(query.EmptyQuote)      // left out
	ProblemUnclosedGroup   = ProblemKind(query.UnclosedGroup)   // read to the end of the query
	ProblemStrayParen      = ProblemKind(query.StrayParen)      // left out
	ProblemEmptyGroup      = ProblemKind(query.EmptyGroup)      // left out
	ProblemDanglingOr      = ProblemKind(query.DanglingOr)      // OR or AND with a side missing: left out
	ProblemMisplacedStar   = ProblemKind(query.MisplacedStar)   // not at the end of a word: no prefix search
	ProblemMissingValue    = ProblemKind(query.MissingValue)    // field without a value: left out
	ProblemUnknownField    = ProblemKind(query.UnknownField)    // a field of other programs: left out with its value
	ProblemFieldSpace      = ProblemKind(query.FieldSpace)      // field name, colon, space: read as plain words
	ProblemCapitalOperator = ProblemKind(query.CapitalOperator) // HOẶC or AND read as a word among capitals
	ProblemEmptyRange      = ProblemKind(query.EmptyRange)      // after and before exclude everything
	ProblemInvalidText     = ProblemKind(query.InvalidText)     // not UTF-8, or control characters: read as space
)

// Mistakes that have no sensible reading: the kinds of a QueryError. A query of
// which nothing is left is an error too, of the kind of its first problem.
const (
	ProblemTooLong       = ProblemKind(query.TooLong)
	ProblemTooDeep       = ProblemKind(query.TooDeep)
	ProblemTooMany       = ProblemKind(query.TooMany)
	ProblemBadDate       = ProblemKind(query.BadDate)
	ProblemDateNoYear    = ProblemKind(query.DateNoYear)
	ProblemDatePlace     = ProblemKind(query.DatePlace)
	ProblemOnlyNegations = ProblemKind(query.OnlyNegations)
	ProblemNoWords       = ProblemKind(query.NoWords)
)

// Problem is a mistake in a query that did not keep it from being searched.
type Problem struct {
	// Start and End are byte offsets into the query.
	Start int         `json:"start"`
	End   int         `json:"end"`
	Kind  ProblemKind `json:"kind"`
}

// QueryError means that a query cannot be read.
type QueryError struct {
	// Start and End are byte offsets into the query.
	Start, End int
	Kind       ProblemKind
}

// Error implements error.
func (e *QueryError) Error() string {
	return fmt.Sprintf("query, bytes %d to %d: %s", e.Start, e.End, strings.ReplaceAll(string(e.Kind), "_", " "))
}

// Limits of a query, past which it is a QueryError of the kinds ProblemTooLong,
// ProblemTooDeep and ProblemTooMany.
const (
	// MaxQueryBytes bounds Request.Query.
	MaxQueryBytes = query.MaxBytes
	// MaxQueryDepth bounds the parentheses inside each other.
	MaxQueryDepth = query.MaxDepth
	// MaxQueryWords bounds the words, phrases and prefixes.
	MaxQueryWords = query.MaxLeaves
)

// Quote writes a value so that the query language takes it as one, whatever is in
// it: `source:` + Quote("Báo Mới (TP.HCM)"). Used alone it is a phrase. Quotation
// marks in the value, which nothing can hide, become spaces.
func Quote(value string) string { return query.Quote(value) }
