package engine

import (
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// NumbersField is the index field whose few reserved terms every document has:
// the frequency of such a term is a number about the document. Read as one
// postings list it is a column, the cheapest that a segment offers.
const NumbersField = "_n"

// LengthsTerm is the term of [NumbersField] that holds [Lengths.Pack].
const LengthsTerm = "lengths"

// Segment is one segment as a snapshot sees it.
type Segment struct {
	// Docs is the number of documents, deleted ones included.
	Docs    int
	number  uint64
	seg     segment.Segment
	deleted *roaring.Bitmap
	live    []uint64 // nil when nothing is deleted
	data    *segmentData
	store   *Store
}

func newSegment(s *scorch.SegmentSnapshot, data *segmentData, store *Store) *Segment {
	seg := &Segment{
		Docs:    int(s.Segment().Count()),
		number:  s.Id(),
		seg:     s.Segment(),
		deleted: s.Deleted(),
		data:    data,
		store:   store,
	}
	if seg.deleted != nil && !seg.deleted.IsEmpty() {
		seg.live = seg.newBits(true)
		for it := seg.deleted.Iterator(); it.HasNext(); {
			doc := it.Next()
			seg.live[doc/64] &^= 1 << (doc % 64)
		}
	}
	return seg
}

// newBits returns a bit for every document, all set or all clear.
func (s *Segment) newBits(set bool) []uint64 {
	words := make([]uint64, (s.Docs+63)/64)
	if set {
		for i := range words {
			words[i] = ^uint64(0)
		}
		if rest := s.Docs % 64; rest != 0 {
			words[len(words)-1] = 1<<rest - 1
		}
	}
	return words
}

// Number names the segment while the index is open. It is never used again for another.
func (s *Segment) Number() uint64 { return s.number }

// LiveDocs is the number of documents that are not deleted.
func (s *Segment) LiveDocs() int {
	if s.deleted == nil {
		return s.Docs
	}
	return s.Docs - int(s.deleted.GetCardinality())
}

// Stored calls f with every stored field of document doc, its id first. The
// values are valid only during the call.
func (s *Segment) Stored(doc uint32, f func(name string, value []byte)) error {
	return unread(s.seg.VisitStoredFields(uint64(doc), func(name string, _ byte, value []byte, _ []uint64) bool {
		f(name, value)
		return true
	}))
}

// ID returns the external id of document doc.
func (s *Segment) ID(doc uint32) (string, error) {
	id, err := s.seg.DocID(uint64(doc))
	return string(id), unread(err)
}

// list returns the decoded list of a term, or of a group of terms merged. The
// caller has entered the store's guard, and leaves it after the list was used.
func (s *Segment) list(key listKey, terms []string) (*List, error) {
	s.data.mu.RLock()
	c := s.data.lists[key]
	s.data.mu.RUnlock()
	if c != nil {
		c.touch()
		return c.list, nil
	}
	list, err := s.decode(key.fields, terms)
	if err != nil {
		return nil, err
	}
	return s.store.keep(s.data, key, list), nil
}

var mergers = sync.Pool{New: func() any { return new(merger) }}

// decode reads the postings of terms in fields and adds them up.
func (s *Segment) decode(fields FieldSet, terms []string) (*List, error) {
	m := mergers.Get().(*merger)
	defer mergers.Put(m)
	m.reset(s.Docs)
	for f := range fields.Each {
		weight := uint64(s.store.weights[f])
		if fields == Only(f) {
			weight = 1
		}
		dict, err := s.dictionary(f.String())
		if err != nil {
			return nil, fmt.Errorf("dictionary of %s: %w", f, err)
		}
		if dict == nil {
			continue
		}
		for _, term := range terms {
			err := s.eachPosting(dict, term, func(doc uint32, freq uint64) { m.add(doc, weight*min(freq, maxFreq)) })
			if err != nil {
				return nil, fmt.Errorf("postings of %s:%s: %w", f, term, err)
			}
		}
	}
	return m.list(s.Docs), nil
}

// DocFreq returns how many documents of the segment, deleted ones included,
// hold term in field f, without decoding its postings.
func (s *Segment) DocFreq(f Field, term string) (int, error) {
	dict, err := s.dictionary(f.String())
	if err != nil || dict == nil {
		return 0, err
	}
	postings, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return 0, unread(err)
	}
	return int(postings.Count()), nil
}

// Terms calls f with every term of field that begins with prefix, in byte
// order, until f returns false. Terms of deleted documents are among them.
func (s *Segment) Terms(field, prefix string, f func(term string) bool) error {
	dict, err := s.dictionary(field)
	if err != nil || dict == nil {
		return err
	}
	var end []byte
	if prefix != "" {
		end = append([]byte(prefix), 0xff)
	}
	it := dict.AutomatonIterator(nil, []byte(prefix), end)
	for {
		entry, err := it.Next()
		if err != nil {
			return unread(err)
		}
		if entry == nil || !f(entry.Term) {
			return nil
		}
	}
}

// MatchTerm sets in words the documents that hold exactly term in field.
func (s *Segment) MatchTerm(words []uint64, field, term string) error {
	dict, err := s.dictionary(field)
	if err != nil || dict == nil {
		return err
	}
	return s.eachPosting(dict, term, func(doc uint32, _ uint64) { words[doc/64] |= 1 << (doc % 64) })
}

// Find returns the live documents that have one of the external ids, rising.
func (s *Segment) Find(ids []string) ([]uint32, error) {
	docs, err := s.seg.DocNumbers(ids)
	if err != nil {
		return nil, unread(err)
	}
	if !docs.IsEmpty() && int(docs.Maximum()) >= s.Docs {
		return nil, fmt.Errorf("%w: an ID is that of document %d of %d", ErrRead, docs.Maximum(), s.Docs)
	}
	if s.deleted != nil {
		docs.AndNot(s.deleted)
	}
	return docs.ToArray(), nil
}

// Freq is the weighted frequency of a leaf in a document.
func (s *Segment) Freq(l *Leaf, doc uint32) (uint8, error) {
	defer s.store.guard.Leave(s.store.guard.Enter())
	list, err := s.list(l.key(), l.Terms)
	if err != nil {
		return 0, err
	}
	return list.Freq(doc), nil
}

// IsLive reports whether a document is not deleted.
func (s *Segment) IsLive(doc uint32) bool {
	return s.live == nil || s.live[doc/64]>>(doc%64)&1 == 1
}
