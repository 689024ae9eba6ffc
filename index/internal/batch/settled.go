package batch

// Settled tells how far a sequence is settled when its batches are done in any order. The
// zero value is ready for use. It is not safe for concurrent use.
type Settled struct {
	ends map[int]int // of batches that are done before one that came earlier
	next int         // the first batch that is not done
	end  int         // the end of the batch before it
}

// Settle notes that the batch of that number is done, whose End is end. It returns the
// number of items up to which all are.
func (s *Settled) Settle(number, end int) int {
	if s.ends == nil {
		s.ends = map[int]int{}
	}
	s.ends[number] = end
	for end, ok := s.ends[s.next]; ok; end, ok = s.ends[s.next] {
		delete(s.ends, s.next)
		s.next, s.end = s.next+1, end
	}
	return s.end
}
