package pairs

import (
	"math/rand/v2"
	"testing"
)

func TestFreezeAddsUp(t *testing.T) {
	for _, n := range []int{0, 1, 15, 300, 70_000, 1_200_000} {
		rng := rand.New(rand.NewPCG(1, uint64(n)))
		want := map[uint32]int32{}
		var data []byte
		var table *Table
		for round := range 2 {
			var c Counter
			for range n {
				name := rng.Uint32() >> (rng.IntN(2) * 12)
				delta := int32(rng.IntN(5) - 1)
				c.Add(name, delta)
				want[name] += delta
			}
			data = Freeze(table, &c, int64(n), 1, true)
			var err error
			if table, err = Open(data); err != nil {
				t.Fatalf("n %d: %v", n, err)
			}
			for name, count := range want {
				if count <= 0 && round == 0 {
					delete(want, name) // dropped when frozen, so a later round starts from nothing
				}
			}
		}
		if table.Tokens() != uint64(2*n) {
			t.Errorf("n %d: %d tokens, want %d", n, table.Tokens(), 2*n)
		}
		for name, count := range want {
			if got := table.Count(name); got != uint32(max(count, 0)) {
				t.Fatalf("n %d: count of %d is %d, want %d", n, name, got, count)
			}
		}
		wrong := 0
		for range 1000 {
			if name := rng.Uint32(); want[name] == 0 && table.Count(name) != 0 {
				wrong++
			}
		}
		if wrong > 0 {
			t.Errorf("n %d: %d of 1000 names that were never counted have a count", n, wrong)
		}
	}
}

// The name 0 is a name like any other.
func TestCounterOfZero(t *testing.T) {
	var c Counter
	if c.Get(0) != 0 || c.Len() != 0 {
		t.Errorf("at first %d, %d names", c.Get(0), c.Len())
	}
	for _, name := range []uint32{0, 7, 0, 1 << 31, 0} {
		c.Add(name, 2)
	}
	sum := int32(0)
	for name, count := range c.All {
		if c.Get(name) != count {
			t.Errorf("%d counts %d, then %d", name, count, c.Get(name))
		}
		sum += count
	}
	if c.Get(0) != 6 || c.Len() != 3 || sum != 10 {
		t.Errorf("0 counts %d, %d names, %d in all", c.Get(0), c.Len(), sum)
	}
	table, err := Open(Freeze(nil, &c, 5, 1, true))
	if err != nil || table.Count(0) != 6 || table.Len() != 3 {
		t.Errorf("frozen, 0 counts %d, %d names, %v", table.Count(0), table.Len(), err)
	}
}

func TestLogarithmicCounts(t *testing.T) {
	var c Counter
	for i := uint32(1); i < 20; i++ {
		c.Add(i*77, 1<<i)
	}
	table, err := Open(Freeze(nil, &c, 1, 1, false))
	if err != nil {
		t.Fatal(err)
	}
	for i := uint32(1); i < 20; i++ {
		if got := table.Count(i * 77); got != 1<<i {
			t.Errorf("count %d came back as %d", 1<<i, got)
		}
	}
}

func TestOpenRefusesDamage(t *testing.T) {
	var c Counter
	for i := range uint32(5000) {
		c.Add(i*850_000, 3)
	}
	data := Freeze(nil, &c, 1, 1, true)
	if _, err := Open(data[:len(data)-1]); err == nil {
		t.Error("a table that lacks its last byte was opened")
	}
	for i := range 2000 {
		damaged := append([]byte(nil), data...)
		damaged[i] ^= 0x55
		table, err := Open(damaged)
		if err != nil {
			continue
		}
		for name := range uint32(200) {
			table.Count(name * 21_000_000) // must not panic
		}
	}
}

func BenchmarkCounter(b *testing.B) {
	var c Counter
	rng := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rng, 1.05, 20, 1<<22)
	names := make([]uint32, 1<<20)
	for i := range names {
		names[i] = uint32(mix(zipf.Uint64() + 1))
	}
	for i := 0; b.Loop(); i++ {
		c.Add(names[i%len(names)], 1)
	}
}

func TestAddAll(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	var one, all Counter
	for _, n := range []int{0, 1, 63, 64, 65, 5000, 100_000} {
		names := make([]uint32, n)
		for i := range names {
			names[i] = uint32(r.IntN(40_000)) * 0x10001
			one.Add(names[i], 2)
		}
		all.AddAll(names, 2)
		if one.Len() != all.Len() {
			t.Fatalf("%d names, want %d", all.Len(), one.Len())
		}
		for name, count := range one.All {
			if all.Get(name) != count {
				t.Fatalf("%d is counted %d times, want %d", name, all.Get(name), count)
			}
		}
	}
}
