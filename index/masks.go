package index

import (
	"math"
	"sync"
)

// maskBits is the number of query terms that a mask can tell apart. The longest
// real headline of 34,715 has 34 syllables.
const maskBits = 64

// termMasks tells for each number of the forward sequences which terms of a
// query it stands for, a bit each. Looking one up is a read of a table that stays in
// the cache, since the words of an article that are not in the query share one entry.
type termMasks struct {
	// places maps a number to its place in masks: 0 for the numbers that the
	// query does not have, endOfField for fieldEnd.
	places *[1 << 16]uint8
	masks  []uint64
	used   []uint16
}

// endOfField is the greatest place, and no term's.
const endOfField = math.MaxUint8

var placesPool = sync.Pool{New: func() any { return new([1 << 16]uint8) }}

// newTermMasks returns masks for no term; close them after use.
func newTermMasks() *termMasks {
	m := &termMasks{places: placesPool.Get().(*[1 << 16]uint8), masks: []uint64{0}}
	m.places[fieldEnd] = endOfField
	m.used = append(m.used, fieldEnd)
	return m
}

// add adds mask to what a number stands for.
func (m *termMasks) add(number uint16, mask uint64) {
	if at := m.places[number]; at != 0 {
		m.masks[at] |= mask
		return
	}
	if len(m.masks) == endOfField {
		return // more variants than any query of real syllables has
	}
	m.places[number] = uint8(len(m.masks))
	m.masks = append(m.masks, mask)
	m.used = append(m.used, number)
}

func (m *termMasks) close() {
	for _, number := range m.used {
		m.places[number] = 0
	}
	placesPool.Put(m.places)
	m.places = nil
}

// hasRun reports whether seq has numbers with bit 0, bit 1 and so on up to the
// bit last, each directly after the one before (Shift-And, Baeza-Yates & Gonnet 1992).
func (m *termMasks) hasRun(seq []uint16, last uint64) bool {
	places := m.places
	state := uint64(0)
	for _, number := range seq {
		at := places[number]
		if at == 0 || at == endOfField {
			state = 0
			continue
		}
		if state = (state<<1 | 1) & m.masks[at]; state&last != 0 {
			return true
		}
	}
	return false
}
