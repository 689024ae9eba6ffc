package analyzer

import "strings"

// Telephone numbers are written in groups of any length: 0912.345.678, 0243 825 1234, (024) 38251234, +84 912 345 678,
// 1900 1234. All digits together are one more term.

// The lengths of telephone numbers in Vietnam, in digits: with the area code, and of the service numbers 1800 and 1900.
const (
	minPhone, maxPhone     = 10, 11
	minService, maxService = 8, 10
)

// phoneEnd returns the end of a telephone number in groups that starts at i, or 0.
func phoneEnd(text string, i int) int {
	abroad := i > 0 && text[i-1] == '+' && strings.HasPrefix(text[i:], "84")
	service := strings.HasPrefix(text[i:], "1800") || strings.HasPrefix(text[i:], "1900")
	if !abroad && !service && text[i] != '0' {
		return 0
	}
	least, most := minPhone, maxPhone
	switch {
	case abroad:
		least, most = minPhone+1, maxPhone+1 // 84 for 0
	case service:
		least, most = minService, maxService
	}
	digits, groups, end := 0, 0, 0
	for j := i; ; groups++ {
		e := digitsEnd(text, j)
		n := e - j
		if n < 2 || groups > 0 && n > 8 || groups == 0 && n > 5 {
			break
		}
		if digits += n; digits > most {
			break
		}
		end = e
		next := groupAfter(text, e)
		if next == 0 {
			groups++
			break
		}
		j = next
	}
	if groups < 2 || digits < least || digits > most || end == 0 {
		return 0
	}
	if wordFollows(text, end) || continuesNumber(text, end) {
		return 0
	}
	return end
}

// groupAfter returns where the next group of digits begins when the one before ends at e, or 0.
func groupAfter(text string, e int) int {
	if byteAt(text, e) == ')' {
		e++
	}
	switch byteAt(text, e) {
	case ' ', '.', '-':
		e++
	}
	if isDigit(byteAt(text, e)) {
		return e
	}
	return 0
}

// continuesNumber reports whether a sign and more digits stand at i.
func continuesNumber(text string, i int) bool {
	switch byteAt(text, i) {
	case '.', ',', '/', '-', ':':
		return isDigit(byteAt(text, i+1))
	case '%':
		return true
	}
	return false
}

// readPhone gives the digits, with 0 for the code of the country.
func readPhone(s string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	if rest, ok := strings.CutPrefix(digits, "84"); ok && len(digits) > maxPhone-1 {
		return "0" + rest
	}
	return digits
}
