package analyzer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// StripMarks takes all marks off s and keeps its case: Đường → Duong, Beyoncé → Beyonce. It is what
// a person writes who leaves the marks out. s may be of any length and in any Unicode form.
func StripMarks(s string) string {
	s = Normalize(s)
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		l := letterOf(r)
		if l.base != 0 {
			l.shape, l.tone = plain, Level
			b.WriteRune(l.rune())
			continue
		}
		if !isMark(r) {
			stripForeign(&b, r, s[i:])
		}
	}
	return norm.NFC.String(b.String())
}

// isMark reports whether r is one of the combining marks of European scripts.
func isMark(r rune) bool { return r >= 0x0300 && r <= 0x036F }

// stripForeign writes r, the first rune of rest, without its marks.
func stripForeign(b *strings.Builder, r rune, rest string) {
	switch r {
	case 'ø':
		b.WriteByte('o')
	case 'Ø':
		b.WriteByte('O')
	case 'ł':
		b.WriteByte('l')
	case 'Ł':
		b.WriteByte('L')
	case 'ı':
		b.WriteByte('i')
	case 'ß':
		b.WriteString("ss")
	case 'ẞ':
		b.WriteString("SS")
	case 'æ':
		b.WriteString("ae")
	case 'Æ':
		b.WriteString("AE")
	case 'œ':
		b.WriteString("oe")
	case 'Œ':
		b.WriteString("OE")
	case '¹':
		b.WriteByte('1')
	case '²':
		b.WriteByte('2')
	case '³':
		b.WriteByte('3')
	default:
		d := norm.NFD.PropertiesString(rest).Decomposition()
		if d == nil {
			b.WriteRune(r)
			return
		}
		for len(d) > 0 {
			r, n := utf8.DecodeRune(d)
			if !isMark(r) {
				b.WriteRune(r)
			}
			d = d[n:]
		}
	}
}

// Fold returns s without marks (đ as d), in lower case and with the canonical i or y of Term, so that all words that
// differ by marks only fold alike: Fold("Kỹ") == Fold("kĩ") == "ki". s may be a term or a whole text.
// Fold(Fold(s)) == Fold(s) and Fold(Term(w)) == Fold(w).
func Fold(s string) string {
	f := StripMarks(Lower(StripMarks(s)))
	if !strings.Contains(f, "y") && !strings.Contains(f, "qui") {
		return f
	}
	out := []byte(nil)
	for i := 1; i < len(f); i++ {
		if f[i] == 'i' && isQui(f, i) {
			if out == nil {
				out = []byte(f)
			}
			out[i] = 'y'
		}
		if f[i] == 'y' && isOnsetIY(f[i-1]) && !wordBefore(f, i-1) && !wordAfter(f, i+1) {
			if out == nil {
				out = []byte(f)
			}
			out[i] = 'i'
		}
	}
	if out == nil {
		return f
	}
	return string(out)
}

// isQui reports whether the i at byte i is that of the word qui, quit, quin, quich or quinh, for which Term writes y.
func isQui(f string, i int) bool {
	if i < 2 || f[i-2:i] != "qu" || wordBefore(f, i-2) {
		return false
	}
	for _, coda := range [...]string{"", "ch", "nh", "n", "t"} {
		if strings.HasPrefix(f[i+1:], coda) && !wordAfter(f, i+1+len(coda)) {
			return true
		}
	}
	return false
}

func isOnsetIY(b byte) bool {
	switch b {
	case 'h', 'k', 'l', 'm', 's', 't':
		return true
	}
	return false
}

// wordBefore reports whether the rune that ends at byte i belongs to a word.
func wordBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return i > 0 && isWordRune(r)
}

// wordAfter reports whether the rune at byte i belongs to a word.
func wordAfter(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return i < len(s) && isWordRune(r)
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}
