package analyzer

import "strings"

// The combining marks of Vietnamese, and the caron that some keyboards write for the breve.
const (
	markCircumflex = '\u0302'
	markBreve      = '\u0306'
	markCaron      = '\u030c'
)

// toneOfMark returns the tone of a combining mark; Level for none.
func toneOfMark(r rune) Tone {
	switch r {
	case '\u0300':
		return Grave
	case '\u0309':
		return Hook
	case '\u0303':
		return Tilde
	case '\u0301':
		return Acute
	case '\u0323':
		return Dot
	}
	return Level
}

// shapeOfMark returns the shape of a combining mark; plain for none. The horn is not among them: it never strays.
func shapeOfMark(r rune) shape {
	switch r {
	case markCircumflex:
		return circumflex
	case markBreve, markCaron:
		return breve
	}
	return plain
}

// isVietnameseMark reports whether r is a mark that mendMarks may have to mend when NFC has left it alone.
func isVietnameseMark(r rune) bool {
	return r >= 0x0300 && r <= 0x0323 && (toneOfMark(r) != Level || shapeOfMark(r) != plain)
}

// mendable reports whether composed text with r may be changed by mendMarks.
func mendable(r rune) bool { return isVietnameseMark(r) || r == 'ǎ' || r == 'Ǎ' }

// mendMarks joins the marks of composed text to the letter that they belong to, where NFC does not:
//
//   - a circumflex or breve behind a tone. Both stand above the letter, so their order means something to Unicode. In
//     Vietnamese it never does, and converters from windows-1258 write both orders;
//   - a mark that the letter has already is left out;
//   - a caron is a breve, on an a;
//   - a mark behind a space, as converters of PDF write it, joins the vowel before the space, see setApart.
func mendMarks(s string) string {
	if !strings.ContainsFunc(s, mendable) {
		return s
	}
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch r {
		case 'ǎ':
			r = 'ă'
		case 'Ǎ':
			r = 'Ă'
		}
		if !isVietnameseMark(r) || len(out) == 0 {
			out = append(out, r)
			continue
		}
		at := len(out) - 1
		if out[at] == ' ' && at > 0 && takesMark(out[at-1], r) {
			at--
		}
		l, changed := withMark(letterOf(out[at]), r)
		if c := l.rune(); changed && c != 0 && l.base != 0 {
			out = append(out[:at], c)
			continue
		}
		if l.base != 0 && hasMark(l, r) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

// withMark gives l the mark r, if l has none of its sort.
func withMark(l letter, r rune) (letter, bool) {
	if tone := toneOfMark(r); tone != Level && l.tone == Level && l.isVowel() {
		l.tone = tone
		return l, true
	}
	if sh := shapeOfMark(r); sh != plain && l.shape == plain && l.isVowel() && (r != markCaron || l.base == 'a') {
		l.shape = sh
		return l, true
	}
	return l, false
}

// hasMark reports whether l has the mark r.
func hasMark(l letter, r rune) bool {
	return toneOfMark(r) != Level && l.tone == toneOfMark(r) || shapeOfMark(r) != plain && l.shape == shapeOfMark(r)
}

// takesMark reports whether the letter r, before a space, is completed by a mark behind the space: a vowel without
// the sort of mark that it is.
func takesMark(r, mark rune) bool {
	l := letterOf(r)
	_, takes := withMark(l, mark)
	return takes && toneOfMark(mark) != Level
}
