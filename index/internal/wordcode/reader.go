package wordcode

import (
	"encoding/binary"
	"errors"
)

// ErrCut means that a text ends in the middle.
var ErrCut = errors.New("coded text is cut short")

// Reader reads the parts of an article in the order in which they were
// written, each as text or as words. It is not safe for concurrent use.
type Reader struct {
	v    *Vocabulary
	data []byte // what is not in acc yet
	acc  uint64 // the next bits, from the highest place on
	bits int    // how many; negative once bits were read that are not there
	// spelt and term are what was spelt out last.
	spelt, term []byte
}

// Reader returns a reader of what a Writer wrote.
func (v *Vocabulary) Reader(data []byte) Reader { return Reader{v: v, data: data} }

// refill makes at least 32 bits ready, as far as there are so many.
func (r *Reader) refill() {
	if r.bits >= 32 {
		return
	}
	if len(r.data) >= 4 {
		r.acc |= uint64(binary.BigEndian.Uint32(r.data)) << (32 - r.bits)
		r.bits += 32
		r.data = r.data[4:]
		return
	}
	for len(r.data) > 0 && r.bits <= 56 {
		r.acc |= uint64(r.data[0]) << (56 - r.bits)
		r.bits += 8
		r.data = r.data[1:]
	}
}

// symbol reads one symbol of c. Behind the end of the data it reads zeros, and
// r.bits becomes negative.
func (r *Reader) symbol(c *code) uint16 {
	if r.bits < maxCodeBits {
		r.refill()
	}
	if e := c.lookup[r.acc>>(64-lookupBits)]; e != 0 {
		n := e & 0xff
		r.acc <<= n
		r.bits -= int(n)
		return uint16(e >> 8)
	}
	symbol, n := c.long(r.acc)
	r.acc <<= n
	r.bits -= int(n)
	return symbol
}

// spelling reads what was spelt out and appends it to dst.
func (r *Reader) spelling(dst []byte) []byte {
	for r.bits >= 0 {
		symbol := r.symbol(r.v.spelling)
		if symbol == spellingEnd {
			break
		}
		dst = append(dst, byte(symbol))
	}
	return dst
}

// Text appends the next part to dst.
func (r *Reader) Text(dst []byte) ([]byte, error) {
	between := ""
	first := r.v.special(0)
	for r.bits >= 0 {
		symbol := r.symbol(r.v.symbols)
		if symbol < first {
			if entry := r.v.entries[symbol]; entry[0] == gapMark {
				dst, between = append(dst, entry[1:]...), ""
			} else {
				dst = append(append(dst, between...), entry...)
				between = " "
			}
			continue
		}
		switch symbol - first {
		case symbolEnd:
			if r.bits < 0 {
				return dst, ErrCut
			}
			return dst, nil
		case symbolGap:
			dst, between = r.spelling(dst), ""
		case symbolTerm:
			dst = r.spelling(append(dst, between...))
			r.term = r.spelling(r.term[:0])
			between = " "
		default:
			dst = r.spelling(append(dst, between...))
			between = " "
		}
	}
	return dst, ErrCut
}

// Words appends the numbers of the words of the next part to dst. other is asked
// for the number of a word that the vocabulary lacks: for that of its term if it
// is known, otherwise for that of the word as it is written. What it is given is
// valid only during the call.
func (r *Reader) Words(dst []uint16, other func(word []byte, isTerm bool) uint16) ([]uint16, error) {
	first := r.v.special(0)
	symbols, numbers := r.v.symbols, r.v.numbers
	for r.bits >= 0 {
		symbol := r.symbol(symbols)
		if symbol < first {
			if number := numbers[symbol]; number != noNumber {
				dst = append(dst, number)
			}
			continue
		}
		switch symbol - first {
		case symbolEnd:
			if r.bits < 0 {
				return dst, ErrCut
			}
			return dst, nil
		case symbolGap:
			r.spelt = r.spelling(r.spelt[:0])
		case symbolTerm:
			r.spelt = r.spelling(r.spelt[:0])
			r.term = r.spelling(r.term[:0])
			dst = append(dst, other(r.term, true))
		default:
			r.spelt = r.spelling(r.spelt[:0])
			dst = append(dst, other(r.spelt, false))
		}
	}
	return dst, ErrCut
}

// AtEnd reports whether nothing but the padding of the last byte is left.
func (r *Reader) AtEnd() bool { return len(r.data) == 0 && r.bits >= 0 && r.bits < 8 && r.acc == 0 }
