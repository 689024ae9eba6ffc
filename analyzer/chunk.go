package analyzer

import (
	"unicode/utf8"
)

// A chunk is a run of words and numbers with nothing but joining signs between them: TP.HCM,
// 39-NQ/TW, 12/03/2018. An atom is one of its words or numbers.
type atom struct {
	start, end int
	how        how
	number     number // for asDate
	sign       byte   // the sign before it: one of . - / & ' _, or 0 when it follows directly (100km)
}

func (a *atom) numeric() bool { return a.how != asWord }

// chunk appends the tokens of the chunk at i, where a word or a number starts, and returns where to go on.
func (t *Tokenizer) chunk(dst []Token, text string, i int, g gap) ([]Token, int) {
	if end, h := scanAddress(text, i); end > 0 {
		return t.address(dst, text, i, end, h, g), end
	}
	next := t.scanAtoms(text, i)
	for k := 0; k < len(t.atoms); {
		if k > 0 {
			g = gap{strong: t.atoms[k].sign == '.' && !isTitle(dst[len(dst)-1].Term)}
		}
		end := k + 1
		for end < len(t.atoms) && t.joined(text, &t.atoms[end-1], &t.atoms[end]) {
			end++
		}
		dst = t.group(dst, text, t.atoms[k:end], g)
		k = end
	}
	return dst, next
}

// scanAtoms fills t.atoms with the chunk at i and returns where it ends.
func (t *Tokenizer) scanAtoms(text string, i int) int {
	t.atoms = t.atoms[:0]
	sign := byte(0)
	for {
		next := t.scanAtom(text, i, sign)
		if len(t.atoms) >= maxCompoundParts || !joinsAt(text, next) {
			return next
		}
		_, n := classAt(text, next)
		sign = text[next]
		switch {
		case sign == ':' || sign == '@':
			return next
		case n > 1 && text[next:next+n] == "’":
			sign = '\''
		case n > 1:
			sign = '-' // U+2010, U+2011
		}
		i = next + n
		if end, next := wordEnd(text, i); sign == '\'' && isGenitive(text[i:end], t.atoms[len(t.atoms)-1]) && !joinsAt(text, next) {
			return next
		}
	}
}

// isGenitive: the s of Vietnam's is no word.
func isGenitive(s string, before atom) bool {
	return (s == "s" || s == "S") && before.end-before.start > 1
}

// scanAtom adds the atom at i, or two of them for a number with its unit, and returns where to go on.
func (t *Tokenizer) scanAtom(text string, i int, sign byte) int {
	if c, _ := classAt(text, i); c != classDigit {
		end, next := wordEnd(text, i)
		t.atoms = append(t.atoms, atom{start: i, end: end, how: asWord, sign: sign})
		return next
	}
	e := digitsEnd(text, i)
	if visibleAt(text, e) == classLetter {
		return t.scanMixed(text, i, e, sign)
	}
	if e-i > maxTokenRunes {
		end, next := wordEnd(text, i)
		t.atoms = append(t.atoms, atom{start: i, end: end, how: asDigits, sign: sign})
		return next
	}
	n := number{end: e, how: asDigits}
	if k := len(t.atoms) - 1; k < 0 || sign != '.' || t.atoms[k].how != asDigits {
		n = scanNumber(text, i)
	}
	end := clusterEnd(text, n.end)
	t.atoms = append(t.atoms, atom{start: i, end: end, how: n.how, number: n, sign: sign})
	return end
}

// scanMixed reads digits, which end at e, with letters behind them: a time, a quantity with its unit, or a word such as 4G.
func (t *Tokenizer) scanMixed(text string, i, e int, sign byte) int {
	end, next := wordEnd(text, i)
	switch {
	case e < end && isClock(text[i:end], e-i):
		t.atoms = append(t.atoms, atom{start: i, end: end, how: asTime, sign: sign})
	case end == next && e < end && t.isUnit(text, e, end):
		t.atoms = append(t.atoms,
			atom{start: i, end: e, how: asDigits, sign: sign},
			atom{start: e, end: end, how: asWord})
	default:
		t.atoms = append(t.atoms, atom{start: i, end: end, how: asWord, sign: sign})
	}
	return next
}

// isClock reports whether s, whose first d bytes are digits, is a time: 7h, 15h30, 7g30.
func isClock(s string, d int) bool {
	if !between(s[:d], 2, 0, 24) || len(s) != d+1 && len(s) != d+3 {
		return false
	}
	switch s[d] {
	case 'h', 'H':
		return len(s) == d+1 || between(s[d+1:], 2, 0, 59)
	case 'g', 'G': // giờ, in the south
		return len(s) == d+3 && between(s[d+1:], 2, 0, 59)
	}
	return false
}

// units are written without a space behind a number; a search for "100 km" is to find 100km.
var units = map[string]bool{
	"km": true, "m": true, "cm": true, "mm": true, "m2": true, "m3": true, "km2": true, "ha": true,
	"kg": true, "mg": true, "ml": true, "kw": true, "mw": true, "gb": true, "mb": true, "usd": true, "vnd": true, "vnđ": true, "đ": true, "tr": true,
}

// isUnit reports whether the letters text[i:end] behind a number are a unit or a syllable that lost its space: 5kg, 57tuổi.
func (t *Tokenizer) isUnit(text string, i, end int) bool {
	if end-i == 1 {
		return text[i] == 'm' // M is a million or a size, 4G a network
	}
	w := t.cache.get(text, i, end, asWord)
	return units[w.term] || len(w.term) > 2 && w.kind == KindSyllable
}

// joined reports whether two neighbouring atoms belong to one compound.
//
// Hyphens join, unless both sides are numbers (2-0, 2016-2017). Ampersands, apostrophes and underscores join always. Points and
// slashes join abbreviations (TP.HCM, NQ/TW, Q.1) but not syllables: "nhà.Hôm" has lost a space, "và/hoặc" is a choice.
func (t *Tokenizer) joined(text string, a, b *atom) bool {
	switch b.sign {
	case '-':
		return !a.numeric() || !b.numeric() || t.numbersDocument(text, b)
	case '.':
		if a.numeric() {
			return a.how == asDigits && b.how == asDigits // 192.168.1.1
		}
		return t.short(text, a) && (b.numeric() || t.short(text, b))
	case '/':
		return (a.numeric() || t.short(text, a)) && (b.numeric() || t.short(text, b)) && !(a.numeric() && b.numeric())
	}
	return true
}

// numbersDocument reports whether b is the year in the number of a document, in which letters follow: 29-2023-nd-cp.
func (t *Tokenizer) numbersDocument(text string, b *atom) bool {
	if b.how != asDigits || !isYear(text[b.start:b.end]) {
		return false
	}
	sep := byteAt(text, b.end)
	c, _ := classAt(text, b.end+1)
	return (sep == '-' || sep == '/') && c == classLetter
}

// maxShortRunes is the length of the longest abbreviation that points and slashes join (HĐBCTN).
const maxShortRunes = 6

// short reports whether a reads as an abbreviation: one letter, or a few that make no syllable. Case has no say, since queries
// are typed in lower case.
func (t *Tokenizer) short(text string, a *atom) bool {
	w := t.cache.get(text, a.start, a.end, asWord)
	n := utf8.RuneCountInString(w.term)
	return n == 1 || w.kind != KindSyllable && n <= maxShortRunes
}

// group appends the tokens of atoms that belong together.
func (t *Tokenizer) group(dst []Token, text string, atoms []atom, g gap) []Token {
	if len(atoms) > 1 {
		dst = t.compound(dst, text, atoms[0].start, atoms[len(atoms)-1].end, joinedHow(atoms), g)
	}
	for k := range atoms {
		dst = t.atom(dst, text, &atoms[k], len(atoms) > 1, g)
		g = gap{}
	}
	return dst
}

func joinedHow(atoms []atom) how {
	for i := range atoms {
		if atoms[i].how != asDigits || i > 0 && atoms[i].sign != '.' {
			return asJoined
		}
	}
	return asChain
}

// atom appends one atom: its parts and, unless it is inside a larger compound, the compound of a date or a percentage.
func (t *Tokenizer) atom(dst []Token, text string, a *atom, inside bool, g gap) []Token {
	if a.how == asDate {
		n := a.number
		if !inside {
			dst = t.compound(dst, text, a.start, a.end, asDate, g)
		}
		dst = t.part(dst, text, a.start, n.join, n.a, g)
		return t.part(dst, text, n.cut, a.end, n.b, gap{})
	}
	if !inside && a.numeric() && byteAt(text, a.end) == '%' && clusterEnd(text, a.end+1) == a.end+1 {
		dst = t.compound(dst, text, a.start, a.end+1, asPercent, g)
	}
	return t.part(dst, text, a.start, a.end, a.how, g)
}
