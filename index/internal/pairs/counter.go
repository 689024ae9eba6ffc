package pairs

import (
	"cmp"
	"slices"
)

// Counter counts names. It is an open-addressed table, five times as fast as a
// map for this. The zero value is empty. It is not safe for concurrent use.
type Counter struct {
	slots []slot // a power of two
	n     int
	// The name 0 has no slot: there it means that a slot is free.
	zero      int32
	zeroTaken bool
	fetched   int32 // keeps the reading in AddAll from being left out
}

type slot struct {
	name  uint32
	count int32 // 0: the name was counted back to nothing
}

const slotBytes = 8

// fullShare is the share of slots in use, in eighths, above which the table grows.
const fullShare = 5

// Add adds delta, which may be negative, to the count of name.
func (c *Counter) Add(name uint32, delta int32) {
	if name == 0 {
		if !c.zeroTaken {
			c.zeroTaken = true
			c.n++
		}
		c.zero += delta
		return
	}
	if c.n*8 >= len(c.slots)*fullShare {
		c.grow()
	}
	s := c.find(name)
	if s.name == 0 {
		s.name = name
		c.n++
	}
	s.count += delta
}

// ahead is how many names AddAll looks at together: more than a processor
// fetches from memory at a time.
const ahead = 64

// AddAll is Add for each of names. In a table that is larger than the
// processor's cache it is faster: the slots of several names are fetched at once,
// where Add waits for each.
func (c *Counter) AddAll(names []uint32, delta int32) {
	for len(names) > 0 {
		some := names[:min(len(names), ahead)]
		names = names[len(some):]
		if mask := uint32(len(c.slots) - 1); len(c.slots) > 0 {
			for _, name := range some {
				c.fetched += c.slots[home(name)&mask].count
			}
		}
		for _, name := range some {
			c.Add(name, delta)
		}
	}
}

// home is where the search for a name begins, but for the size of the table.
func home(name uint32) uint32 { return name * 2654435769 }

// Get returns the count of name.
func (c *Counter) Get(name uint32) int32 {
	switch {
	case name == 0:
		return c.zero
	case len(c.slots) == 0:
		return 0
	}
	return c.find(name).count
}

// Len is the number of names counted.
func (c *Counter) Len() int { return c.n }

// All yields every name with its count, in no particular order.
func (c *Counter) All(yield func(name uint32, count int32) bool) {
	if c.zeroTaken && !yield(0, c.zero) {
		return
	}
	for i := range c.slots {
		if s := &c.slots[i]; s.name != 0 && !yield(s.name, s.count) {
			return
		}
	}
}

// Bytes is the memory the table takes.
func (c *Counter) Bytes() int64 { return int64(len(c.slots)) * slotBytes }

// find returns the slot of name, which is not 0: its own or a free one.
func (c *Counter) find(name uint32) *slot {
	mask := uint32(len(c.slots) - 1)
	for i := home(name) & mask; ; i = (i + 1) & mask {
		if s := &c.slots[i]; s.name == name || s.name == 0 {
			return s
		}
	}
}

func (c *Counter) grow() {
	old := c.slots
	c.slots = make([]slot, max(2*len(old), 1024))
	for i := range old {
		if old[i].name != 0 {
			*c.find(old[i].name) = old[i]
		}
	}
}

// entry is one name with its count.
type entry struct {
	name  uint32
	count int32
}

// sorted returns the names with a count other than zero, rising.
func (c *Counter) sorted() []entry {
	entries := make([]entry, 0, c.n)
	for name, count := range c.All {
		if count != 0 {
			entries = append(entries, entry{name, count})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	return entries
}
