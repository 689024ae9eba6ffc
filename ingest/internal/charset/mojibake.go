package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// minMojibake is how often a text must show a letter of the block U+1E00 read as
// windows-1252 ("áº", "á»") before it is repaired; once may be meant.
const minMojibake = 3

// Repair returns a function that undoes a wrong decoding which sample shows, or nil
// if it shows none. Two happen: UTF-8 read as windows-1252 ("Viá»‡t"), and a legacy
// encoding read as it ("ViÖt"). The function is for all texts that came the same
// way as sample.
func Repair(sample string) func(string) string {
	if rounds := mojibakeRounds(sample); rounds > 0 {
		return func(s string) string {
			for range rounds {
				s = undoMojibake(s)
			}
			return mendLost(s)
		}
	}
	sample = sample[:min(len(sample), detectWindow)]
	if !latinOnly(sample) {
		return nil
	}
	if good, all := score(sample); all < 2*minMarked || float64(good) >= 0.5*float64(all) {
		return nil
	}
	raw, ok := undecode(strings.ToValidUTF8(sample, ""))
	if !ok {
		return nil
	}
	l := detect(raw)
	if l == nil {
		return nil
	}
	return func(s string) string {
		if raw, ok := undecode(s); ok {
			return norm.NFC.String(l.decode(raw))
		}
		return s
	}
}

// maxRounds bounds how often a text was decoded wrongly. Twice happens in databases
// that were converted twice.
const maxRounds = 3

// mojibakeRounds is how often sample was read as windows-1252 while it was UTF-8.
func mojibakeRounds(sample string) int {
	sample = cutRune(sample, detectWindow)
	for rounds := range maxRounds {
		if strings.Count(sample, "á»")+strings.Count(sample, "áº") >= minMojibake {
			return rounds + 1
		}
		if strings.Count(sample, "Ã") < minMojibake {
			return 0
		}
		sample = undoMojibake(sample)
	}
	return 0
}

// cutRune is the beginning of s, of at most n bytes and whole characters.
func cutRune(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// latinOnly reports whether s has letters of Latin-1 but none that only Vietnamese,
// among its neighbours, has.
func latinOnly(s string) bool {
	found := false
	for _, r := range s {
		switch {
		case r < 0x80:
		case r >= 0xa1 && r <= 0xff:
			found = true
		case r >= 0x1ea0 && r <= 0x1eff, r >= 0x300 && r < 0x370:
			return false
		case r == 'ă' || r == 'đ' || r == 'ơ' || r == 'ư' || r == 'Đ' || r == 'Ư':
			return false
		}
	}
	return found
}

// undecode gives the bytes that s would have been read from as windows-1252.
func undecode(s string) (raw []byte, ok bool) {
	raw = make([]byte, 0, len(s))
	for _, r := range s {
		b, ok := windows1252(r)
		if !ok {
			return nil, false
		}
		raw = append(raw, b)
	}
	return raw, true
}

// undoMojibake turns every run of characters in s that are the bytes of a UTF-8
// character beyond ASCII, read as windows-1252, into that character.
func undoMojibake(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if c, ok := windows1252(r); ok && c >= 0xc2 && c <= 0xf4 {
			if decoded, used := rejoin(s, c); used > 0 {
				b.WriteRune(decoded)
				s = s[used:]
				continue
			}
			if decoded, used := rejoin(strings.Replace(s[:min(len(s), maxJoined)], " ", "\u00a0", 1), c); used > 0 && (unicode.IsLower(decoded) || !endsLower(b.String())) {
				// Its last byte was a no-break space, which became a plain one.
				b.WriteRune(decoded)
				if s = s[used-1:]; s != "" && s[0] != ' ' {
					b.WriteRune(lostSpace)
				}
				continue
			}
		}
		b.WriteString(s[:n])
		s = s[n:]
	}
	return norm.NFC.String(b.String())
}

// rejoin reads one UTF-8 character out of characters of s, the first of which is the
// byte first. Used is 0 if they are not one.
func rejoin(s string, first byte) (decoded rune, used int) {
	need := 2
	switch {
	case first >= 0xf0:
		need = 4
	case first >= 0xe0:
		need = 3
	}
	var raw [utf8.UTFMax]byte
	for i := range need {
		if used >= len(s) {
			return 0, 0
		}
		r, n := utf8.DecodeRuneInString(s[used:])
		c, ok := windows1252(r)
		if !ok || i > 0 && (c < 0x80 || c > 0xbf) {
			return 0, 0
		}
		raw[i] = c
		used += n
	}
	r, n := utf8.DecodeRune(raw[:need])
	if n != need || !unicode.IsPrint(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Mn, r) && r != '\ufeff' && r != '\u200b' &&
		!strings.ContainsRune(undefined, r) { // of a text that went wrong more than once
		return 0, 0
	}
	return r, used
}

// lostSpace stands where a plain space may belong to the character before it, or not:
// the no-break space in it and the space after it may have become one.
const lostSpace = '\uf8f0' // private, so in no text

// maxJoined is the length of what rejoin looks at, in bytes.
const maxJoined = 4 * utf8.UTFMax

// undefined are the bytes that windows-1252 leaves open. Programs drop them.
const undefined = "\u008d\u009d\u0081\u008f\u0090" // of ọ ờ ề ỏ Đ: the commonest first

// endsLower reports whether s ends with a small letter.
func endsLower(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLower(r)
}

// mendLost decides by what is a syllable where spaces and bytes were lost.
func mendLost(s string) string {
	for {
		before, after, found := strings.Cut(s, string(lostSpace))
		if !found {
			break
		}
		start := strings.LastIndexFunc(before, separates) + 1
		end := strings.IndexFunc(after, separates)
		if end < 0 {
			end = len(after)
		}
		space := " "
		if syllable(strings.ToLower(before[start:] + after[:end])) {
			space = ""
		}
		s = before + space + after
	}
	if !strings.ContainsAny(s, "ÄÆÃÂ") && !strings.Contains(s, "á»") && !strings.Contains(s, "áº") {
		return s
	}
	words := strings.Split(s, " ")
	for i, word := range words {
		words[i] = mendWord(word)
	}
	return norm.NFC.String(strings.Join(words, " "))
}

// mendWord finds the byte that was dropped from a word.
func mendWord(word string) string {
	for _, lead := range []string{"á»", "áº", "Ä", "Æ", "Ã"} {
		before, after, found := strings.Cut(word, lead)
		if !found {
			continue
		}
		for _, lost := range undefined {
			mended := undoMojibake(before + lead + string(lost) + after)
			if inner := strings.TrimFunc(mended, separates); syllable(strings.ToLower(inner)) {
				return mended
			}
		}
	}
	return word
}
