package dup

import "slices"

const (
	// leastSaid is how often a text says what it is about.
	leastSaid = 3
	// fewestNames is how many words of the headline the other text must lack: one may be
	// another spelling ("TPHCM").
	fewestNames = 2
)

// names returns the words of t, and those of its first headWords that it says leastSaid
// times, both rising.
func (t Text) names() (words, names []uint32) {
	words = slices.Clone(t)
	sortRuns(words)
	head := t[:min(len(t), headWords)]
	kept := words[:0]
	for i := 0; i < len(words); {
		n := i + 1
		for n < len(words) && words[n] == words[i] {
			n++
		}
		w := words[i]
		if n-i >= leastSaid && w&numberBit == 0 && slices.Contains(head, w) {
			names = append(names, w)
		}
		kept = append(kept, w)
		i = n
	}
	return kept, names
}

// missing is how many of names are not among words, which rise.
func missing(names, words []uint32) int {
	n := 0
	for _, name := range names {
		if _, ok := slices.BinarySearch(words, name); !ok {
			n++
		}
	}
	return n
}
