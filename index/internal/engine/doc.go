// Package engine executes ranked queries over the segments of a bleve index.
//
// bleve's own searchers visit every posting through three layers of iterators.
// This package reads each postings list it needs once, straight from the
// segment, into blocks of [blockDocs] documents (a 16-bit document number
// within the block and an 8-bit weighted frequency: 3 bytes a posting), keeps
// the decoded lists within a byte budget, and then works through a query block
// by block, all terms of a block before the next one, with accumulators that
// stay in the processor's cache.
//
// Start with [NewStore], which owns the decoded lists of one index, then
// [Store.Snapshot] for a consistent view and [Snapshot.Run] for a [Query].
//
// What is decoded belongs to a segment, which never changes; deletions are
// applied when a query runs. Document frequencies therefore count deleted
// articles until their segment is merged, as in Lucene.
package engine
