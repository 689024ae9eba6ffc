// Package segment makes the segments that bleve's store is built from out of
// documents whose terms are counted already and known by numbers.
//
// A segment has the same bytes as one that zapx makes of the same documents, so
// any program that has bleve reads it. Only making one is different: zapx looks
// every term of every document up twice by its text, which is a third of the
// time an ingest takes, and asks for a map with an object for each of them, which
// is most of its memory. Here a batch's terms are sorted once and everything
// else goes by their rank.
package segment
