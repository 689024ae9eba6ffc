package language

import "strings"

// sounds are the onsets, without marks, that are spelled for each other where
// they sound the same: s and x, tr and ch, d, gi and r, l and n; and the
// spellings of one sound before different vowels: ng and ngh, g and gh, c, k and q.
var sounds = [...][]string{
	{"s", "x"}, {"tr", "ch"}, {"d", "gi", "r", "v"}, {"l", "n"}, {"ng", "ngh"}, {"g", "gh"}, {"c", "k", "q"},
}

// onsets are all that a fold may begin with before its vowels, the longest first.
var onsets = [...]string{"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
	"b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x"}

func onsetOf(fold string) string {
	for _, o := range onsets {
		if strings.HasPrefix(fold, o) {
			if (o == "gi" || o == "qu") && len(fold) == len(o) {
				return o[:1]
			}
			return o
		}
	}
	return ""
}

// soundsLike yields the folds that are spelled differently for the same sound.
func soundsLike(fold string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		onset := onsetOf(fold)
		for _, same := range sounds {
			for _, a := range same {
				if a != onset {
					continue
				}
				for _, b := range same {
					if b != a && !yield(b+fold[len(a):]) {
						return
					}
				}
			}
		}
	}
}

// soundsAlike reports whether b is spelled for the sound of a.
func soundsAlike(a, b string) bool {
	for s := range soundsLike(a) {
		if s == b {
			return true
		}
	}
	// gin for gyn, and the like.
	return a != b && strings.ReplaceAll(a, "y", "i") == strings.ReplaceAll(b, "y", "i")
}
