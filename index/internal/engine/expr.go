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

// narrow leaves in set the documents for which e holds.
func (r *runner) narrow(e Expr, block int, set *blockSet) {
	switch e := e.(type) {
	case Slot:
		slot := r.slots[e]
		if slot == nil {
			*set = blockSet{}
			return
		}
		for w := range set {
			set[w] &= slot[w]
		}
	case And: // step by step, so that a later Check sees only what is left
		for _, arg := range e {
			r.narrow(arg, block, set)
		}
	case Or:
		r.narrowOr(e, block, set)
	case Not:
		part := r.borrow()
		*part = *set
		r.narrow(e.Expr, block, part)
		for w := range set {
			set[w] &^= part[w]
		}
		r.giveBack(1)
	case Check:
		r.narrow(e.Expr, block, set)
		r.verify(e, block, set)
	case Blocks:
		if words := e(r.segNum, block); words != nil {
			for w := range set {
				set[w] &= words[w]
			}
		}
	case Bits:
		words := e[r.segNum][block*blockWords:]
		for w := range set {
			if w < len(words) {
				set[w] &= words[w]
			} else {
				set[w] = 0
			}
		}
	}
}

func (r *runner) narrowOr(e Or, block int, set *blockSet) {
	any, part := r.borrow(), r.borrow()
	*any = blockSet{}
	for _, arg := range e {
		*part = *set
		r.narrow(arg, block, part)
		any.add(part)
	}
	*set = *any
	r.giveBack(2)
}

// borrow returns a set of any content, until it is given back. Conditions are
// nested as deep as the query, and evaluated for every block: sets on the stack
// would be moved to the heap, half a kilobyte each time.
func (r *runner) borrow() *blockSet {
	if r.borrowed == len(r.spare) {
		r.spare = append(r.spare, new(blockSet))
	}
	r.borrowed++
	return r.spare[r.borrowed-1]
}

// giveBack gives the sets back that were borrowed last.
func (r *runner) giveBack(n int) { r.borrowed -= n }

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
