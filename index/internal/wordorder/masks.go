package wordorder

import (
	"math"
	"math/bits"
	"sync"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// MaskBits is the number of query terms that a mask can tell apart. The longest
// real headline of 34,715 has 34 syllables.
const MaskBits = 64

// Masks tells for each number of the sequences which terms of a
// query it stands for, a bit each. Looking one up is a read of a table that stays in
// the cache, since the words of an article that are not in the query share one entry.
type Masks struct {
	// places maps a number to its place in masks: 0 for the numbers that the
	// query does not have, endOfField for FieldEnd.
	places *[1 << 16]uint8
	masks  []uint64
	used   []uint16
}

// endOfField is the greatest place, and no term's.
const endOfField = math.MaxUint8

var placesPool = sync.Pool{New: func() any { return new([1 << 16]uint8) }}

// NewMasks returns masks for no term; Close them after use.
func NewMasks() *Masks {
	m := &Masks{places: placesPool.Get().(*[1 << 16]uint8), masks: []uint64{0}}
	m.places[FieldEnd] = endOfField
	m.used = append(m.used, FieldEnd)
	return m
}

// Add adds mask to what a number stands for.
func (m *Masks) Add(number uint16, mask uint64) {
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

// Close gives back what m has borrowed.
func (m *Masks) Close() {
	for _, number := range m.used {
		m.places[number] = 0
	}
	placesPool.Put(m.places)
	m.places = nil
}

// HasRun reports whether seq has numbers with bit 0, bit 1 and so on up to the
// bit last, each directly after the one before (Shift-And, Baeza-Yates & Gonnet 1992).
func (m *Masks) HasRun(seq []uint16, last uint64) bool {
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

// CountPairs adds to freqs how often terms i-1 and i of the query are neighbours
// in seq, for each bit i of pairs, and returns the set of those that occur. Each
// place counts as much as weights says of its field.
func (m *Masks) CountPairs(seq []uint16, pairs uint64, weights *engine.Weights, freqs *[MaskBits]float64) uint64 {
	found, previous := uint64(0), uint64(0)
	part, weight := engine.Title, float64(weights[engine.Title])
	places := m.places
	for _, number := range seq {
		at := places[number]
		if at == 0 { // most words of an article are not in the query
			previous = 0
			continue
		}
		if at == endOfField {
			previous = 0
			if part < engine.Body {
				part++
				weight = float64(weights[part])
			}
			continue
		}
		mask := m.masks[at]
		if hits := previous << 1 & mask & pairs; hits != 0 {
			found |= hits
			for ; hits != 0; hits &= hits - 1 {
				freqs[bits.TrailingZeros64(hits)] += weight
			}
		}
		previous = mask
	}
	return found
}
