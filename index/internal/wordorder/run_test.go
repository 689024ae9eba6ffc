package wordorder

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A run is found where it stands, at every place of sequences of every length, and nowhere else.
func TestRun(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	// Numbers that differ by one bit, and those beside the borders of a lane.
	alphabet := []uint16{FieldEnd, 1, 2, 0x7FFF, 0x8000, 0x8001, 0xFFFF}
	for range 200_000 {
		seq, numbers := make([]uint16, r.IntN(20)), make([]uint16, 1+r.IntN(3))
		letters := alphabet[:2+r.IntN(len(alphabet)-1)]
		for i := range seq {
			seq[i] = letters[r.IntN(len(letters))]
		}
		for i := range numbers {
			numbers[i] = letters[1+r.IntN(len(letters)-1)]
		}
		want := false
		for i := 0; i+len(numbers) <= len(seq); i++ {
			want = want || slices.Equal(seq[i:i+len(numbers)], numbers)
		}
		for anchor := range numbers {
			if got := NewRun(numbers, anchor).In(seq); got != want {
				t.Fatalf("%x in %x by number %d: %t, want %t", numbers, seq, anchor, got, want)
			}
		}
	}
}
