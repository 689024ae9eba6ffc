package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// legacy is an encoding of Vietnamese from before Unicode.
type legacy struct {
	name   string
	decode func([]byte) string
}

// legacies are in the order of how common they are; of equals the first wins.
var legacies = []*legacy{
	{"tcvn3", tcvn3.decode},
	{"vni", decodeVNI},
	{"windows-1258", decode1258},
	{"viscii", viscii.decode},
	{"vps", vps.decode},
}

func decode1258(data []byte) string {
	text, err := charmap.Windows1258.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return norm.NFC.String(string(text))
}

// table is an encoding of one byte a letter: its upper half, and the control
// characters that it uses for letters.
type table struct {
	high    [128]rune
	control map[byte]rune
	// fontCapitals means that toned capitals have no code of their own: they are
	// the small letters in another font.
	fontCapitals bool
}

// newTable reads a table written as its eight rows of 16; "·" is a position without a letter.
func newTable(rows string, control map[byte]rune, fontCapitals bool) *table {
	t := &table{control: control, fontCapitals: fontCapitals}
	i := 0
	for _, r := range rows {
		switch r {
		case '\n', '\t':
			continue
		case '·':
			r = charmap.Windows1252.DecodeByte(byte(0x80 + i))
		}
		t.high[i] = r
		i++
	}
	return t
}

// Positions without a letter are those of windows-1252, whose quotation marks and
// dashes were used beside these letters.
var (
	// tcvn3 is TCVN 5712:1993 VN3, "ABC".
	tcvn3 = newTable(`
		················
		················
		·ĂÂÊÔƠƯĐăâêôơưđ·
		·····àảãáạ·ằẳẵắ·
		······ặầẩẫấậè·ẻẽ
		éẹềểễếệìỉ···ĩíịò
		·ỏõóọồổỗốộờởỡớợù
		·ủũúụừửữứựỳỷỹýỵ·`, nil, true)
	// viscii is RFC 1456.
	viscii = newTable(`
		ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ
		ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ
		Õắằặấầẩậẽẹếềểễệố
		ồổỗỠƠộờởịỰỨỪỬơớƯ
		ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ
		ĐứÒÓÔạỷừửÙÚỹỵÝỡư
		àáâãảăữẫèéêẻìíĩỉ
		đựòóôõỏọụùúũủýợỮ`,
		map[byte]rune{0x02: 'Ẳ', 0x05: 'Ẵ', 0x06: 'Ẫ', 0x14: 'Ỷ', 0x19: 'Ỹ', 0x1e: 'Ỵ'}, false)
	// vps is the encoding of the Vietnamese Professionals Society.
	vps = newTable(`
		ÀẢÃẤẦẨọỗĂếềểệẮẰẲ
		Ế··ỀỂỄỐỒỔỖýỷỵỚỜỞ
		·ắằẳẵặỠớÙờởỡŨỨợỪ
		ổỬỲỸÍÌộỈĨÓửữÒỎÕự
		ầÁÂấẩẫậđẻÉÊẹỉễịỹ
		ƯỦồốÔỏơÈừứÚũưÝẺ·
		àáâãảạă·èéêẽìí·ĩ
		ẴĐòóôõ·Ơụùúủ·ỶẼỳ`,
		map[byte]rune{
			0x02: 'Ạ', 0x03: 'Ậ', 0x04: 'Ặ', 0x05: 'Ẹ', 0x06: 'Ệ', 0x10: 'Ị', 0x11: 'Ọ', 0x12: 'Ộ',
			0x13: 'Ợ', 0x14: 'Ụ', 0x15: 'Ự', 0x19: 'Ỵ', 0x1c: 'Ẫ', 0x1d: 'Ữ',
		}, false)
)

func (t *table) decode(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) * 3 / 2)
	for _, c := range data {
		switch {
		case c >= 0x80:
			b.WriteRune(t.high[c-0x80])
		case c < ' ' && t.control[c] != 0:
			b.WriteRune(t.control[c])
		default:
			b.WriteByte(c)
		}
	}
	if t.fontCapitals {
		return raiseCapitals(b.String())
	}
	return b.String()
}

// raiseCapitals puts whole words in capitals whose plain letters all are ("CộNG" to
// "CỘNG"), at least two of them, since one may only begin a word.
func raiseCapitals(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		n := strings.IndexFunc(s, unicode.IsLetter)
		if n < 0 {
			n = len(s)
		}
		b.WriteString(s[:n])
		s = s[n:]
		n = strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
		if n < 0 {
			n = len(s)
		}
		if word := s[:n]; shouted(word) {
			b.WriteString(strings.ToUpper(word))
		} else {
			b.WriteString(word)
		}
		s = s[n:]
	}
	return b.String()
}

func shouted(word string) bool {
	capitals, marked := 0, false
	for _, r := range word {
		switch {
		case r >= utf8.RuneSelf:
			marked = true
		case r >= 'a':
			return false
		default:
			capitals++
		}
	}
	return marked && capitals >= 2
}
