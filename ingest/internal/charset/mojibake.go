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
	if strings.Count(sample, "á»")+strings.Count(sample, "áº") >= minMojibake {
		return undoMojibake
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
	if n != need || !unicode.IsPrint(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Mn, r) && r != '\ufeff' && r != '\u200b' {
		return 0, 0
	}
	return r, used
}
