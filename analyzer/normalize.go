package analyzer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize gives the one byte string that stands for all the ways to write s:
//
//   - composed Unicode (NFC), also when the tone was put before the shape (a, acute, circumflex: ấ);
//   - Ð U+00D0 and Ɖ U+0189 become Đ, ð U+00F0 becomes đ. They stand for the Vietnamese letter
//     in nearly every Vietnamese text; the Icelandic letter of the same code is lost by it;
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
		if r = replaced(r); r >= 0 {
			b.WriteRune(r)
		}
	}
	out := norm.NFC.String(b.String())
	if strings.ContainsAny(out, "\u0302\u0306") {
		out = norm.NFC.String(shapeAfterTone(out))
	}
	return out
}

// isNormal reports whether Normalize has nothing to do.
func isNormal(s string) bool {
	if isASCII(s) {
		return true
	}
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && n == 1) || replaced(r) != r || r == '\u0302' || r == '\u0306' {
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

// shapeAfterTone joins a toned vowel and the circumflex or breve behind it. NFC does not:
// both marks stand above the letter, so their order means something to Unicode. In
// Vietnamese it never does, and converters from windows-1258 write both orders.
func shapeAfterTone(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if len(out) > 0 && (r == '\u0302' || r == '\u0306') {
			l := letterOf(out[len(out)-1])
			if l.tone != Level && l.shape == plain {
				l.shape = circumflex
				if r == '\u0306' {
					l.shape = breve
				}
				if c := l.rune(); c != 0 {
					out[len(out)-1] = c
					continue
				}
			}
		}
		out = append(out, r)
	}
	return string(out)
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
