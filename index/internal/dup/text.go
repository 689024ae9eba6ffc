package dup

import (
	"slices"

	"github.com/newssearch/newssearch/analyzer"
)

// MaxWords is how many words of an article are compared: five times the usual
// length. What is alike so far is a reprint, whatever follows.
const MaxWords = 2048

// Text is the words of an article in order, each as a hash of its term.
// The lowest bit is set for numbers, dates and times.
type Text []uint32

const numberBit = 1

// Append adds the words of a piece of text, up to MaxWords in all. hashes are
// the hashes of their terms.
func (t Text) Append(tokens []analyzer.Token, hashes []uint64) Text {
	t = slices.Grow(t, min(len(tokens), MaxWords-len(t)))
	for i := range tokens {
		token := &tokens[i]
		if token.Compound {
			continue
		}
		if len(t) >= MaxWords {
			break
		}
		t = append(t, Word(token.Kind, token.Term, hashes[i]))
	}
	return t
}

// Word is what stands in a Text for a word by its kind, its term and the hash of that.
func Word(kind analyzer.Kind, term string, hash uint64) uint32 {
	switch kind {
	case analyzer.KindNumber, analyzer.KindDate, analyzer.KindTime:
		if day := dayWord(term); day != 0 {
			return day
		}
		return hashNumber(term) | numberBit
	}
	return uint32(hash>>32) &^ numberBit
}

// hashNumber hashes a number so that 11/6, 11.6 and 11,6 are one.
func hashNumber(term string) uint32 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(term); i++ {
		c := term[i]
		switch c {
		case '/', ',', '-', ':', 'h', 'g':
			c = '.'
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return uint32(mix(h) >> 32)
}

// mix is the finaliser of MurmurHash3.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// run is the number of words in a run. Three are the fewest that are rarely
// shared by chance; with four, a word changed here and there counts too much.
const run = 3

// runHash is the hash of the run of words that begins with a.
func runHash(a, b, c uint32) uint64 {
	return mix((uint64(a)<<32|uint64(b))*0x9e3779b97f4a7c15 + uint64(c))
}

// runs returns the set of runs, rising. Those with a number have numberBit.
func (t Text) runs() []uint32 {
	if len(t) < run {
		return nil
	}
	set := make([]uint32, 0, len(t))
	for i := 0; i+run <= len(t); i++ {
		h := uint32(runHash(plain(t[i]), plain(t[i+1]), plain(t[i+2]))>>32) &^ numberBit
		set = append(set, h|(t[i]|t[i+1]|t[i+2])&numberBit)
	}
	sortRuns(set)
	return slices.Compact(set)
}

// fewRuns are sorted by comparing.
const fewRuns = 100

// sortRuns sorts hashes byte by byte, four times as fast as by comparing.
func sortRuns(a []uint32) {
	var space [MaxWords]uint32
	if len(a) < fewRuns || len(a) > len(space) {
		slices.Sort(a)
		return
	}
	from, to := a, space[:len(a)]
	var ends [4][256]uint32
	for _, h := range a {
		ends[0][h&0xff]++
		ends[1][h>>8&0xff]++
		ends[2][h>>16&0xff]++
		ends[3][h>>24]++
	}
	for digit := range ends { // an even number of passes: what is sorted ends up in a
		next := &ends[digit]
		at := uint32(0)
		for i, n := range next {
			next[i] = at
			at += n
		}
		for _, h := range from {
			place := &next[h>>(8*digit)&0xff]
			to[*place] = h
			*place++
		}
		from, to = to, from
	}
}

// numbers returns the set of numbers, rising.
func (t Text) numbers() []uint32 {
	var set []uint32
	for _, w := range t {
		if w&numberBit != 0 {
			set = append(set, plain(w))
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}
