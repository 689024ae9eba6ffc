package analyzer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize gives the one byte string that stands for all the ways to write s:
//
//   - composed Unicode (NFC), also when the tone was put before the shape (a, acute, circumflex: ấ), twice, or behind
//     a space that the letter does not end with (mu, space, dot below, c: mục);
//   - Ð U+00D0 and Ɖ U+0189 become Đ, ð U+00F0 becomes đ. They stand for the Vietnamese letter
//     in nearly every Vietnamese text; the Icelandic letter of the same code is lost by it. So does ǎ become ă;
//   - ligatures, full-width, mathematical and encircled characters become the letters and digits they show (ﬁ, Ａ, 𝐀, ①),
//     vulgar fractions two numbers (½: 1/2);
//   - Cyrillic and Greek letters that look like Latin ones become these, in words that have a Latin letter and
//     nothing else but look-alikes (bоn with a Cyrillic о);
//   - no-break and other wide or narrow spaces become a plain space;
//   - characters without width (zero-width spaces and joiners, soft hyphen, byte order mark,
//     marks of writing direction) are taken out.
//
// Case, punctuation and line breaks stay. Normalize(Normalize(s)) == Normalize(s). Text that is
// in this form already is returned as it is, without allocation. Bytes that are not UTF-8 become U+FFFD.
func Normalize(s string) string {
	if isNormal(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if shown := shownAs(r); shown != "" {
			b.WriteString(shown)
		} else if r = replaced(r); r >= 0 {
			b.WriteRune(r)
		}
	}
	out := mendMarks(norm.NFC.String(b.String()))
	return norm.NFC.String(latinLetters(out))
}

// isNormal reports whether Normalize has nothing to do.
func isNormal(s string) bool {
	if isASCII(s) {
		return true
	}
	var word mixture
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf {
			if word.ascii(b); word.mixed() {
				return false
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && n == 1) || replaced(r) != r || mendable(r) || shownAs(r) != "" {
			return false
		}
		if word.add(r); word.mixed() {
			return false
		}
		i += n
	}
	return norm.NFC.IsNormalString(s)
}

// replaced returns what Normalize writes for r: another rune, r itself, or -1 for nothing.
func replaced(r rune) rune {
	if r < 0x80 {
		return r
	}
	switch {
	case r == 'Ð' || r == 'Ɖ':
		return 'Đ'
	case r == 'ð':
		return 'đ'
	case isIgnorable(r):
		return -1
	case isWideSpace(r):
		return ' '
	}
	return r
}

// isIgnorable reports whether r has no width and no meaning for a search.
func isIgnorable(r rune) bool {
	switch {
	case r == 0x00AD, r == 0x180E, r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069:
		return true
	}
	return false
}

func isWideSpace(r rune) bool {
	return r == 0x00A0 || r == 0x1680 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x3000
}

// Lower returns s in lower case, rune by rune, composed again where a capital had no
// composed form but its small letter has. s should be normalised.
func Lower(s string) string {
	low := strings.Map(unicode.ToLower, s)
	if low == s || isASCII(low) {
		return low
	}
	return norm.NFC.String(low)
}
