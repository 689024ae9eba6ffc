package engine

import "math/bits"

// NewBits returns a set of documents of the snapshot, all clear.
func (snap *Snapshot) NewBits() Bits {
	bits := make(Bits, len(snap.Segments))
	for i, seg := range snap.Segments {
		bits[i] = make([]uint64, (seg.Docs+63)/64)
	}
	return bits
}

// eval sets in out the documents of within for which e holds. within and out are different arrays.
func (r *runner) eval(e Expr, block int, within, out *blockSet) {
	switch e := e.(type) {
	case Slot:
		slot := r.slots[e]
		if slot == nil {
			*out = blockSet{}
			return
		}
		for w := range out {
			out[w] = within[w] & slot[w]
		}
	case And:
		r.evalAnd(e, block, within, out)
	case Or:
		var any, part blockSet
		for _, arg := range e {
			r.eval(arg, block, within, &part)
			for w := range any {
				any[w] |= part[w]
			}
		}
		*out = any
	case Not:
		var part blockSet
		r.eval(e.Expr, block, within, &part)
		for w := range out {
			out[w] = within[w] &^ part[w]
		}
	case Check:
		r.eval(e.Expr, block, within, out)
		r.verify(e, block, out)
	case Blocks:
		words := e(r.segNum, block)
		if words == nil {
			*out = *within
			return
		}
		for w := range out {
			out[w] = within[w] & words[w]
		}
	case Bits:
		words := e[r.segNum][block*blockWords:]
		for w := range out {
			if w < len(words) {
				out[w] = within[w] & words[w]
			} else {
				out[w] = 0
			}
		}
	}
}

// evalAnd narrows step by step, so that a later Check sees only what is left.
func (r *runner) evalAnd(e And, block int, within, out *blockSet) {
	left := *within
	for _, arg := range e {
		from := left
		r.eval(arg, block, &from, &left)
	}
	*out = left
}

func (r *runner) verify(c Check, block int, held *blockSet) {
	for w, word := range held {
		for rest := word; rest != 0; rest &= rest - 1 {
			bit := bits.TrailingZeros64(rest)
			if !c.Verify(r.segNum, uint32(block<<blockBits+w*64+bit)) {
				word &^= 1 << bit
			}
		}
		held[w] = word
	}
}
