package analyzer

import (
	"unicode"
	"unicode/utf8"
)

// Tone is one of the six tones of Vietnamese. Its zero value is the level tone,
// which is written without a mark.
type Tone uint8

// The tones in the order of Vietnamese dictionaries.
const (
	Level Tone = iota // ngang: ma
	Grave             // huyền: mà
	Hook              // hỏi: mả
	Tilde             // ngã: mã
	Acute             // sắc: má
	Dot               // nặng: mạ
	toneCount
)

// String returns the Vietnamese name of the tone.
func (t Tone) String() string {
	names := [toneCount]string{"ngang", "huyền", "hỏi", "ngã", "sắc", "nặng"}
	if t >= toneCount {
		return "?"
	}
	return names[t]
}

// shape is the mark that makes another letter of a letter, as opposed to a tone.
type shape uint8

const (
	plain      shape = iota
	circumflex       // â ê ô
	breve            // ă
	horn             // ơ ư
	stroke           // đ
	shapeCount
)

// letter is one written letter taken apart. The zero value means "not a letter
// of the Vietnamese or the basic Latin alphabet".
type letter struct {
	base  byte // lower-case ASCII letter, or an ASCII digit
	shape shape
	tone  Tone
	upper bool
}

// vowelRows holds every Vietnamese vowel with its tones in the order of Tone.
var vowelRows = [...]struct {
	shape shape
	row   string
}{
	{plain, "aàảãáạ"}, {breve, "ăằẳẵắặ"}, {circumflex, "âầẩẫấậ"},
	{plain, "eèẻẽéẹ"}, {circumflex, "êềểễếệ"},
	{plain, "iìỉĩíị"},
	{plain, "oòỏõóọ"}, {circumflex, "ôồổỗốộ"}, {horn, "ơờởỡớợ"},
	{plain, "uùủũúụ"}, {horn, "ưừửữứự"},
	{plain, "yỳỷỹýỵ"},
}

// All Vietnamese letters lie in two ranges: below lowEnd, and from highStart to highEnd.
const (
	lowEnd    = 0x01B1
	highStart = 0x1EA0
	highEnd   = 0x1EFA
)

// letterTable answers letterOf and its reverse, compose.
type letterTable struct {
	low     [lowEnd]letter
	high    [highEnd - highStart]letter
	written [26][shapeCount][toneCount]rune // 0 where there is no such letter
}

var letters = newLetterTable()

func newLetterTable() *letterTable {
	t := &letterTable{}
	for b := byte('0'); b <= '9'; b++ {
		t.low[b] = letter{base: b}
	}
	for b := byte('a'); b <= 'z'; b++ {
		t.add(rune(b), letter{base: b})
	}
	t.add('đ', letter{base: 'd', shape: stroke})
	for _, v := range vowelRows {
		base := byte(0)
		tone := Level
		for _, r := range v.row {
			if base == 0 {
				base = baseOfVowel(r)
			}
			t.add(r, letter{base: base, shape: v.shape, tone: tone})
			tone++
		}
	}
	return t
}

// baseOfVowel names the ASCII letter under a shaped vowel.
func baseOfVowel(r rune) byte {
	switch r {
	case 'ă', 'â':
		return 'a'
	case 'ê':
		return 'e'
	case 'ô', 'ơ':
		return 'o'
	case 'ư':
		return 'u'
	}
	return byte(r)
}

func (t *letterTable) add(r rune, l letter) {
	t.written[l.base-'a'][l.shape][l.tone] = r
	t.put(r, l)
	l.upper = true
	t.put(unicode.ToUpper(r), l)
}

func (t *letterTable) put(r rune, l letter) {
	if r < lowEnd {
		t.low[r] = l
	} else {
		t.high[r-highStart] = l
	}
}

// letterOf takes r apart. Letters that are neither basic Latin nor Vietnamese,
// and anything that is no letter or digit, give the zero letter.
func letterOf(r rune) letter {
	if r < lowEnd {
		if r < 0 {
			return letter{}
		}
		return letters.low[r]
	}
	if r >= highStart && r < highEnd {
		return letters.high[r-highStart]
	}
	return letter{}
}

// rune is the reverse of letterOf; it returns 0 for a letter that is not written,
// such as a b with a horn.
func (l letter) rune() rune {
	if l.base < 'a' || l.base > 'z' {
		return rune(l.base)
	}
	r := letters.written[l.base-'a'][l.shape][l.tone]
	if l.upper && r != 0 {
		r = unicode.ToUpper(r)
	}
	return r
}

func (l letter) isVowel() bool {
	switch l.base {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// isASCII reports whether s has no byte of 0x80 or above.
func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
