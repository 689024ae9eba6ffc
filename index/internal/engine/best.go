package engine

import (
	"math"
	"slices"
)

// best keeps the k best documents in a heap with the worst on top.
type best struct {
	k    int
	heap []Scored
}

func newBest(k int) *best { return &best{k: k} }

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
func worse(a, b *Scored) bool {
	if a.Score != b.Score {
		return a.Score < b.Score
	}
	if a.ties != b.ties {
		return a.ties[0] < b.ties[0] || a.ties[0] == b.ties[0] && a.ties[1] < b.ties[1]
	}
	if a.Seg != b.Seg {
		return a.Seg > b.Seg
	}
	return a.Doc > b.Doc
}

func (b *best) offer(s Scored) {
	if b.k == 0 {
		return
	}
	if !b.full() {
		b.heap = append(b.heap, s)
		for i := len(b.heap) - 1; i > 0; {
			parent := (i - 1) / 2
			if !worse(&b.heap[i], &b.heap[parent]) {
				break
			}
			b.heap[i], b.heap[parent] = b.heap[parent], b.heap[i]
			i = parent
		}
		return
	}
	if !worse(&b.heap[0], &s) {
		return
	}
	b.heap[0] = s
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(b.heap); child++ {
			if worse(&b.heap[child], &b.heap[least]) {
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
		case worse(&y, &x):
			return -1
		case worse(&x, &y):
			return 1
		}
		return 0
	})
	return b.heap
}
