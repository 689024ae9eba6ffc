package analyzer

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Agrees reports whether typed could be term with some of its marks left out: the letters are the
// same, every circumflex, breve, horn and stroke typed is in term, and so is the tone, if one was typed. Both
// are canonical terms. The tone is compared apart from the letters, since leaving out a shape moves it
// (thuòng, thùong for thường). It holds for foreign words as well: "beyonce" agrees with "beyoncé".
func Agrees(typed, term string) bool {
	agrees, known := agreeByLetter(typed, term)
	if known {
		return agrees
	}
	return agreeByMark(typed, term)
}

// agreeByLetter decides for words of Vietnamese and basic Latin letters with one tone at most,
// without allocating; known is false for other words.
func agreeByLetter(typed, term string) (agrees, known bool) {
	var toneA, toneB Tone
	tones := 0
	agrees = true
	i, j := 0, 0
	for i < len(typed) && j < len(term) {
		ra, na := utf8.DecodeRuneInString(typed[i:])
		rb, nb := utf8.DecodeRuneInString(term[j:])
		i, j = i+na, j+nb
		a, b := letterOf(ra), letterOf(rb)
		if a.base == 0 || b.base == 0 {
			return false, false
		}
		if a.base != b.base {
			return false, true
		}
		if a.shape != plain && a.shape != b.shape {
			agrees = false
		}
		if a.tone != Level {
			if toneA != Level {
				return false, false
			}
			toneA = a.tone
		}
		if b.tone != Level {
			toneB = b.tone
			tones++
		}
	}
	if i < len(typed) || j < len(term) || tones > 1 {
		return false, false
	}
	return agrees && (toneA == Level || toneA == toneB), true
}

// agreeByMark compares letter by letter in decomposed form: the marks typed on each letter must be a subset of its marks.
func agreeByMark(typed, term string) bool {
	a, b := decompose(typed), decompose(term)
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		if a[i] != b[j] {
			return false
		}
		i, j = i+1, j+1
		marks := j
		for j < len(b) && isMark(b[j]) {
			j++
		}
		for ; i < len(a) && isMark(a[i]); i++ {
			found := false
			for _, m := range b[marks:j] {
				found = found || m == a[i]
			}
			if !found {
				return false
			}
		}
	}
	return i == len(a) && j == len(b)
}

// decompose is NFD that also takes đ, ø, ł, ı, ß, æ and œ apart, and forgets marks before the first letter.
func decompose(s string) []rune {
	const strokeMark = '\u0335'
	out := make([]rune, 0, len(s)+4)
	for _, r := range norm.NFD.String(s) {
		switch r {
		case 'đ':
			out = append(out, 'd', strokeMark)
		case 'ø':
			out = append(out, 'o', strokeMark)
		case 'ł':
			out = append(out, 'l', strokeMark)
		case 'ı':
			out = append(out, 'i', strokeMark)
		case 'ß':
			out = append(out, 's', strokeMark, 's')
		case 'æ':
			out = append(out, 'a', strokeMark, 'e')
		case 'œ':
			out = append(out, 'o', strokeMark, 'e')
		default:
			if len(out) > 0 || !isMark(r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// MarksDropped counts the marks of term that are left out in typed, and those that are there. The tone counts
// one, each circumflex, breve, horn and stroke one. It means something only when Agrees(typed, term).
func MarksDropped(typed, term string) (dropped, kept int) {
	kept = countMarks(typed)
	return max(countMarks(term)-kept, 0), kept
}

func countMarks(s string) int {
	n := 0
	for _, r := range s {
		if r < utf8.RuneSelf {
			continue
		}
		l := letterOf(r)
		if l.base == 0 {
			for _, d := range decompose(string(r)) {
				if isMark(d) {
					n++
				}
			}
			continue
		}
		if l.shape != plain {
			n++
		}
		if l.tone != Level {
			n++
		}
	}
	return n
}
