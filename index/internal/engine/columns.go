package engine

import "fmt"

// numbers is one column of a segment: a number for every document.
type numbers struct {
	values []uint64 // 0 where a document has none
}

// Numbers returns the column term of [NumbersField]: for each document the
// frequency of that reserved term, 0 where it has none.
func (s *Segment) Numbers(term string) ([]uint64, error) {
	s.data.mu.RLock()
	col := s.data.columns[term]
	s.data.mu.RUnlock()
	if col != nil {
		return col.values, nil
	}
	if col = s.preloadedNumbers(term); col == nil {
		var err error
		if col, err = s.readNumbers(term); err != nil {
			return nil, fmt.Errorf("column %s: %w", term, err)
		}
	}
	s.data.mu.Lock()
	s.data.columns[term] = col
	s.data.mu.Unlock()
	return col.values, nil
}

func (s *Segment) readNumbers(term string) (*numbers, error) {
	col := &numbers{values: make([]uint64, s.Docs)}
	dict, err := s.dictionary(NumbersField)
	if err != nil || dict == nil {
		return col, err
	}
	return col, s.eachPosting(dict, term, func(doc uint32, n uint64) { col.values[doc] = n })
}

// Labels is a keyword field: for each document its values, as places in Names.
type Labels struct {
	Names []string // rising
	// Those of a document stand from its place in starts to that of the next one.
	starts, values []uint32
}

// Of returns the values of a document, rising.
func (l *Labels) Of(doc uint32) []uint32 { return l.values[l.starts[doc]:l.starts[doc+1]] }

// fill enters values: for each name the documents that have it.
func (l *Labels) fill(docs int, having [][]uint32) {
	l.starts = make([]uint32, docs+2)
	for _, list := range having {
		for _, doc := range list {
			l.starts[doc+2]++
		}
	}
	for i := 1; i < len(l.starts); i++ {
		l.starts[i] += l.starts[i-1]
	}
	l.values = make([]uint32, l.starts[docs+1])
	for name, list := range having {
		for _, doc := range list {
			l.values[l.starts[doc+1]] = uint32(name)
			l.starts[doc+1]++ // ends where the next document begins
		}
	}
	l.starts = l.starts[:docs+1]
}

// Labels returns the values of a keyword field of the segment.
func (s *Segment) Labels(field string) (*Labels, error) {
	s.data.mu.RLock()
	labels := s.data.labels[field]
	s.data.mu.RUnlock()
	if labels != nil {
		return labels, nil
	}
	labels = &Labels{}
	err := s.Terms(field, "", func(term string) bool {
		labels.Names = append(labels.Names, term)
		return true
	})
	if err != nil {
		return nil, fmt.Errorf("values of %s: %w", field, err)
	}
	having := make([][]uint32, len(labels.Names))
	if len(labels.Names) > 0 {
		dict, err := s.dictionary(field)
		if err != nil {
			return nil, fmt.Errorf("values of %s: %w", field, err)
		}
		for i, name := range labels.Names {
			if err := s.eachPosting(dict, name, func(doc uint32, _ uint64) { having[i] = append(having[i], doc) }); err != nil {
				return nil, fmt.Errorf("values of %s: %w", field, err)
			}
		}
	}
	labels.fill(s.Docs, having)
	s.data.mu.Lock()
	s.data.labels[field] = labels
	s.data.mu.Unlock()
	return labels, nil
}

// loadLengths reads the weighted lengths of every segment that has not been read before.
func (snap *Snapshot) loadLengths() error {
	for _, s := range snap.Segments {
		s.data.mu.RLock()
		loaded := s.data.lengths != nil
		s.data.mu.RUnlock()
		if !loaded {
			if err := s.readLengths(); err != nil {
				return err
			}
		}
		snap.Docs += s.Docs
		snap.Live += s.LiveDocs()
		snap.totalLength += s.data.total
	}
	return nil
}

func (s *Segment) readLengths() error {
	lengths := make([]float32, s.Docs)
	total := 0.0
	dict, err := s.dictionary(NumbersField)
	if err != nil {
		return fmt.Errorf("article lengths: %w", err)
	}
	if dict != nil {
		err := s.eachPosting(dict, LengthsTerm, func(doc uint32, packed uint64) {
			length := UnpackLengths(packed).Weighted(s.store.weights)
			lengths[doc] = float32(length)
			total += length
		})
		if err != nil {
			return fmt.Errorf("article lengths: %w", err)
		}
	}
	s.data.mu.Lock()
	// Another snapshot may have been faster, and what it set is read without the lock.
	if s.data.lengths == nil {
		s.data.lengths, s.data.total = lengths, total
	}
	s.data.mu.Unlock()
	return nil
}

// Length is the weighted length of a document.
func (s *Segment) Length(doc uint32) float64 { return float64(s.data.lengths[doc]) }
