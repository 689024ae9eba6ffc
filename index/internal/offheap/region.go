package offheap

import "unsafe"

// Region is a piece of memory, zeroed at first. It holds no pointers.
type Region struct {
	data   []byte
	carved int
	mapped bool // it comes from the system, not from Go's heap
}

// minMapped is the size from which on memory is asked of the system, in whole
// pages. Below, a page is too coarse, and what rare terms take together is little.
const minMapped = 8 << 10

// pageSize is that of all common systems; where pages are larger only Size is too small.
const pageSize = 4 << 10

// alignment is that of the largest element of [Carve].
const alignment = 8

// Alloc returns a region with room for size bytes. Where the system gives none,
// or cannot, the memory is Go's.
func Alloc(size int) *Region {
	if size >= minMapped {
		if data, err := mapMemory((size + pageSize - 1) &^ (pageSize - 1)); err == nil {
			return &Region{data: data, mapped: true}
		}
	}
	words := make([]uint64, (size+7)/8)
	return &Region{data: unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), 8*len(words))}
}

// Size is the number of bytes that the region takes.
func (r *Region) Size() int64 {
	if r == nil {
		return 0
	}
	return int64(len(r.data))
}

// Free gives the memory back. What was carved from it must not be used any more.
// Freeing twice, or nil, does nothing.
func (r *Region) Free() {
	if r == nil {
		return
	}
	if r.mapped {
		unmapMemory(r.data)
	}
	r.data, r.mapped = nil, false
}

// Number is what a region can hold.
type Number interface {
	~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32
}

// Carve returns the next n elements of a region, which must have room for them:
// see [SizeOf]. It is a slice of that length and capacity.
func Carve[T Number](r *Region, n int) []T {
	if n == 0 {
		return nil
	}
	size := SizeOf[T](n)
	at := r.data[r.carved : r.carved+size]
	r.carved += size
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(at))), n)
}

// SizeOf is the room that n elements take in a region: each array begins where
// any element may.
func SizeOf[T Number](n int) int {
	var one T
	return (n*int(unsafe.Sizeof(one)) + alignment - 1) &^ (alignment - 1)
}
