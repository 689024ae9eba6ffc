package engine

// LivePostings returns the documents of a term of a keyword field, rising, deleted
// ones left out.
func (s *Segment) LivePostings(field, term string) ([]uint32, error) {
	dict, err := s.dictionary(field)
	if err != nil || dict == nil {
		return nil, err
	}
	var docs []uint32
	err = s.eachPosting(dict, term, func(doc uint32, _ uint64) {
		if s.IsLive(doc) {
			docs = append(docs, doc)
		}
	})
	return docs, err
}
