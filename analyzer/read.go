package analyzer

import (
	"strings"
	"unicode"
)

// how says how a surface is to be read: which term and kind are made of it.
type how uint8

const (
	asWord how = iota
	asHan
	asThousands // 1.000.000 → 1000000, 1.234,5 → 1234,5
	asDecimal   // 3.5 → 3,5
	asPercent   // 3,5% → 3,5%
	asDate      // 12-03-2018 → 12/3/2018, 2018-03-12 → 12/3/2018
	asDayMonth  // 12/03 → 12/3; also 03/2018 and 24/7
	asISODay    // 03-12 as the end of 2018-03-12 → 12/3
	asTime      // 07:30, 7g30 → 7h30
	asDigits    // the plain number, as written
	asMonth     // 03 → 3
	asJoined    // Covid-19 → covid19
	asChain     // 192.168.1.1 → 192.168.1.1
	asPhone     // 0912.345.678 → 0912345678
	asRoman     // XIV → 14
	asEmail
	asURL
)

// read makes the term and the kind of a surface. It is pure; the cache remembers it.
func (h how) read(surface string) (string, Kind) {
	switch h {
	case asHan:
		if term := Term(surface); !isASCII(term) {
			return term, KindHan
		}
		return Term(surface), KindNumber // ½, ①
	case asThousands:
		return readThousands(visible(surface)), KindNumber
	case asDecimal:
		return strings.ReplaceAll(visible(surface), ".", ","), KindNumber
	case asPercent:
		s := strings.TrimSuffix(visible(surface), "%")
		return readThousands(s) + "%", KindNumber
	case asDate:
		return readDate(visible(surface)), KindDate
	case asDayMonth:
		return joinNumbers(visible(surface)), KindNumber
	case asISODay:
		month, day, _ := strings.Cut(joinNumbers(visible(surface)), "/")
		return day + "/" + month, KindNumber
	case asTime:
		return readTime(visible(surface)), KindTime
	case asDigits:
		return visible(surface), KindNumber
	case asMonth:
		return trimZeros(visible(surface)), KindNumber
	case asJoined:
		return Term(onlyWordRunes(surface)), KindCompound
	case asChain:
		return visible(surface), KindCompound
	case asPhone:
		return readPhone(surface), KindNumber
	case asRoman:
		return readRomanTerm(surface), KindNumber
	case asEmail:
		return Lower(Normalize(surface)), KindEmail
	case asURL:
		return readURL(surface), KindURL
	}
	return readWord(surface)
}

// readWord makes the term of a run of letters and digits.
func readWord(surface string) (string, Kind) {
	term := Term(surface)
	if IsSyllable(term) {
		return term, KindSyllable
	}
	uppers, lowers, digits := 0, 0, 0
	for _, r := range Normalize(surface) {
		switch {
		case unicode.IsUpper(r):
			uppers++
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			lowers++
		}
	}
	switch {
	case uppers+lowers == 0 && digits > 0:
		return term, KindNumber
	case uppers > 0 && digits > 0, uppers > 1 && lowers == 0:
		return term, KindAbbreviation
	}
	return term, KindWord
}

// visible keeps the digits and signs of a number and drops hidden runes and marks.
func visible(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < 0x80 {
			return r
		}
		return -1
	}, s)
}

// onlyWordRunes leaves out the signs that joined the parts.
func onlyWordRunes(s string) string {
	return strings.Map(func(r rune) rune {
		if c := classOf(r); c.isWord() || c == classMark {
			return r
		}
		return -1
	}, s)
}
