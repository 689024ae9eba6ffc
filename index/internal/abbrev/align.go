package abbrev

import (
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
)

// letter is one capital of a short form with the small letters that belong to
// its word: T, h of ThS.
type letter struct {
	first rune // lower case
	more  string
}

// letters takes a short form apart.
func letters(short string) []letter {
	var out []letter
	for _, r := range short {
		switch {
		case unicode.IsUpper(r):
			out = append(out, letter{first: unicode.ToLower(r)})
		case unicode.IsLower(r) && len(out) > 0:
			out[len(out)-1].more += string(r)
		}
	}
	return out
}

// begins reports whether w begins with l. Marks of vowels are not compared; Đ
// needs đ, while D stands for both, as many leave the stroke out. W is how Ư is
// written in TW, trung ương.
func (l letter) begins(w string) bool {
	first, size := utf8.DecodeRuneInString(w)
	switch l.first {
	case 'đ', first:
		if first != l.first {
			return false
		}
	case 'w':
		if first != 'ư' {
			return false
		}
	default:
		if analyzer.Fold(string(first)) != analyzer.Fold(string(l.first)) {
			return false
		}
	}
	if l.more == "" {
		return true
	}
	rest := analyzer.Fold(w[size:])
	more := analyzer.Fold(l.more)
	return len(rest) >= len(more) && rest[:len(more)] == more
}

// functionWords give no letter to an abbreviation.
var functionWords = map[string]bool{
	"và": true, "của": true, "về": true, "cho": true, "các": true, "những": true, "với": true, "tại": true, "trong": true,
	"ở": true, "theo": true, "có": true, "là": true, "từ": true, "do": true, "để": true, "of": true, "the": true, "and": true, "for": true, "on": true,
}

// minSkipping is the number of letters from which one word that is no function
// word may give none. Shorter forms would align with anything.
const minSkipping = 4

// align returns how many words at the end of words the letters stand for, 0
// when they do not. The last letter begins the last word, and the first the
// first of them. With whole, all of words must be covered. Of several ways the
// one with the fewest words is taken.
func align(letters []letter, words []word, whole bool) int {
	if len(letters) < minShort || len(words) < len(letters) {
		return 0
	}
	skips := 0
	if len(letters) >= minSkipping {
		skips = 1
	}
	a := aligner{letters: letters, words: words, whole: whole}
	last := len(words) - 1
	for allowed := 0; allowed <= skips; allowed++ {
		if first := a.back(len(letters)-1, last, allowed); first >= 0 {
			return len(words) - first
		}
	}
	return 0
}

type aligner struct {
	letters []letter
	words   []word
	whole   bool
}

// back matches letters[:i+1] with words that end at j exactly and returns the
// place of the first word, or -1. The depth is bounded by maxWords.
func (a *aligner) back(i, j, skips int) int {
	if j < i || !a.letters[i].begins(a.words[j].lower) {
		return -1
	}
	if i == 0 {
		if a.whole && j > 0 {
			return -1
		}
		return j
	}
	for before := j - 1; before >= 0; before-- {
		if first := a.back(i-1, before, skips); first >= 0 {
			return first
		}
		if !functionWords[a.words[before].lower] {
			if skips--; skips < 0 {
				return -1
			}
		}
	}
	return -1
}
