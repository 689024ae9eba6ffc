package engine

import (
	"encoding/binary"
	"errors"
	"math"
)

// ErrColumns means that bytes are not what AppendColumns writes.
var ErrColumns = errors.New("not the columns of segments")

// AppendColumns appends the lengths and the named columns of all segments that lie in
// files to dst, and returns which segments these are. Of each segment it writes the CRC
// and the number of documents, in four bytes each, little endian, then four bytes a length
// and eight bytes a number.
func (s *Snapshot) AppendColumns(dst []byte, terms ...string) (data []byte, saved []Fingerprint, err error) {
	for _, seg := range s.Segments {
		print, ok := seg.Fingerprint()
		if !ok {
			continue
		}
		saved = append(saved, print)
		dst = binary.LittleEndian.AppendUint32(dst, print.CRC)
		dst = binary.LittleEndian.AppendUint32(dst, print.Docs)
		if dst, err = seg.appendColumns(dst, terms...); err != nil {
			return nil, nil, err
		}
	}
	return dst, saved, nil
}

// ParseColumns reads what AppendColumns wrote for the same terms. It keeps data, which
// must not change afterwards.
func ParseColumns(data []byte, terms ...string) (map[Fingerprint]Columns, error) {
	columns := map[Fingerprint]Columns{}
	for len(data) > 0 {
		if len(data) < 8 {
			return nil, ErrColumns
		}
		print := Fingerprint{CRC: binary.LittleEndian.Uint32(data), Docs: binary.LittleEndian.Uint32(data[4:])}
		c, rest, ok := cutColumns(data[8:], int(print.Docs), terms...)
		if !ok {
			return nil, ErrColumns
		}
		columns[print], data = c, rest
	}
	return columns, nil
}

// appendColumns appends the lengths and the named columns of the segment to dst.
func (s *Segment) appendColumns(dst []byte, terms ...string) ([]byte, error) {
	for _, length := range s.data.lengths {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(length))
	}
	for _, term := range terms {
		column, err := s.Numbers(term)
		if err != nil {
			return nil, err
		}
		for _, n := range column {
			dst = binary.LittleEndian.AppendUint64(dst, n)
		}
	}
	return dst, nil
}

// cutColumns is the inverse of appendColumns: it takes the columns of a segment of so
// many documents off data, and reports whether they were there.
func cutColumns(data []byte, docs int, terms ...string) (c Columns, rest []byte, ok bool) {
	if docs < 0 || len(data)/(4+8*len(terms)) < docs {
		return c, data, false
	}
	c.Lengths, data = data[:4*docs], data[4*docs:]
	c.Numbers = make(map[string][]byte, len(terms))
	for _, term := range terms {
		c.Numbers[term], data = data[:8*docs], data[8*docs:]
	}
	return c, data, true
}
