package pairs

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
)

// The bytes of a table, little endian:
//
//	8   "nspairs1"
//	8   the sum of all single counts, the tokens seen
//	4   n, the number of entries
//	1   s, the bits by which names are grouped
//	1   w, the bytes of a count: 1 (logarithmic) or 2 (exact up to 32,767, in steps of 256 above)
//	2   zero
//	4*(2^s+1)  for each leading s bits of a name, the number of entries before
//	r*n  the rest of each name, rising in each group; r is 2 when s is 16, else 4 (the whole name)
//	w*n  the counts
const (
	magic      = "nspairs1"
	headerSize = 24
)

// countSteps is the number of logarithmic steps from a count to its double. Rounding to
// an eighth of a doubling changes no probability by more than 5 %.
const countSteps = 8

// Exact counts take two bytes: from coarse on they are kept in steps.
const (
	coarse     = 1 << 15
	coarseStep = 1 << 8
)

// putExact appends an exact count; those above 8 million stay there.
func putExact(data []byte, count int32) []byte {
	if count >= coarse {
		count = coarse + min((count+coarseStep/2)/coarseStep, coarse-1)
	}
	return binary.LittleEndian.AppendUint16(data, uint16(count))
}

// Table is a frozen set of counts. The zero value is empty. It is safe for
// concurrent use.
type Table struct {
	tokens uint64
	n      int
	shift  uint // 32 - s
	starts []byte
	names  []byte
	wide   bool // names take four bytes
	counts []byte
	exact  bool
}

// ErrFormat means that bytes are not a table.
var ErrFormat = errors.New("not a table of pair counts")

// Open reads a table where it lies; data must not change afterwards.
func Open(data []byte) (*Table, error) {
	if len(data) < headerSize || string(data[:8]) != magic {
		return nil, ErrFormat
	}
	t := &Table{tokens: binary.LittleEndian.Uint64(data[8:]), n: int(binary.LittleEndian.Uint32(data[16:]))}
	groupBits, width := uint(data[20]), int(data[21])
	if groupBits > 16 || width != 1 && width != 2 {
		return nil, fmt.Errorf("%w: header", ErrFormat)
	}
	t.shift, t.wide, t.exact = 32-groupBits, groupBits != 16, width == 2
	nameSize := 2
	if t.wide {
		nameSize = 4
	}
	startsSize := 4 * (1<<groupBits + 1)
	if len(data) != headerSize+startsSize+t.n*(nameSize+width) {
		return nil, fmt.Errorf("%w: %d bytes for %d entries", ErrFormat, len(data), t.n)
	}
	t.starts = data[headerSize : headerSize+startsSize]
	t.names = data[headerSize+startsSize:][:t.n*nameSize]
	t.counts = data[headerSize+startsSize+t.n*nameSize:]
	return t, t.checkStarts()
}

// checkStarts makes sure that a damaged table cannot lead outside of it.
func (t *Table) checkStarts() error {
	last := uint32(0)
	for i := 0; i < len(t.starts); i += 4 {
		start := binary.LittleEndian.Uint32(t.starts[i:])
		if start < last || int(start) > t.n {
			return fmt.Errorf("%w: group %d", ErrFormat, i/4)
		}
		last = start
	}
	if int(last) != t.n {
		return fmt.Errorf("%w: groups hold %d of %d entries", ErrFormat, last, t.n)
	}
	return nil
}

// Tokens is the number of tokens that were counted.
func (t *Table) Tokens() uint64 { return t.tokens }

// Len is the number of names.
func (t *Table) Len() int { return t.n }

// Count returns the count of name, 0 when it is not in the table.
func (t *Table) Count(name uint32) uint32 {
	if t.n == 0 {
		return 0
	}
	group := 4 * uint64(name) >> t.shift &^ 3
	lo := int(binary.LittleEndian.Uint32(t.starts[group:]))
	hi := int(binary.LittleEndian.Uint32(t.starts[group+4:]))
	end := hi
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if t.less(mid, name) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < end && t.equal(lo, name) {
		return t.count(lo)
	}
	return 0
}

func (t *Table) less(i int, name uint32) bool {
	if t.wide {
		return binary.LittleEndian.Uint32(t.names[4*i:]) < name
	}
	return binary.LittleEndian.Uint16(t.names[2*i:]) < uint16(name)
}

func (t *Table) equal(i int, name uint32) bool {
	if t.wide {
		return binary.LittleEndian.Uint32(t.names[4*i:]) == name
	}
	return binary.LittleEndian.Uint16(t.names[2*i:]) == uint16(name)
}

func (t *Table) count(i int) uint32 {
	if t.exact {
		n := uint32(binary.LittleEndian.Uint16(t.counts[2*i:]))
		if n >= coarse {
			return (n - coarse) * coarseStep
		}
		return n
	}
	return uint32(math.Round(math.Exp2(float64(t.counts[i]) / countSteps)))
}

// each calls f with every entry, names rising.
func (t *Table) each(f func(entry)) {
	for group := range len(t.starts)/4 - 1 {
		lo := binary.LittleEndian.Uint32(t.starts[4*group:])
		hi := binary.LittleEndian.Uint32(t.starts[4*group+4:])
		for i := int(lo); i < int(hi); i++ {
			var name uint32
			if t.wide {
				name = binary.LittleEndian.Uint32(t.names[4*i:])
			} else {
				name = uint32(group)<<16 | uint32(binary.LittleEndian.Uint16(t.names[2*i:]))
			}
			f(entry{name, int32(t.count(i))})
		}
	}
}

// Freeze returns the bytes of a table with the counts of base (nil for none)
// and c added up. Names counted less than least are left out. tokens is added to base's.
// With exact false counts are rounded to a byte each, for a table that is never added to.
func Freeze(base *Table, c *Counter, tokens int64, least int32, exact bool) []byte {
	if base == nil {
		base = &Table{}
	}
	entries := mergeEntries(base, c.sorted(), least)
	groupBits := uint(min(max(bits.Len(uint(len(entries)))-4, 0), 16))
	width, nameSize := 1, 4
	if exact {
		width = 2
	}
	if groupBits == 16 {
		nameSize = 2
	}
	data := make([]byte, headerSize, headerSize+4*(1<<groupBits+1)+len(entries)*(width+nameSize))
	copy(data, magic)
	binary.LittleEndian.PutUint64(data[8:], uint64(max(int64(base.tokens)+tokens, 0)))
	binary.LittleEndian.PutUint32(data[16:], uint32(len(entries)))
	data[20], data[21] = byte(groupBits), byte(width)
	i := 0
	for group := range uint64(1) << groupBits {
		data = binary.LittleEndian.AppendUint32(data, uint32(i))
		for i < len(entries) && uint64(entries[i].name)>>(32-groupBits) == group {
			i++
		}
	}
	data = binary.LittleEndian.AppendUint32(data, uint32(i))
	for _, e := range entries {
		if nameSize == 2 {
			data = binary.LittleEndian.AppendUint16(data, uint16(e.name))
		} else {
			data = binary.LittleEndian.AppendUint32(data, e.name)
		}
	}
	for _, e := range entries {
		if exact {
			data = putExact(data, e.count)
		} else {
			data = append(data, byte(min(math.Round(countSteps*math.Log2(float64(e.count))), 255)))
		}
	}
	return data
}

// mergeEntries adds two sorted runs up and drops what is below least.
func mergeEntries(base *Table, added []entry, least int32) []entry {
	merged := make([]entry, 0, base.n+len(added))
	keep := func(e entry) {
		if e.count >= max(least, 1) {
			merged = append(merged, e)
		}
	}
	base.each(func(e entry) {
		for len(added) > 0 && added[0].name < e.name {
			keep(added[0])
			added = added[1:]
		}
		if len(added) > 0 && added[0].name == e.name {
			e.count += added[0].count
			added = added[1:]
		}
		keep(e)
	})
	for _, e := range added {
		keep(e)
	}
	return merged
}
