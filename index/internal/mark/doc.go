// Package mark finds what of a text matches a query: the words to mark, the passage
// to show, and how what was typed became what was found. It is the only highlighter:
// the list of hits, the article page, the terminal and JSON all show its ranges.
//
// Start with [New], which takes the terms of a query as they were understood;
// then [Marker.Article] finds what a list of hits shows, [Marker.Whole] the marks of
// an article that is read as a whole.
//
// All ranges are of bytes, rise, do not overlap and hold whole letters.
package mark
