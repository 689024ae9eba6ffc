// Package wordorder knows the order of an article's words, without any text being made:
// a sequence of word numbers for each article, read from its stored form and kept
// within a budget, masks that find a query's terms in one, and slices that tell
// which articles cannot have two words side by side.
package wordorder
