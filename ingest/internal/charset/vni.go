package charset

import (
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// VNI writes a letter with marks as the plain letter and one byte for all its marks,
// but has codes of their own for i with a tone, ơ, ư, đ and ỵ.
// Capitals are 0x20 below the small letters.

// vniMarks gives the combining marks of a mark byte for small letters.
var vniMarks = map[byte]string{
	0xf8: "\u0300", 0xf9: "\u0301", 0xfb: "\u0309", 0xf5: "\u0303", 0xef: "\u0323",
	0xe2: "\u0302", 0xe0: "\u0302\u0300", 0xe1: "\u0302\u0301", 0xe5: "\u0302\u0309", 0xe3: "\u0302\u0303", 0xe4: "\u0302\u0323",
	0xea: "\u0306", 0xe8: "\u0306\u0300", 0xe9: "\u0306\u0301", 0xfa: "\u0306\u0309", 0xfc: "\u0306\u0303", 0xeb: "\u0306\u0323",
}

// vniLetters are the letters that have one byte.
var vniLetters = map[byte]rune{
	0xec: 'ì', 0xed: 'í', 0xe6: 'ỉ', 0xf3: 'ĩ', 0xf2: 'ị', 0xee: 'ỵ', 0xf1: 'đ', 0xf4: 'ơ', 0xf6: 'ư',
	0xcc: 'Ì', 0xcd: 'Í', 0xc6: 'Ỉ', 0xd3: 'Ĩ', 0xd2: 'Ị', 0xce: 'Ỵ', 0xd1: 'Đ', 0xd4: 'Ơ', 0xd6: 'Ư',
}

func decodeVNI(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) * 3 / 2)
	var before byte
	for _, c := range data {
		marks := ""
		if c >= 0xc0 {
			marks = vniMarks[c|0x20]
		}
		letter := vniLetters[c]
		switch {
		case letter != 0:
			b.WriteRune(letter)
		case marks != "" && vniTakesMarks(before):
			b.WriteString(marks)
		case c >= 0x80:
			b.WriteRune(charmap.Windows1252.DecodeByte(c))
		default:
			b.WriteByte(c)
		}
		before = c
	}
	return norm.NFC.String(b.String())
}

// vniTakesMarks reports whether a mark byte can follow c.
func vniTakesMarks(c byte) bool {
	return strings.IndexByte("aeouyAEOUY\xf4\xf6\xd4\xd6", c) >= 0
}
