// Package alert keeps searches and tells what is new for them. Start with [Open].
//
// Articles are looked at once, in the order in which they were put: [Book.Match] asks
// the index for what arrived since it was last asked, makes a small index of these
// articles in memory, and asks that for every saved search. So the cost of a batch
// depends on the batch and on the number of searches, not on the collection. What the
// query means is asked of the whole collection, since marks and abbreviations are
// learned from it; the answer is kept for an hour.
//
// The hits of a batch and the number of the batch are stored in one transaction: an
// article is matched once, whatever happens in between. [Book.Deliver] sends hits to
// the webhook or the command of their search, and notes it afterwards: after a crash
// in that moment they are sent again, otherwise once.
//
// The state is in a bbolt database of the caller's, in four buckets:
//
//	alert.searches   name → Saved as JSON
//	alert.hits       name, NUL, number → Hit as JSON
//	alert.told       name, NUL, ID of an article → nothing: its story was told
//	alert.state      "matched" → the number of the last batch, and which index it is of
package alert
