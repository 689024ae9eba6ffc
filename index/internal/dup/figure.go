package dup

import (
	"cmp"
	"slices"
)

// figure is a number with the words around it: frame is the hash of the two words before and
// the one after it. In reprints a figure between the same words is the same; where a text is
// written again each day, it is another.
type figure struct{ frame, number uint32 }

// figures returns the figures of t by frame and number, each once.
func (t Text) figures() []figure {
	var list []figure
	for i := 2; i+1 < len(t); i++ {
		if t[i]&numberBit != 0 {
			frame := uint32(runHash(frameWord(t[i-2]), frameWord(t[i-1]), frameWord(t[i+1])) >> 32)
			list = append(list, figure{frame, number(t[i])})
		}
	}
	slices.SortFunc(list, figure.compare)
	return slices.Compact(list)
}

// frameWord is a word as a part of a frame, in which all numbers are one.
func frameWord(w uint32) uint32 {
	if w&numberBit != 0 {
		return numberBit
	}
	return w
}

// number is plain, and 08 is 8.
func number(w uint32) uint32 {
	w = plain(w)
	if day, ok := dayHashes().day[w]; ok {
		return day
	}
	return w
}

func (f figure) compare(g figure) int {
	return cmp.Or(cmp.Compare(f.frame, g.frame), cmp.Compare(f.number, g.number))
}

// compareFigures counts the frames that both have with the same number, and those that
// both have, but with no number in common.
func compareFigures(a, b []figure) (same, other int) {
	for len(a) > 0 && len(b) > 0 {
		n, m := sameFrame(a), sameFrame(b)
		switch {
		case a[0].frame < b[0].frame:
			a = a[n:]
		case a[0].frame > b[0].frame:
			b = b[m:]
		default:
			if slices.ContainsFunc(a[:n], func(f figure) bool { return slices.Contains(b[:m], f) }) {
				same++
			} else {
				other++
			}
			a, b = a[n:], b[m:]
		}
	}
	return same, other
}

// sameFrame is how many figures at the beginning of list have one frame.
func sameFrame(list []figure) int {
	n := 1
	for n < len(list) && list[n].frame == list[0].frame {
		n++
	}
	return n
}
