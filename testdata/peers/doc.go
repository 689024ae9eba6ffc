// Command peers measures newssearch beside the engines a program would embed
// instead: stock bleve and SQLite FTS5, on the same articles and queries.
//
// The command conducts; every engine lives in a worker process of its own
// (worker.go), so that neither garbage collection nor memory of one is charged
// to another. Articles travel through a spool, a file that costs next to nothing
// to read (spool.go). Rounds go from engine to engine, so that what else the
// machine does falls on all of them.
//
// Start with measure.go, the order of a run; engine.go says what an engine has
// to answer, and newssearch.go, bleve.go and fts5.go how each does it.
package main
