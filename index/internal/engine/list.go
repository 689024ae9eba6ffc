package engine

import (
	"math/bits"
	"sort"

	"github.com/newssearch/newssearch/index/internal/offheap"
)

// A block is the unit of execution: blockDocs accumulators of 4 bytes are 16 KiB,
// which fits the first-level cache of every current processor together with the
// postings that are read. 4,096 was the best of 1,024 to 65,536.
const (
	blockBits  = 12
	blockDocs  = 1 << blockBits
	blockWords = blockDocs / 64
)

// BlockDocs and BlockWords are the sizes of a block for those who make a [Blocks] condition.
const (
	BlockDocs  = blockDocs
	BlockWords = blockWords
)

// blockSet has a bit for each document of a block.
type blockSet [blockWords]uint64

// maxFreq is the largest weighted frequency a posting holds. BM25 with k1 about
// 1 has reached 99 % of its limit there, so nothing of the ranking is lost.
const maxFreq = 255

// List is one decoded postings list of one segment: the documents that hold a
// term (or any term of a group) and how often, title and lead weighted.
// It is immutable. It has one of three forms, by how common the term is. Its
// arrays lie in region: see [offheap.Guard] for how long.
type List struct {
	n      int
	region *offheap.Region
	// A rare term: whole document numbers, since starts would outweigh them.
	sparse []uint32
	// In between: starts[b] is where block b begins in docs.
	starts []uint32
	docs   []uint16
	// freqs go with sparse or docs.
	freqs []uint8
	// A common term: a frequency for every document, 0 for most, and the set
	// of documents as bits, both as long as whole blocks.
	dense []uint8
	sets  []uint64
}

// Thresholds of the forms. A dense list takes 1.1 bytes a document of the segment,
// a list of blocks 3 bytes a posting, so from a quarter of the documents on
// they take about the same, and a dense one is looked up in one step.
const (
	denseShare     = 4 // dense from 1/denseShare of the documents
	sparsePerBlock = 2 // sparse up to so many postings a block
)

// set returns the documents of a block of a dense list.
func (l *List) set(block int) *blockSet { return (*blockSet)(l.sets[block*blockWords:]) }

// Len is the number of documents, deleted ones included.
func (l *List) Len() int { return l.n }

// bytes is the memory the list takes, slice headers included.
func (l *List) bytes() int64 {
	const header = 400 // with its entry in the cache
	return header + l.region.Size()
}

// Freq returns the weighted frequency in document doc, 0 where it does not occur.
func (l *List) Freq(doc uint32) uint8 {
	switch {
	case l.dense != nil:
		return l.dense[doc]
	case l.starts != nil:
		block := doc >> blockBits
		return l.blockFreq(int(l.starts[block]), int(l.starts[block+1]), uint16(doc&(blockDocs-1)))
	}
	i := sort.Search(len(l.sparse), func(i int) bool { return l.sparse[i] >= doc })
	if i < len(l.sparse) && l.sparse[i] == doc {
		return l.freqs[i]
	}
	return 0
}

// blockFreq looks for a document within docs[lo:hi].
func (l *List) blockFreq(lo, hi int, want uint16) uint8 {
	end := hi
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if l.docs[mid] < want {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < end && l.docs[lo] == want {
		return l.freqs[lo]
	}
	return 0
}

// newList builds a list from rising document numbers and their frequencies.
// numDocs is the size of the segment.
func newList(docs []uint32, freqs []uint8, numDocs int) *List {
	blocks := (numDocs + blockDocs - 1) / blockDocs
	switch {
	case len(docs) <= sparsePerBlock*(blocks+1):
		return newSparse(docs, freqs)
	case len(docs) >= numDocs/denseShare:
		return newDense(docs, freqs, blocks)
	}
	region := offheap.Alloc(offheap.SizeOf[uint32](blocks+1) + offheap.SizeOf[uint16](len(docs)) + offheap.SizeOf[uint8](len(docs)))
	l := &List{
		n:      len(docs),
		region: region,
		starts: offheap.Carve[uint32](region, blocks+1),
		docs:   offheap.Carve[uint16](region, len(docs)),
		freqs:  offheap.Carve[uint8](region, len(docs)),
	}
	copy(l.freqs, freqs)
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

func newSparse(docs []uint32, freqs []uint8) *List {
	region := offheap.Alloc(offheap.SizeOf[uint32](len(docs)) + offheap.SizeOf[uint8](len(docs)))
	l := &List{
		n:      len(docs),
		region: region,
		sparse: offheap.Carve[uint32](region, len(docs)),
		freqs:  offheap.Carve[uint8](region, len(docs)),
	}
	copy(l.sparse, docs)
	copy(l.freqs, freqs)
	return l
}

func newDense(docs []uint32, freqs []uint8, blocks int) *List {
	words := blocks * blockWords
	region := offheap.Alloc(offheap.SizeOf[uint64](words) + offheap.SizeOf[uint8](blocks*blockDocs))
	l := &List{
		n:      len(docs),
		region: region,
		sets:   offheap.Carve[uint64](region, words),
		dense:  offheap.Carve[uint8](region, blocks*blockDocs),
	}
	for i, doc := range docs {
		l.dense[doc] = freqs[i]
		l.sets[doc/64] |= 1 << (doc % 64)
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

// add counts freq for doc.
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
