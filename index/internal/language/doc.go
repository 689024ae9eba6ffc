// Package language knows the words of a collection by their counts: how often each
// occurs and follows another. From these it tells which marks were left out of what
// was typed, and which word a misspelled one was meant to be. A table of Vietnamese
// news that is built into the program helps where a collection is small.
//
// It knows no engine, no index and no query.
package language
