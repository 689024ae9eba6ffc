// Package facet filters documents by labels and counts them by labels and days. A
// label is what package label takes for one, in filters and in counts alike.
//
// Start with [NewView], which holds the segments of one moment and what was found out
// about their labels.
package facet
