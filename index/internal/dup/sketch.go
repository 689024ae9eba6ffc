package dup

const (
	// Keys is the number of keys of a sketch, and rows how many smallest hashes
	// make up one. Two texts that share a part s of their runs share a key with
	// probability 1-(1-s^rows)^Keys: 0.94 at s = 0.45, 0.99 at 0.6, 0.03 at 0.05.
	Keys = 12
	rows = 2
	bins = Keys * rows
	// keyBits is the size of a key: two fit a column of 52 bits. In a collection
	// of 100,000 a key is shared by chance with one text in 700.
	keyBits = 26
	// minRuns is the least number of runs a text needs for a sketch. Shorter
	// ones, a headline under a picture, are alike too easily.
	minRuns = 20
)

// Columns is how many numbers a packed sketch takes.
const Columns = Keys / 2

// Sketch is a summary of a text by which near-duplicates find each other. The
// zero Sketch is that of a text too short for one.
type Sketch [Keys]uint32

// IsZero reports whether there is no sketch.
func (s *Sketch) IsZero() bool { return *s == Sketch{} }

// Sketch summarises a text.
func (t Text) Sketch() Sketch {
	if len(t) < minRuns+run-1 {
		return Sketch{}
	}
	var least [bins]uint64
	for i := range least {
		least[i] = ^uint64(0)
	}
	for i := 0; i+run <= len(t); i++ {
		h := runHash(plain(t[i]), plain(t[i+1]), plain(t[i+2]))
		bin := (h >> 32) * bins >> 32
		if rest := h & (1<<32 - 1); rest < least[bin] {
			least[bin] = rest
		}
	}
	fill(&least)
	var s Sketch
	for i := range s {
		s[i] = uint32(mix(least[rows*i]*0x9e3779b97f4a7c15+least[rows*i+1]+uint64(i)<<40) >> (64 - keyBits))
	}
	return s
}

// fill gives each empty bin the value of the next full one, moved by the
// distance, so that short texts can be compared too (Shrivastava & Li, UAI 2014).
func fill(least *[bins]uint64) {
	const none = ^uint64(0)
	full := *least
	for i := range least {
		for d := 1; least[i] == none && d < bins; d++ {
			if v := full[(i+d)%bins]; v != none {
				least[i] = v + uint64(d)<<33
			}
		}
	}
}

// Pack returns the sketch as numbers of 52 bits.
func (s *Sketch) Pack() [Columns]uint64 {
	var packed [Columns]uint64
	for i := range packed {
		packed[i] = uint64(s[2*i])<<keyBits | uint64(s[2*i+1])
	}
	return packed
}

// Unpack is the inverse of Pack.
func Unpack(packed [Columns]uint64) Sketch {
	var s Sketch
	for i, p := range packed {
		s[2*i], s[2*i+1] = uint32(p>>keyBits), uint32(p&(1<<keyBits-1))
	}
	return s
}
