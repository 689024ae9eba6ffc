// Package dup tells whether two articles are the same story in nearly the same
// words, and finds the articles for which that is worth asking.
//
// A [Text] is an article as a sequence of word hashes. A [Sketch] is a short
// summary of it: the smallest hashes of its runs of three words (one-permutation
// hashing, Li, Owen & Zhang, NIPS 2012), paired into keys, so that texts which
// share half of their runs nearly always share a key (locality-sensitive
// hashing). A [Table] finds texts by key. [Compare] then decides with the texts
// themselves: not only the words have to agree but also the numbers, the days and the
// names of the headline, because bulletins of two days, and previews of two matches,
// differ in nothing else. The clearest sign is another number between the same words.
//
// Start with [Text.Append] and [Text.Sketch]. Nothing here knows how articles
// are stored.
package dup
