// Package follow keeps a collection up to date with its sources: feeds, sitemaps,
// section pages of papers, and folders.
//
// Start with [New], say what to follow with [Follower.Follow], and let
// [Follower.Run] work in the background, or [Follower.Fetch] once.
//
// A visit to a source reads its listing, the feed for example, and puts what is new
// into a queue; the same transaction notes that it was seen. Then the pages in the
// queue are fetched, one by one at the pace that package fetch sets, made into
// articles by package ingest, and handed over in small batches. An entry leaves the
// queue when its article is stored. So a program that is killed goes on where it
// was: nothing is lost, and what is handed over twice is the same article.
//
// The state is in a bbolt database of the caller's, in three buckets:
//
//	follow.sources   address → Source as JSON
//	follow.queue     address, NUL, number → entry as JSON
//	follow.seen      what was seen, see seen.go
package follow
