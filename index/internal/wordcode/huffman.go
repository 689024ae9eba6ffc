package wordcode

import (
	"cmp"
	"container/heap"
	"errors"
	"slices"
)

const (
	// maxCodeBits is the length of the longest code: the rarest words of a
	// vocabulary have 19 bits, and three codes fit a 64-bit word.
	maxCodeBits = 20
	// lookupBits is the length of the codes that are decoded in one step: nine of ten,
	// in a table of 16 KB, which stays in the first-level cache.
	lookupBits = 12
)

var errCode = errors.New("not a complete prefix code")

// code is a canonical Huffman code: of two symbols the one with the shorter
// code comes first, of two equally long ones the smaller. It is immutable.
type code struct {
	lengths []uint8  // of each symbol, 1 to maxCodeBits; 0 for none
	words   []uint32 // the code of each symbol, in its lowest bits
	// sorted are the symbols by code; those of n bits start at sorted[start[n]],
	// the first of them has the code first[n], and limit[n] is behind the last of
	// them, moved to maxCodeBits.
	sorted []uint16
	start  [maxCodeBits + 2]int
	first  [maxCodeBits + 2]uint32
	limit  [maxCodeBits + 2]uint32
	// lookup holds symbol<<8 | length for the first lookupBits bits, 0 for longer codes.
	lookup []uint32
}

// newCode makes the code of the given lengths. It fails unless every sequence
// of bits begins with exactly one code, so decoding cannot meet an unknown one.
func newCode(lengths []uint8) (*code, error) {
	c := &code{lengths: lengths, words: make([]uint32, len(lengths)), lookup: make([]uint32, 1<<lookupBits)}
	for symbol, n := range lengths {
		if n > maxCodeBits {
			return nil, errCode
		}
		if n > 0 {
			c.sorted = append(c.sorted, uint16(symbol))
		}
	}
	slices.SortStableFunc(c.sorted, func(a, b uint16) int { return cmp.Compare(lengths[a], lengths[b]) })
	next, at := uint32(0), 0
	for n := 1; n <= maxCodeBits; n++ {
		next <<= 1
		c.start[n], c.first[n] = at, next
		for ; at < len(c.sorted) && int(lengths[c.sorted[at]]) == n; at++ {
			if next >= 1<<n {
				return nil, errCode
			}
			c.assign(c.sorted[at], next, n)
			next++
		}
		c.limit[n] = next << (maxCodeBits - n)
	}
	if next != 1<<maxCodeBits {
		return nil, errCode
	}
	return c, nil
}

func (c *code) assign(symbol uint16, word uint32, n int) {
	c.words[symbol] = word
	if n > lookupBits {
		return
	}
	from := word << (lookupBits - n)
	for i := from; i < from+1<<(lookupBits-n); i++ {
		c.lookup[i] = uint32(symbol)<<8 | uint32(n)
	}
}

// long decodes a code that is longer than lookupBits at the top of acc.
func (c *code) long(acc uint64) (symbol uint16, n uint) {
	top := uint32(acc >> (64 - maxCodeBits))
	n = lookupBits + 1
	for top >= c.limit[n] {
		n++
	}
	return c.sorted[c.start[n]+int(top>>(maxCodeBits-n)-c.first[n])], n
}

// codeLengths returns the lengths of an optimal code for symbols that occur
// that often, each at least once, none longer than maxCodeBits.
func codeLengths(counts []int) []uint8 {
	counts = slices.Clone(counts)
	for {
		lengths := huffman(counts)
		if slices.Max(lengths) <= maxCodeBits {
			return lengths
		}
		// Rare symbols become more alike until none is too deep.
		for i := range counts {
			counts[i] = counts[i]/2 + 1
		}
	}
}

// huffman returns the depths of the leaves of a Huffman tree.
func huffman(counts []int) []uint8 {
	parents := make([]int, 2*len(counts)-1)
	h := make(nodes, len(counts))
	for i, count := range counts {
		h[i] = node{max(count, 1), i}
	}
	heap.Init(&h)
	for next := len(counts); h.Len() > 1; next++ {
		a, b := heap.Pop(&h).(node), heap.Pop(&h).(node)
		parents[a.id], parents[b.id] = next, next
		heap.Push(&h, node{a.count + b.count, next})
	}
	root := len(parents) - 1
	depths := make([]uint8, len(parents))
	for i := root - 1; i >= 0; i-- {
		depths[i] = depths[parents[i]] + 1
	}
	return depths[:len(counts)]
}

type node struct{ count, id int }

type nodes []node

func (h nodes) Len() int { return len(h) }
func (h nodes) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(h[i].count, h[j].count), cmp.Compare(h[i].id, h[j].id)) < 0
}
func (h nodes) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *nodes) Push(x any)   { *h = append(*h, x.(node)) }
func (h *nodes) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
