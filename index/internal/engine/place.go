package engine

import (
	"cmp"
	"slices"
)

// EachLive calls f for each document that is not deleted, in the order of segments.
func (s *Snapshot) EachLive(f func(seg int, doc uint32)) {
	for i, seg := range s.Segments {
		for doc := range uint32(seg.Docs) {
			if seg.IsLive(doc) {
				f(i, doc)
			}
		}
	}
}

// SortBy sorts documents by a column, from the least number up. Documents without one
// come last, and what the first leaves equal the column then decides.
func (s *Snapshot) SortBy(docs []Place, first, then string) error {
	columns := make([][2][]uint64, len(s.Segments))
	for i, seg := range s.Segments {
		for j, name := range [2]string{first, then} {
			var err error
			if columns[i][j], err = seg.Numbers(name); err != nil {
				return err
			}
		}
	}
	key := func(p Place) (uint64, uint64) {
		c := &columns[p.Seg]
		return c[0][p.Doc] - 1, c[1][p.Doc] // no number becomes the greatest
	}
	slices.SortFunc(docs, func(a, b Place) int {
		a0, a1 := key(a)
		b0, b1 := key(b)
		return cmp.Or(cmp.Compare(a0, b0), cmp.Compare(a1, b1))
	})
	return nil
}
