package engine

import (
	"math"
	"slices"
)

// best keeps the k best documents in a heap with the worst on top.
type best struct {
	k    int
	heap []Scored
	// ties are the columns of each segment that order equal scores. They are
	// looked at only then, since every look is a miss of the cache.
	ties [][2][]uint64
}

func (b *best) full() bool { return len(b.heap) >= b.k }

// threshold is the score a document has to exceed to get in.
func (b *best) threshold() float32 {
	if b.k == 0 {
		return math.MaxFloat32
	}
	if !b.full() {
		return -math.MaxFloat32
	}
	return float32(b.heap[0].Score)
}

// worse orders by score, then by the ties, then by place in the index, which
// depends on how batches were merged.
func (b *best) worse(x, y *Scored) bool {
	if x.Score != y.Score {
		return x.Score < y.Score
	}
	for i := range b.ties[x.Seg] {
		if m, n := b.tie(x, i), b.tie(y, i); m != n {
			return m < n
		}
	}
	if x.Seg != y.Seg {
		return x.Seg > y.Seg
	}
	return x.Doc > y.Doc
}

func (b *best) tie(s *Scored, i int) uint64 {
	if column := b.ties[s.Seg][i]; column != nil {
		return column[s.Doc]
	}
	return 0
}

// takes reports whether s would be among the best.
func (b *best) takes(s *Scored) bool {
	return b.k > 0 && (!b.full() || b.worse(&b.heap[0], s))
}

func (b *best) offer(s Scored) {
	if b.k == 0 {
		return
	}
	if !b.full() {
		b.heap = append(b.heap, s)
		for i := len(b.heap) - 1; i > 0; {
			parent := (i - 1) / 2
			if !b.worse(&b.heap[i], &b.heap[parent]) {
				break
			}
			b.heap[i], b.heap[parent] = b.heap[parent], b.heap[i]
			i = parent
		}
		return
	}
	if !b.worse(&b.heap[0], &s) {
		return
	}
	b.heap[0] = s
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(b.heap); child++ {
			if b.worse(&b.heap[child], &b.heap[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		b.heap[i], b.heap[least] = b.heap[least], b.heap[i]
		i = least
	}
}

// sorted returns what was kept, best first.
func (b *best) sorted() []Scored {
	slices.SortFunc(b.heap, func(x, y Scored) int {
		switch {
		case b.worse(&y, &x):
			return -1
		case b.worse(&x, &y):
			return 1
		}
		return 0
	})
	return b.heap
}
