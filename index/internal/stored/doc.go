// Package stored is the stored form of an article.
//
// An article is stored in two fields, after its ID, which bleve stores:
//
//	_head     two bytes that say that a CRC-32C of the ID and what follows comes
//	          next, then URL, title, source, category, the time of publication
//	          and, where there is one, the address of the picture
//	_article  one byte that names the form, then the texts in one of these:
//	formWords       CRC-32C of what follows, the number of captions and that of
//	                tags, then title, lead, body, captions, tags and author
//	                as words (package wordcode); the title in _head is empty
//	formAlone       lead, body, author, captions and tags, compressed by zstd
//	formDictionary  the same with the dictionary of an index of schema 3
//
// Words are the form of nearly all articles: they are also the order of words
// that phrases are checked against. What is mostly not Vietnamese is smaller in formAlone.
//
// Strings are preceded by their length in bytes as a varint, lists by their
// number of strings; the time is in the binary form of time.Time, empty when
// unknown. The zone's name is not kept, its offset is. A URL that is also the
// ID is stored as sameAsID, one that begins with sameAsID as that and itself.
package stored
