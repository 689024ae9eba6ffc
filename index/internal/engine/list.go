package engine

import (
	"math/bits"
	"sort"
)

// A block is the unit of execution: blockDocs accumulators of 4 bytes are 16 KiB,
// which fits the first-level cache of every current processor together with the
// postings that are read. 4,096 was the best of 1,024 to 65,536.
const (
	blockBits  = 12
	blockDocs  = 1 << blockBits
	blockWords = blockDocs / 64
)

// maxFreq is the largest weighted frequency a posting holds. BM25 with k1 about
// 1 has reached 99 % of its limit there, so nothing of the ranking is lost.
const maxFreq = 255

// List is one decoded postings list of one segment: the documents that hold a
// term (or any term of a group) and how often, title and lead weighted.
// It is immutable.
type List struct {
	// starts[b] is where block b begins in docs; nil for a sparse list.
	starts []uint32
	docs   []uint16
	// sparse holds whole document numbers, for lists with so few postings
	// that the block starts would outweigh them.
	sparse []uint32
	freqs  []uint8
}

// Len is the number of documents, deleted ones included.
func (l *List) Len() int { return len(l.freqs) }

// bytes is the memory the list takes, slice headers included.
func (l *List) bytes() int64 {
	const header = 96
	return header + int64(len(l.starts))*4 + int64(len(l.docs))*2 + int64(len(l.sparse))*4 + int64(len(l.freqs))
}

// Freq returns the weighted frequency in document doc, 0 where it does not occur.
func (l *List) Freq(doc uint32) uint8 {
	if l.starts == nil {
		i := sort.Search(len(l.sparse), func(i int) bool { return l.sparse[i] >= doc })
		if i < len(l.sparse) && l.sparse[i] == doc {
			return l.freqs[i]
		}
		return 0
	}
	block := doc >> blockBits
	lo, hi := int(l.starts[block]), int(l.starts[block+1])
	want := uint16(doc & (blockDocs - 1))
	i := lo + sort.Search(hi-lo, func(i int) bool { return l.docs[lo+i] >= want })
	if i < hi && l.docs[i] == want {
		return l.freqs[i]
	}
	return 0
}

// newList builds a list from rising document numbers and their frequencies.
// numDocs is the size of the segment.
func newList(docs []uint32, freqs []uint8, numDocs int) *List {
	blocks := (numDocs + blockDocs - 1) / blockDocs
	if len(docs) <= 2*(blocks+1) {
		return &List{sparse: append([]uint32(nil), docs...), freqs: append([]uint8(nil), freqs...)}
	}
	l := &List{
		starts: make([]uint32, blocks+1),
		docs:   make([]uint16, len(docs)),
		freqs:  append([]uint8(nil), freqs...),
	}
	block := 0
	for i, doc := range docs {
		for b := int(doc >> blockBits); block < b; {
			block++
			l.starts[block] = uint32(i)
		}
		l.docs[i] = uint16(doc & (blockDocs - 1))
	}
	for block < blocks {
		block++
		l.starts[block] = uint32(len(docs))
	}
	return l
}

// merger adds several postings lists of a segment up. It is reused between
// lists; its arrays are as long as the largest segment seen.
type merger struct {
	sums  []uint16
	seen  []uint64
	docs  []uint32
	freqs []uint8
}

func (m *merger) reset(numDocs int) {
	if len(m.sums) < numDocs {
		m.sums = make([]uint16, numDocs)
		m.seen = make([]uint64, (numDocs+63)/64)
	}
	m.docs, m.freqs = m.docs[:0], m.freqs[:0]
}

// add counts freq for doc; sums stay far below 65,536 because every addend is at most maxFreq
// and the caller adds at most 3 fields of a few hundred variants.
func (m *merger) add(doc uint32, freq uint64) {
	m.seen[doc/64] |= 1 << (doc % 64)
	m.sums[doc] = uint16(min(uint64(m.sums[doc])+freq, 1<<16-1))
}

// list returns the sums as a list and clears them.
func (m *merger) list(numDocs int) *List {
	for w := range m.seen {
		word := m.seen[w]
		if word == 0 {
			continue
		}
		m.seen[w] = 0
		for ; word != 0; word &= word - 1 {
			doc := uint32(w*64 + bits.TrailingZeros64(word))
			m.docs = append(m.docs, doc)
			m.freqs = append(m.freqs, uint8(min(m.sums[doc], maxFreq)))
			m.sums[doc] = 0
		}
	}
	return newList(m.docs, m.freqs, numDocs)
}
