// Package lookup answers what package understand asks, from the segments of an
// index: which terms a word may stand for, what it may be a slip for, how a prefix
// goes on, what an abbreviation means.
//
// Start with [NewView] and [Dictionary].
package lookup
