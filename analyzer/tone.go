package analyzer

import "strings"

// OldTone writes the tone of a Vietnamese word in the old style: hoà → hòa, khoẻ → khỏe. Misplaced tones are
// put right. Case is kept; anything that is no Vietnamese syllable stays. The result is composed (NFC).
func OldTone(word string) string {
	return mapWords(word, func(w string) string {
		return placeTone(w, func(f frame) uint8 { return f.oldAt })
	})
}

// NewTone writes the tone in the new style, on the vowel: hòa → hoà, khỏe → khoẻ, thúy → thuý.
// Otherwise as OldTone.
func NewTone(word string) string {
	return mapWords(word, func(w string) string {
		return placeTone(w, func(f frame) uint8 { return f.newAt })
	})
}

func placeTone(word string, at func(frame) uint8) string {
	s, ok := spell(word)
	if !ok || s.tones == 0 {
		return word
	}
	f, ok := syllables().find(s)
	if !ok {
		return word
	}
	return string(appendSpelled(nil, s.key, s.n, s.tone, at(f), s.upper))
}

// SwapIY writes y for i and i for y in the words for which Term treats them alike: kỹ ↔ kĩ,
// Lý ↔ Lí. All other words stay. Case and tone are kept, the result is composed.
func SwapIY(word string) string {
	return mapWords(word, swapIY)
}

func swapIY(word string) string {
	s, ok := spell(word)
	if !ok || s.n != 2 || s.tones > 1 {
		return word
	}
	first, last := codes.letters[s.key>>5], codes.letters[s.key&31]
	if first.shape != plain || !isOnsetIY(first.base) || last.base != 'i' && last.base != 'y' {
		return word
	}
	other := byte('y')
	if last.base == 'y' {
		other = 'i'
	}
	key := s.key&^31 | uint64(codes.code[other-'a'][plain])
	return string(appendSpelled(nil, key, s.n, s.tone, 1, s.upper))
}

// mapWords applies f to every run of letters of s, normalised, and keeps the rest.
func mapWords(s string, f func(string) string) string {
	s = Normalize(s)
	var b strings.Builder
	start := -1
	for i, r := range s {
		inside := isWordRune(r)
		if inside && start < 0 {
			start = i
		}
		if !inside {
			if start >= 0 {
				b.WriteString(f(s[start:i]))
				start = -1
			}
			b.WriteRune(r)
		}
	}
	if start >= 0 {
		b.WriteString(f(s[start:]))
	}
	return b.String()
}
