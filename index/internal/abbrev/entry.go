package abbrev

import "github.com/newssearch/newssearch/analyzer"

// Separator stands between the parts of an entry.
const Separator = "\x00"

// AllPrefix is what one of the two entries of every pair begins with.
const AllPrefix = "s" + Separator

const longPrefix = "l" + Separator

// Entries are the two terms by which a pair is looked up in an index, from either side:
//
//	s NUL key of the short form NUL short form NUL long form
//	l NUL key of the long form  NUL short form NUL long form
//
// The counts are those of the postings: they come and go with the articles.
func Entries(p Pair) [2]string {
	tail := Separator + p.Short + Separator + p.Long
	return [2]string{ShortPrefix(p.Short) + tail, LongPrefix(analyzer.Terms(p.Long)) + tail}
}

// ShortPrefix is what the entries of a short form begin with, before a separator.
func ShortPrefix(short string) string { return AllPrefix + ShortKey(short) }

// LongPrefix is what the entries of a long form of these terms begin with, and
// those of longer forms that begin with them.
func LongPrefix(terms []string) string { return longPrefix + LongKey(terms) }
