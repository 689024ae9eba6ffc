package stored

import (
	"cmp"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// Parts says how much of an article is read. ID, URL, source, category and time
// always are, and what cannot be read in part is read whole.
type Parts uint8

// The parts. A body is ten times as long as the rest.
const (
	Title Parts = iota // the title
	Lead               // title and lead
	All                // everything
)

// Read reads parts of the stored article of a document.
func (c *Codec) Read(seg *engine.Segment, doc uint32, parts Parts) (Article, error) {
	var a Article
	head, text := ErrForm, ErrForm
	err := seg.Stored(doc, func(name string, value []byte) {
		switch name {
		case idField:
			a.ID = string(value)
		case HeadField:
			head = c.decodeHead(value, &a)
		case TextField:
			text = c.decodeText(value, &a, parts)
		}
	})
	if err = cmp.Or(err, head, text); err != nil {
		return Article{}, err
	}
	return a, nil
}

// VisitWords calls f with the _article field of a document when it is stored as
// words, and reports whether it is. The value is valid only during the call.
func VisitWords(seg *engine.Segment, doc uint32, f func(stored []byte) error) (words bool, err error) {
	visited := seg.Stored(doc, func(name string, value []byte) {
		if name == TextField && AreWords(value) {
			words, err = true, f(value)
		}
	})
	return words, cmp.Or(visited, err)
}
