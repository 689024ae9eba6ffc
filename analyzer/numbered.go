package analyzer

import (
	"strconv"
	"strings"
)

// How a number is written depends on the word before it: "khóa XIV" and "khóa 14" are one, so are "ngày 20-11" and "ngày
// 20/11", while 20-11 elsewhere is a score or a range.

// numberedWords are followed by a number, in Roman or Arabic digits: khóa, kỳ, quý, thế kỷ, đại hội, lần thứ …
var numberedWords = map[string]bool{
	"khóa": true, "khoá": true, "kì": true, "quý": true, "kỉ": true, "hội": true, "lần": true, "thứ": true, "chương": true, "phần": true, "tập": true,
	"cấp": true, "hạng": true, "loại": true, "đợt": true, "vòng": true, "đoạn": true, "khu": true, "mục": true, "nhóm": true, "bậc": true,
	"khoa": true, "ky": true, "ki": true, "hoi": true, "lan": true, "thu": true, "chuong": true, "phan": true, "hang": true, "loai": true, "dot": true, "quy": true,
}

// followsNumbered reports whether the last of the tokens is a word that a number follows.
func followsNumbered(before []Token) bool {
	k := len(before) - 1
	return k >= 0 && numberedWords[before[k].Term]
}

// Numbered returns the Arabic number that Tokenize gives beside a Roman one after the term before: Numbered("khóa",
// "XIV") is 14.
func Numbered(before, word string) (term string, ok bool) {
	if !numberedWords[before] || !isRoman(word) {
		return "", false
	}
	return readRomanTerm(word), true
}

// maxRomanLetters is the length of the longest Roman number that is read: XXXVIII.
const maxRomanLetters = 7

// isRoman reports whether s is a Roman number up to 39 in capitals, or in small letters with two of them at least that are
// no word (vi, xi).
func isRoman(s string) bool {
	if len(s) > maxRomanLetters || s == "vi" || s == "xi" {
		return false
	}
	for i := range len(s) {
		switch s[i] {
		case 'I', 'V', 'X':
		case 'i', 'v', 'x':
			if len(s) == 1 || s[0] < 'a' {
				return false
			}
		default:
			return false
		}
	}
	return readRoman(s) > 0
}

var romanOnes = [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}

// readRoman returns the value of a Roman number up to 39, or 0.
func readRoman(s string) int {
	ones := strings.TrimLeft(s, "Xx")
	if n := romanValue(ones); n >= 0 && len(s)-len(ones) <= 3 {
		return 10*(len(s)-len(ones)) + n
	}
	return 0
}

func romanValue(ones string) int {
	for n, s := range romanOnes {
		if strings.EqualFold(s, ones) {
			return n
		}
	}
	return -1
}

// dayWords come before a day and its month: ngày 20-11, sáng 2.9, lễ 30-4.
var dayWords = map[string]bool{
	"ngày": true, "mùng": true, "mồng": true, "hôm": true, "sáng": true, "trưa": true, "chiều": true, "tối": true, "đêm": true, "dịp": true, "lễ": true,
	"ngay": true, "mung": true, "mong": true, "hom": true, "sang": true, "chieu": true, "toi": true, "dem": true, "dip": true, "le": true,
}

// dayLinks join one day to the next: từ 20-11 đến 2-12, 20-11 và 2-9.
var dayLinks = map[string]bool{"và": true, "đến": true, "tới": true, "hoặc": true, "hay": true, "va": true, "den": true, "toi": true}

// afterDay reports whether the number that follows the tokens is the day and month of a date, however it is separated.
func (t *Tokenizer) afterDay(before []Token) bool {
	k := len(before) - 1
	if k < 0 {
		return false
	}
	return dayWords[before[k].Term] || t.dayAt == len(before) || t.dayAt == len(before)-1 && dayLinks[before[k].Term]
}

// DayMonth reads s, a day and a month separated by a hyphen or a point (20-11, 2.9), and returns the term of the date, as
// Tokenize gives it for 20/11.
func DayMonth(s string) (term string, ok bool) {
	e, ok := dayMonthEnd(s, 0)
	if !ok || e != len(s) {
		return "", false
	}
	return joinNumbers(s), true
}

// dayMonthEnd returns the end of a day and month at i that a hyphen or a point separates.
func dayMonthEnd(text string, i int) (end int, ok bool) {
	e := digitsEnd(text, i)
	if sep := byteAt(text, e); sep != '-' && sep != '.' || !isDay(text[i:e]) {
		return 0, false
	}
	f := digitsEnd(text, e+1)
	if f == e+1 || !isMonth(text[e+1:f]) || wordFollows(text, f) || byteAt(text, f) == '%' {
		return 0, false
	}
	if b := byteAt(text, f); (b == '-' || b == '.' || b == '/' || b == ',') && isDigit(byteAt(text, f+1)) {
		return 0, false
	}
	return f, true
}

// number appends the tokens of the number, or the chunk that begins with one, at i: what only the words before it tell
// first. dst[first:] are the tokens of text.
func (t *Tokenizer) number(dst []Token, first int, text string, i int, g gap) ([]Token, int) {
	if end := phoneEnd(text, i); end > 0 {
		return t.digitGroups(dst, text, i, end, asPhone, g), end
	}
	if end, ok := dayMonthEnd(text, i); ok && t.afterDay(dst[first:]) {
		dst = t.digitGroups(dst, text, i, end, asDayMonth, g)
		t.dayAt = len(dst) - first
		return dst, end
	}
	known := len(dst)
	dst, next := t.chunk(dst, text, i, g)
	if len(dst) == known+1 && t.afterDay(dst[first:known]) && strings.Contains(dst[known].Term, "/") {
		t.dayAt = len(dst) - first
	}
	return dst, next
}

// digitGroups appends text[i:end] as a compound, read as h, and each of its runs of digits as a part.
func (t *Tokenizer) digitGroups(dst []Token, text string, i, end int, h how, g gap) []Token {
	dst = t.compound(dst, text, i, end, h, g)
	for p := i; p < end; {
		if !isDigit(text[p]) {
			p++
			continue
		}
		e := digitsEnd(text, p)
		dst = t.part(dst, text, p, e, asDigits, g)
		g = gap{}
		p = e
	}
	return dst
}

// readRomanTerm writes a Roman number in Arabic digits.
func readRomanTerm(s string) string { return strconv.Itoa(readRoman(visible(s))) }
