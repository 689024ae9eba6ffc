// Package complete finishes what someone types with phrases, names and headlines
// that occur in a collection.
//
// A [Builder] takes the headlines and leads of articles and finds in them what
// belongs together: runs of two to five words that are frequent and that attract
// each other. [Builder.Table] makes a [Table] of it, which answers by prefix out of
// the bytes that it is kept as.
package complete
