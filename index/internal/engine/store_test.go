package engine

import (
	"testing"

	"github.com/newssearch/newssearch/index/internal/offheap"
)

// The budget is kept after every list, lists that are used stay before others,
// and what one list needs is all that goes for it.
func TestStoreEvicts(t *testing.T) {
	const docs, numDocs = 20_000, 100_000
	numbers, freqs := make([]uint32, docs), make([]uint8, docs)
	for i := range numbers {
		numbers[i], freqs[i] = uint32(5*i), 1
	}
	list := func() *List { return newList(numbers, freqs, numDocs) }
	one := list().bytes()
	s := NewStore(Weights{1, 1, 1}, 10*one)
	data := &segmentData{lists: map[listKey]*cached{}}
	s.segments[1] = data
	key := func(i int) listKey { return listKey{text: string(rune('a' + i))} }
	for i := range 40 {
		s.keep(data, key(i), list())
		if c := data.lists[key(0)]; c != nil {
			c.touch()
		}
		if s.Used() > 10*one {
			t.Fatalf("%d bytes are kept of %d", s.Used(), 10*one)
		}
		if i >= 10 && len(data.lists) != 10 {
			t.Fatalf("%d lists are kept, there is room for 10", len(data.lists))
		}
	}
	if data.lists[key(0)] == nil {
		t.Error("a list that is used all the time has gone")
	}
	s.SetBudget(3 * one)
	if s.Used() > 3*one {
		t.Errorf("%d bytes are kept of %d", s.Used(), 3*one)
	}
	s.Close()
	if s.Used() != 0 || len(s.ring) != 0 {
		t.Errorf("after Close %d bytes and %d lists are left", s.Used(), len(s.ring))
	}
}

// A list that is evicted while a query reads it can be read to the query's end.
func TestEvictedWhileRead(t *testing.T) {
	s := NewStore(Weights{1, 1, 1}, 0)
	data := &segmentData{lists: map[listKey]*cached{}}
	s.segments[1] = data
	entered := s.guard.Enter()
	l := newList([]uint32{0, 1, 2}, []uint8{1, 2, 3}, 3)
	large := &List{region: offheap.Alloc(1 << 16)}
	large.dense = offheap.Carve[uint8](large.region, 1<<16)
	s.keep(data, listKey{text: "a"}, l)
	s.keep(data, listKey{text: "b"}, large)
	if s.Used() != 0 {
		t.Fatal("nothing fits, and something is kept")
	}
	if l.Freq(1) != 2 || large.Freq(1<<16-1) != 0 {
		t.Error("wrong frequencies")
	}
	s.guard.Leave(entered)
}
