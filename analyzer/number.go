package analyzer

import (
	"strconv"
	"strings"
)

// A number as it stands in the text: where it ends, how it is read, and how it falls into parts.
type number struct {
	end  int
	how  how
	cut  int // start of the second part of a date, 0 if it has one part
	join int // end of the first part when cut > 0
	a, b how // readings of the two parts
}

// digitsEnd returns the end of the run of ASCII digits at i. It looks no further than maxTokenRunes and one more,
// so that a line of a million digits is not read again for each of its parts.
func digitsEnd(text string, i int) int {
	limit := min(len(text), i+maxTokenRunes+1)
	for i < limit && isDigit(text[i]) {
		i++
	}
	return i
}

// byteAt returns 0 behind the end of text.
func byteAt(text string, i int) byte {
	if i < len(text) {
		return text[i]
	}
	return 0
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// scanNumber reads the number at i, where a digit stands. It takes in the signs that
// belong to the number, never a trailing one. A letter behind the digits is for the caller.
func scanNumber(text string, i int) number {
	e := digitsEnd(text, i)
	switch sep := byteAt(text, e); sep {
	case '.', ',', '/', '-', ':':
		if !isDigit(byteAt(text, e+1)) {
			break
		}
		if sep != ',' && sep != ':' {
			if n, ok := scanDate(text, i, e, sep); ok {
				return n
			}
		}
		if sep == ':' {
			if n, ok := scanClock(text, i, e); ok {
				return n
			}
			break
		}
		if sep == '/' {
			if f := digitsEnd(text, e+1); e-i <= 4 && f-e <= 5 && !continues(text, f, '/') {
				return number{end: f, how: asDayMonth}
			}
			break
		}
		if sep == '.' || sep == ',' {
			return scanQuantity(text, i, e)
		}
	}
	return number{end: e, how: asDigits}
}

// continues reports whether sep and a digit stand at i.
func continues(text string, i int, sep byte) bool {
	return byteAt(text, i) == sep && isDigit(byteAt(text, i+1))
}

// scanDate reads d/m/yyyy, d-m-yyyy, d.m.yyyy, d/m/yy, m/yyyy and yyyy-mm-dd. The first number ends at e.
func scanDate(text string, i, e int, sep byte) (number, bool) {
	f := digitsEnd(text, e+1)
	if !continues(text, f, sep) {
		if sep == '/' && isMonth(text[i:e]) && isYear(text[e+1:f]) {
			return number{end: f, how: asDate, join: e, cut: e + 1, a: asMonth, b: asDigits}, true
		}
		return number{}, false
	}
	g := digitsEnd(text, f+1)
	if continues(text, g, sep) {
		return number{}, false
	}
	first, second, third := text[i:e], text[e+1:f], text[f+1:g]
	switch {
	case isDay(first) && isMonth(second) && (isYear(third) || sep == '/' && len(third) == 2):
		return number{end: g, how: asDate, join: f, cut: f + 1, a: asDayMonth, b: asDigits}, true
	case sep != '.' && isYear(first) && isMonth(second) && isDay(third):
		return number{end: g, how: asDate, join: e, cut: e + 1, a: asDigits, b: asISODay}, true
	}
	return number{}, false
}

func isDay(s string) bool   { return between(s, 2, 1, 31) }
func isMonth(s string) bool { return between(s, 2, 1, 12) }
func isYear(s string) bool  { return len(s) == 4 && between(s, 4, 1000, 2999) }

func between(s string, maxLen, low, high int) bool {
	if len(s) > maxLen {
		return false
	}
	n, err := strconv.Atoi(s)
	return err == nil && n >= low && n <= high
}

// scanClock reads hh:mm and hh:mm:ss. The hour ends at e.
func scanClock(text string, i, e int) (number, bool) {
	f := digitsEnd(text, e+1)
	if !between(text[i:e], 2, 0, 24) || f-e != 3 || !between(text[e+1:f], 2, 0, 59) {
		return number{}, false
	}
	if g := digitsEnd(text, f+1); continues(text, f, ':') {
		if g-f != 3 || continues(text, g, ':') {
			return number{}, false
		}
		f = g
	}
	return number{end: f, how: asTime}, true
}

// scanQuantity reads groups of thousands and decimals. Vietnamese writes 1.000.000 and 3,5;
// with commas for the groups there must be two of them, because 1,234 is a decimal; one group behind
// a point is taken for thousands (3.500 is more often 3500 than 3,5), unless it starts with 0. The first run of digits ends at e.
func scanQuantity(text string, i, e int) number {
	sep := text[e]
	groups, f := 0, e
	for f-i < maxTokenRunes && byteAt(text, f) == sep && digitsEnd(text, f+1) == f+4 {
		groups++
		f += 4
	}
	other := byte('.')
	if sep == '.' {
		other = ','
	}
	grouped := e-i <= 3 && text[i] != '0' && (groups > 1 || groups == 1 && sep == '.') && !continues(text, f, sep)
	if grouped {
		if continues(text, f, other) {
			if g := digitsEnd(text, f+1); !continues(text, g, other) && !continues(text, g, sep) {
				return number{end: g, how: asThousands}
			}
		}
		return number{end: f, how: asThousands}
	}
	f = digitsEnd(text, e+1)
	if continues(text, f, '.') || continues(text, f, ',') {
		return number{end: e, how: asDigits} // 1.2.3 is no quantity
	}
	return number{end: f, how: asDecimal}
}

// readThousands gives the canonical form of a quantity: no groups, a decimal comma.
func readThousands(s string) string {
	n := scanQuantityIn(s)
	if n.how != asThousands {
		return strings.ReplaceAll(s, ".", ",")
	}
	last := strings.LastIndexAny(s, ".,")
	first := strings.IndexAny(s, ".,")
	whole, fraction := s, ""
	if s[first] != s[last] {
		whole, fraction = s[:last], ","+s[last+1:]
	}
	return strings.NewReplacer(".", "", ",", "").Replace(whole) + fraction
}

func scanQuantityIn(s string) number {
	e := digitsEnd(s, 0)
	if b := byteAt(s, e); b == '.' || b == ',' {
		return scanQuantity(s, 0, e)
	}
	return number{how: asDigits}
}

// readDate gives d/m/yyyy without leading zeros.
func readDate(s string) string {
	s = joinNumbers(s)
	if p := strings.Split(s, "/"); len(p) == 3 && len(p[0]) == 4 {
		return p[2] + "/" + p[1] + "/" + p[0]
	}
	return s
}

// joinNumbers joins the numbers of s with slashes and takes their leading zeros off.
func joinNumbers(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	for i, p := range parts {
		parts[i] = trimZeros(p)
	}
	return strings.Join(parts, "/")
}

func trimZeros(s string) string {
	for len(s) > 1 && s[0] == '0' {
		s = s[1:]
	}
	return s
}

// readTime gives 7h30, or 7h for the full hour; seconds stay: 7h30:15.
func readTime(s string) string {
	e := digitsEnd(s, 0)
	rest := ""
	if e < len(s) {
		rest = s[e+1:]
	}
	if strings.Trim(rest, "0") == "" {
		rest = ""
	}
	return trimZeros(s[:e]) + "h" + rest
}
