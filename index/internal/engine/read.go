package engine

import (
	"errors"
	"fmt"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// ErrRead means that a segment's file does not hold what it should. Everything here
// that reads segments returns errors that match it.
var ErrRead = errors.New("segment cannot be read")

func unread(err error) error {
	if err == nil || errors.Is(err, ErrRead) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrRead, err)
}

// dictionary returns the terms of a field, nil when the segment has none.
func (s *Segment) dictionary(field string) (segment.TermDictionary, error) {
	dict, err := s.seg.Dictionary(field)
	return dict, unread(err)
}

// eachPosting calls f with every document of a term, deleted ones included, and its frequency.
func (s *Segment) eachPosting(dict segment.TermDictionary, term string, f func(doc uint32, freq uint64)) error {
	postings, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return unread(err)
	}
	if postings.Count() == 0 {
		return nil
	}
	it := postings.Iterator(true, true, false, nil)
	for {
		p, err := it.Next()
		if err != nil {
			return unread(err)
		}
		if p == nil {
			return nil
		}
		if p.Number() >= uint64(s.Docs) {
			return fmt.Errorf("%w: %q is in document %d of %d", ErrRead, term, p.Number(), s.Docs)
		}
		f(uint32(p.Number()), p.Frequency())
	}
}
