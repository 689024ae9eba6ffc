package engine

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestNear compares with the definition: all words at most one slip away.
func TestNear(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const alphabet = "abđê"
	random := func() string {
		letters := []rune(alphabet)
		word := make([]rune, 1+rng.IntN(5))
		for i := range word {
			word[i] = letters[rng.IntN(len(letters))]
		}
		return string(word)
	}
	var words []Word
	for range 400 {
		w := random()
		words = append(words, Word{Fold: w, Term: w})
	}
	slices.SortFunc(words, func(a, b Word) int { return cmp.Compare(a.Fold, b.Fold) })
	words = slices.Compact(words)
	for range 300 {
		typed := random()
		got := map[string]bool{}
		Near(words, typed, func(w Word) { got[w.Term] = true })
		for _, w := range words {
			if want := oneSlip([]rune(typed), []rune(w.Fold)); got[w.Term] != want {
				t.Errorf("Near(%q) has %q: %v, want %v", typed, w.Term, got[w.Term], want)
			}
		}
	}
	Near(nil, "a", func(Word) { t.Error("a word of none") })
}

// oneSlip is the definition of at most one slip.
func oneSlip(a, b []rune) bool {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	a, b = a[start:], b[start:]
	switch {
	case len(a) == 0 && len(b) == 0:
		return true
	case len(a) > 0 && slices.Equal(a[1:], b), len(b) > 0 && slices.Equal(a, b[1:]), len(a) > 0 && len(b) > 0 && slices.Equal(a[1:], b[1:]):
		return true
	}
	return len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && slices.Equal(a[2:], b[2:])
}
