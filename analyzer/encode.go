package analyzer

import (
	"strings"
	"unicode/utf8"
)

// EncodeTelex writes a word with the Telex keys that most people type: shapes in place, the tone at the end
// (giản → gianr, Đường → Dduwowngf, CHẾ → CHEES). Words with foreign marks or several tones stay. It works on whole texts
// as well, word by word.
func EncodeTelex(word string) string {
	return mapWords(word, func(w string) string {
		keys := encode(w, telexShape, [toneCount]string{"", "f", "r", "x", "s", "j"})
		if s, ok := ParseSyllable(w); ok && s.Nucleus == "oo" { // two keys would be ô
			keys = strings.NewReplacer("oo", "ooo", "OO", "OOO").Replace(keys)
		}
		return keys
	})
}

// EncodeVNI writes a word with the VNI keys, the tone at the end: giản → gian3, Đường → D9u7o7ng2.
func EncodeVNI(word string) string {
	return mapWords(word, func(w string) string {
		return encode(w, vniShape, [toneCount]string{"", "2", "3", "4", "1", "5"})
	})
}

func telexShape(l letter) byte {
	switch l.shape {
	case breve, horn:
		return 'w'
	}
	return l.base
}

func vniShape(l letter) byte {
	return [shapeCount]byte{circumflex: '6', horn: '7', breve: '8', stroke: '9'}[l.shape]
}

// encode writes word, a run of letters, with the keys of one input method. Keys are capitals if the whole word is.
func encode(word string, shapeKey func(letter) byte, toneKeys [toneCount]string) string {
	out := make([]byte, 0, len(word)+4)
	tone, tones := Level, 0
	capitals, runes := 0, 0
	for _, r := range word {
		l := letterOf(r)
		if l.base == 0 {
			return word
		}
		if l.upper {
			capitals++
		}
		runes++
		if l.tone != Level {
			tone = l.tone
			tones++
		}
		base := letter{base: l.base, upper: l.upper}
		out = utf8.AppendRune(out, base.rune())
		if l.shape != plain {
			out = append(out, shapeKey(l))
		}
	}
	if tones > 1 || isASCII(word) {
		return word
	}
	out = append(out, toneKeys[tone]...)
	if capitals == runes && runes > 1 {
		for i, b := range out {
			if b >= 'a' && b <= 'z' {
				out[i] = b - 'a' + 'A'
			}
		}
	}
	return string(out)
}
