package offheap

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"unsafe"
)

func TestRegion(t *testing.T) {
	for _, n := range []int{0, 1, 7, 1000, 5000, 100_001} {
		size := SizeOf[uint8](n) + SizeOf[uint64](n) + SizeOf[uint16](n) + SizeOf[uint32](n)
		r := Alloc(size)
		bytes, longs, shorts, ints := Carve[uint8](r, n), Carve[uint64](r, n), Carve[uint16](r, n), Carve[uint32](r, n)
		if len(bytes) != n || cap(longs) != n || len(shorts) != n || len(ints) != n {
			t.Fatalf("%d elements: wrong lengths", n)
		}
		if n > 0 && uintptr(unsafe.Pointer(&longs[0]))%8 != 0 {
			t.Errorf("%d elements: not aligned", n)
		}
		for i := range n {
			if bytes[i] != 0 || longs[i] != 0 || shorts[i] != 0 || ints[i] != 0 {
				t.Fatalf("%d elements: not zero", n)
			}
			bytes[i], longs[i], shorts[i], ints[i] = 1, ^uint64(0), 2, 3
		}
		for i := range n {
			if bytes[i] != 1 || longs[i] != ^uint64(0) || shorts[i] != 2 || ints[i] != 3 {
				t.Fatalf("%d elements: arrays overlap", n)
			}
		}
		if r.Size() < int64(size) {
			t.Errorf("%d bytes take %d", size, r.Size())
		}
		r.Free()
		r.Free()
	}
	(*Region)(nil).Free()
}

// What is retired while someone reads is freed when the last of those has left,
// whoever came later.
func TestGuard(t *testing.T) {
	var g Guard
	freed := func(r *Region) bool { return r.data == nil }
	a, b, c := Alloc(minMapped), Alloc(minMapped), Alloc(minMapped)
	if !a.mapped {
		t.Skip("memory is Go's on this system")
	}
	g.Retire(a)
	if !freed(a) {
		t.Error("nobody reads, and it is not freed")
	}
	first := g.Enter()
	g.Retire(b)
	second := g.Enter()
	g.Retire(c)
	if freed(b) || freed(c) {
		t.Error("freed while someone reads")
	}
	g.Leave(first)
	if !freed(b) || freed(c) {
		t.Error("what only the first could read is freed when it has left, and nothing else")
	}
	g.Leave(second)
	if !freed(c) {
		t.Error("not freed at the end")
	}
}

// Readers never see memory that was given back.
func TestGuardConcurrently(t *testing.T) {
	var g Guard
	type shared struct {
		region *Region
		values []uint32
	}
	make := func(n uint32) *shared {
		s := &shared{region: Alloc(minMapped)}
		s.values = Carve[uint32](s.region, minMapped/4)
		for i := range s.values {
			s.values[i] = n
		}
		return s
	}
	var current atomic.Pointer[shared]
	current.Store(make(0))
	var wg sync.WaitGroup
	for seed := range uint64(3) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(seed, 1))
			for range 2000 {
				entered := g.Enter()
				s := current.Load()
				for range 20 {
					if s.values[r.IntN(len(s.values))] != s.values[0] {
						t.Error("memory has changed")
					}
				}
				g.Leave(entered)
			}
		})
	}
	for n := range uint32(500) {
		g.Retire(current.Swap(make(n + 1)).region)
	}
	wg.Wait()
	if len(g.retired) != 0 {
		t.Errorf("%d regions are left", len(g.retired))
	}
}

func TestReadFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for _, n := range []int{0, 1, minMapped - 1, minMapped + 1, 100_003} {
		want := bytes.Repeat([]byte{'a', 'b', 'c', 1}, n)[:n]
		if err := os.WriteFile(path, want, 0o600); err != nil {
			t.Fatal(err)
		}
		r, got, err := ReadFile(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes: read %d, %v", n, len(got), err)
		}
		r.Free()
	}
	if _, _, err := ReadFile(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("no file gives", err)
	}
	if _, _, err := ReadFile(t.TempDir()); err == nil {
		t.Error("a folder is read")
	}
}
