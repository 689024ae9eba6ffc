package engine

import (
	"encoding/binary"
	"math"
)

// Fingerprint tells a segment from all others, whatever its number.
type Fingerprint struct {
	CRC  uint32 // of the segment's file
	Docs uint32
}

// Columns is what is read of every document of a segment before queries are
// answered, in a form that needs no reading.
type Columns struct {
	// Lengths are the weighted lengths, as the bytes of a float32 each.
	Lengths []byte
	// Numbers are columns by their terms, eight bytes a document.
	Numbers map[string][]byte
}

// Preload gives the store columns of segments that it may come to read. It is
// called before the first snapshot is taken.
func (s *Store) Preload(columns map[Fingerprint]Columns) { s.preloaded = columns }

// Fingerprint returns the segment's, false for one that lives in memory only.
func (s *Segment) Fingerprint() (Fingerprint, bool) {
	file, ok := s.seg.(interface{ CRC() uint32 })
	if !ok {
		return Fingerprint{}, false
	}
	return Fingerprint{CRC: file.CRC(), Docs: uint32(s.Docs)}, true
}

// preload fills in what the store was given for the segment.
func (s *Segment) preload() {
	if len(s.store.preloaded) == 0 {
		return
	}
	print, ok := s.Fingerprint()
	columns, known := s.store.preloaded[print]
	if !ok || !known || len(columns.Lengths) != 4*s.Docs {
		return
	}
	s.data.preloaded = columns.Numbers
	s.data.lengths = make([]float32, s.Docs)
	for doc := range s.data.lengths {
		length := math.Float32frombits(binary.LittleEndian.Uint32(columns.Lengths[4*doc:]))
		s.data.lengths[doc] = length
		s.data.total += float64(length)
	}
}

// preloadedNumbers returns a column that the store was given, nil for one that it was not.
func (s *Segment) preloadedNumbers(term string) *numbers {
	data := s.data.preloaded[term]
	if len(data) != 8*s.Docs || s.Docs == 0 {
		return nil
	}
	values := make([]uint64, s.Docs)
	for doc := range values {
		values[doc] = binary.LittleEndian.Uint64(data[8*doc:])
	}
	return &numbers{values: values}
}
