package analyzer

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lookAlikes are the Cyrillic and Greek letters that a reader cannot tell from a Latin one.
var lookAlikes = newLookAlikes(
	"аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwӑăΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX" +
		"АAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSҺHԀDԚQԜWӐĂοoνvρpιiαaκkυuτtχxηnβbεeζzμm")

func newLookAlikes(pairs string) map[rune]rune {
	m := make(map[rune]rune)
	from := rune(0)
	for _, r := range pairs {
		if from == 0 {
			from = r
			continue
		}
		m[from] = r
		from = 0
	}
	return m
}

// mixture tells while a word is read whether its letters are of two scripts, but all look Latin.
type mixture struct{ latin, alike, other bool }

func (m *mixture) ascii(b byte) {
	switch c := classTable[b]; {
	case c == classLetter:
		m.latin = true
	case c != classDigit:
		*m = mixture{}
	}
}

func (m *mixture) add(r rune) {
	switch {
	case r < utf8.RuneSelf:
		m.ascii(byte(r))
	case !isWordRune(r):
		*m = mixture{}
	case lookAlikes[r] != 0:
		m.alike = true
	case letterOf(r).base != 0:
		m.latin = true
	case !isMark(r):
		m.other = true
	}
}

// mixed reports whether both scripts were met in the word; what follows in it may still be another letter.
func (m *mixture) mixed() bool { return m.alike && m.latin }

// latinLetters writes the words of s that mix Latin letters and look-alikes, and have no other, with Latin letters.
func latinLetters(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return lookAlikes[r] != 0 }) {
		return s
	}
	var b strings.Builder
	var word mixture
	start := 0
	flush := func(end int) {
		if word.mixed() && !word.other {
			b.WriteString(strings.Map(func(r rune) rune {
				if l := lookAlikes[r]; l != 0 {
					return l
				}
				return r
			}, s[start:end]))
		} else {
			b.WriteString(s[start:end])
		}
		start, word = end, mixture{}
	}
	for i, r := range s {
		if !isWordRune(r) {
			flush(i)
		}
		word.add(r)
	}
	flush(len(s))
	return b.String()
}

// shownAs returns the plain characters that r shows in another form, or "" when it is none of those that
// texts use in place of letters and digits: ligatures, full-width and mathematical letters, encircled numbers, fractions.
func shownAs(r rune) string {
	switch {
	case r < 0xBC:
		return ""
	case r <= 0xBE:
		return [...]string{"1/4", "1/2", "3/4"}[r-0xBC]
	case r < 0x2460:
		return ""
	case r <= 0x2473, r >= 0xFB00 && r <= 0xFB06, r >= 0xFF01 && r <= 0xFF5E, r >= 0x1D400 && r <= 0x1D7FF:
		s := string(r)
		if out := norm.NFKC.String(s); out != s {
			return out
		}
	}
	return ""
}
