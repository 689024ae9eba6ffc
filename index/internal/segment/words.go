package segment

import (
	"hash/maphash"
)

// MaxWords is how many terms Words should have before a new one is begun: those
// of some ten thousand articles, 4 MB.
const MaxWords = 1 << 16

// Words gives terms numbers, from 0 on. It is not safe for concurrent use, but
// what its Lexicons hold stays as it is.
type Words struct {
	terms []string
	slots []slot // a power of two, at most half of them taken
	seed  maphash.Seed
}

type slot struct {
	hash uint32
	next uint32 // 1 + the number of the term; 0 when free
}

// Lexicon is the terms that a Words had at one time, by number.
type Lexicon struct {
	words *Words
	terms []string
}

const leastSlots = 1 << 12

// NewWords returns a Words without terms.
func NewWords() *Words {
	return &Words{slots: make([]slot, leastSlots), seed: maphash.MakeSeed()}
}

// Number returns the number of term; the next one when it is new. It keeps term.
func (w *Words) Number(term string) uint32 {
	hash := uint32(maphash.String(w.seed, term))
	mask := uint32(len(w.slots) - 1)
	at := hash & mask
	for ; w.slots[at].next != 0; at = (at + 1) & mask {
		if s := w.slots[at]; s.hash == hash && w.terms[s.next-1] == term {
			return s.next - 1
		}
	}
	w.terms = append(w.terms, term)
	w.slots[at] = slot{hash, uint32(len(w.terms))}
	if 2*len(w.terms) > len(w.slots) {
		w.grow()
	}
	return uint32(len(w.terms) - 1)
}

// Len is how many terms have numbers.
func (w *Words) Len() int { return len(w.terms) }

// Lexicon returns the terms numbered so far.
func (w *Words) Lexicon() Lexicon { return Lexicon{w, w.terms} }

func (w *Words) grow() {
	old := w.slots
	w.slots = make([]slot, 2*len(old))
	mask := uint32(len(w.slots) - 1)
	for _, s := range old {
		if s.next == 0 {
			continue
		}
		at := s.hash & mask
		for w.slots[at].next != 0 {
			at = (at + 1) & mask
		}
		w.slots[at] = s
	}
}
