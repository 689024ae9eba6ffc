package complete

import "math/bits"

// sketch counts hashes up to three, four to the byte, and mixes some of them up:
// what it counts too low is rare.
type sketch struct {
	cells []uint8
	least uint8
	full  int // cells that have reached least
}

const (
	// sketchBits is the number of cells, 1 MB of them: what is next to a processor.
	sketchBits = 22
	maxCell    = 3
)

// reset empties the sketch. It is to tell what occurs at least so often.
func (s *sketch) reset(least int32) {
	if s.cells == nil {
		s.cells = make([]uint8, 1<<sketchBits/4)
	}
	clear(s.cells)
	s.least, s.full = uint8(min(least, maxCell)), 0
}

func (s *sketch) add(h uint64) {
	cell, shift := h>>(64-sketchBits+2), h>>(64-sketchBits)&3*2
	n := s.cells[cell] >> shift & maxCell
	if n == s.least {
		return
	}
	s.cells[cell] += 1 << shift
	if n+1 == s.least {
		s.full++
	}
}

// has reports whether a hash may have been added often enough.
func (s *sketch) has(h uint64) bool {
	return s.cells[h>>(64-sketchBits+2)]>>(h>>(64-sketchBits)&3*2)&maxCell == s.least
}

// mix is a hash of a pair.
func mix(left, right int32) uint64 {
	h := (uint64(left)<<32 | uint64(right)) * 0x9e3779b97f4a7c15
	h ^= h >> 29
	return h * 0xbf58476d1ce4e5b9
}

// numbers gives the pairs of runs numbers from 1: an open hash table, half empty.
type numbers struct {
	slots []slot
	used  int32
	shift uint
}

type slot struct{ left, right, number int32 }

// newNumbers makes a table for n pairs; it grows if there are more.
func newNumbers(n int) *numbers {
	size := bits.Len(uint(2 * n))
	return &numbers{slots: make([]slot, 1<<size), shift: uint(64 - size)}
}

func (t *numbers) number(h uint64, left, right int32) int32 {
	mask := uint64(len(t.slots) - 1)
	i := h >> t.shift
	for ; t.slots[i].number != 0; i = (i + 1) & mask {
		if s := &t.slots[i]; s.left == left && s.right == right {
			return s.number
		}
	}
	t.used++
	t.slots[i] = slot{left, right, t.used}
	if int(t.used)*2 > len(t.slots) {
		t.grow()
	}
	return t.used
}

func (t *numbers) grow() {
	old := t.slots
	t.slots = make([]slot, 2*len(old))
	t.shift--
	mask := uint64(len(t.slots) - 1)
	for _, s := range old {
		if s.number == 0 {
			continue
		}
		i := mix(s.left, s.right) >> t.shift
		for t.slots[i].number != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = s
	}
}
