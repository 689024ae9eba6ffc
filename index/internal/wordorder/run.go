package wordorder

// Run is one sequence of numbers to be found in others.
type Run struct {
	numbers []uint16
	anchor  int    // the place of the number that is looked for
	each    uint64 // that number in each lane of a word
}

const (
	lanes    = 4
	eachLane = 0x0001_0001_0001_0001
	highBits = 0x8000_8000_8000_8000
)

// NewRun returns what finds numbers, of which there is at least one, side by side. It
// looks for the one at anchor first, which is best the rarest.
func NewRun(numbers []uint16, anchor int) *Run {
	return &Run{numbers: numbers, anchor: anchor, each: uint64(numbers[anchor]) * eachLane}
}

// In reports whether the run stands in seq. It compares four numbers at a time.
func (r *Run) In(seq []uint16) bool {
	first, end := r.anchor, len(seq)-(len(r.numbers)-1-r.anchor)
	for ; first+lanes <= end; first += lanes {
		s := seq[first : first+lanes : first+lanes]
		x := (uint64(s[0]) | uint64(s[1])<<16 | uint64(s[2])<<32 | uint64(s[3])<<48) ^ r.each
		// A lane of 0 is what is looked for. Above one the test may find more.
		if (x-eachLane)&^x&highBits == 0 {
			continue
		}
		for i := first; i < first+lanes; i++ {
			if r.at(seq, i) {
				return true
			}
		}
	}
	for ; first < end; first++ {
		if r.at(seq, first) {
			return true
		}
	}
	return false
}

// at reports whether the run stands in seq with its anchor at place i.
func (r *Run) at(seq []uint16, i int) bool {
	at := seq[i-r.anchor:]
	for j, number := range r.numbers {
		if at[j] != number {
			return false
		}
	}
	return true
}
