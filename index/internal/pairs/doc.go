// Package pairs counts neighbouring terms: how often b follows a in a
// collection, and how often a occurs at all. These counts are the only
// language model of the project; marks are restored and spellings judged by them.
//
// A pair is named by a 32-bit hash of its two terms ([Pair]), a single term by
// [Single]; terms themselves are not kept. With n names in a table a name that
// was never counted is mistaken for one that was with probability n/2^32.
//
// [Counter] counts. [Table] is the frozen form: a sorted run of bytes that is
// searched where it lies, in a file as written or embedded in the program, so
// that opening one costs nothing.
package pairs
