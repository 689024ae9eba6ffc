// Package understand reads what a query means: which terms its words stand for when
// marks were left out, raw keys were typed, letters were mistaken or a name was
// abbreviated.
//
// What it has to know of the collection it asks a [Dictionary], at most three times
// a query, so that a remote engine can answer as well as one in the same process.
// It knows no engine and gives terms, not postings.
package understand
