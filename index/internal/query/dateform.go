package query

import (
	"slices"
	"strings"
	"time"
)

// dateForm is a way to write a date. In its pattern D, M, Q and Y are numbers,
// "/" is one of / - and ., the rest are words with their marks.
type dateForm struct {
	pattern []markedForm
	resolve func(now time.Time, v dateValues) (from, to time.Time, ok bool)
}

// dateValues are the numbers in a date by the letter of the pattern.
type dateValues struct{ day, month, quarter, year int }

// dateForms has longer forms before the forms that they begin with.
var dateForms = []dateForm{
	form("ngày D tháng M năm Y", named), form("D tháng M năm Y", named),
	form("ngày D tháng M / Y", named), form("D tháng M / Y", named),
	form("ngày D / M / Y", named), form("D / M / Y", named),
	form("tháng M năm Y", named), form("tháng M / Y", named),
	form("quý Q năm Y", quarter), form("quý Q / Y", quarter),
	form("năm Y", named),
	form("hôm nay", days(0)), form("hôm qua", days(-1)), form("hôm kia", days(-2)),
	form("tuần này", weeks(0)), form("tuần trước", weeks(-1)),
	form("tháng này", months(0)), form("tháng trước", months(-1)),
	form("năm nay", years(0)), form("năm ngoái", years(-1)), form("năm trước", years(-1)),
}

func form(pattern string, resolve func(time.Time, dateValues) (time.Time, time.Time, bool)) dateForm {
	return dateForm{newMarkedForms(pattern), resolve}
}

// matchDate matches a form at the start of tokens and returns how many it takes, or 0.
func matchDate(tokens []dateToken, now time.Time) (from, to time.Time, n int) {
	for _, f := range dateForms {
		v, ok := f.match(tokens)
		if !ok {
			continue
		}
		if from, to, ok := f.resolve(now, v); ok {
			return from, to, len(f.pattern)
		}
	}
	return from, to, 0
}

func (f dateForm) match(tokens []dateToken) (v dateValues, ok bool) {
	if len(tokens) < len(f.pattern) {
		return v, false
	}
	for i, element := range f.pattern {
		t := tokens[i]
		switch element {
		case "D":
			v.day, ok = t.number(1, 2)
		case "M":
			v.month, ok = t.number(1, 2)
		case "Y":
			v.year, ok = t.number(4, 4)
		case "Q":
			v.quarter, ok = t.quarter()
		case "/":
			ok = t.kind == '/'
		default:
			ok = t.kind == 'w' && element.agrees(t.text)
		}
		if !ok {
			return v, false
		}
	}
	return v, true
}

// number reads a number of minDigits to maxDigits digits, not 0.
func (t dateToken) number(minDigits, maxDigits int) (n int, ok bool) {
	if t.kind != '9' || len(t.text) < minDigits || len(t.text) > maxDigits {
		return 0, false
	}
	n = number(t.text)
	return n, n > 0
}

// quarter reads 1 to 4, also in Roman numerals.
func (t dateToken) quarter() (n int, ok bool) {
	if t.kind == 'w' {
		n = slices.Index([]string{"I", "II", "III", "IV"}, strings.ToUpper(t.text)) + 1
	} else {
		n, _ = t.number(1, 1)
	}
	return n, 1 <= n && n <= 4
}

func named(now time.Time, v dateValues) (from, to time.Time, ok bool) {
	return period(v.year, v.month, v.day, now.Location())
}

func quarter(now time.Time, v dateValues) (from, to time.Time, ok bool) {
	if v.year < minYear {
		return from, to, false
	}
	first := 3*v.quarter - 2
	return startOfDay(v.year, first, 1, now.Location()), startOfDay(v.year, first+3, 1, now.Location()), true
}

// days, weeks, months and years name the period that lies offset from the present one.

func days(offset int) func(time.Time, dateValues) (time.Time, time.Time, bool) {
	return func(now time.Time, _ dateValues) (from, to time.Time, ok bool) {
		y, m, d := now.Date()
		return startOfDay(y, int(m), d+offset, now.Location()), startOfDay(y, int(m), d+offset+1, now.Location()), true
	}
}

func weeks(offset int) func(time.Time, dateValues) (time.Time, time.Time, bool) {
	return func(now time.Time, _ dateValues) (from, to time.Time, ok bool) {
		y, m, d := now.Date()
		monday := d - (int(now.Weekday())+6)%7 + 7*offset
		return startOfDay(y, int(m), monday, now.Location()), startOfDay(y, int(m), monday+7, now.Location()), true
	}
}

func months(offset int) func(time.Time, dateValues) (time.Time, time.Time, bool) {
	return func(now time.Time, _ dateValues) (from, to time.Time, ok bool) {
		y, m, _ := now.Date()
		return startOfDay(y, int(m)+offset, 1, now.Location()), startOfDay(y, int(m)+offset+1, 1, now.Location()), true
	}
}

func years(offset int) func(time.Time, dateValues) (time.Time, time.Time, bool) {
	return func(now time.Time, _ dateValues) (from, to time.Time, ok bool) {
		y := now.Year() + offset
		return startOfDay(y, 1, 1, now.Location()), startOfDay(y+1, 1, 1, now.Location()), true
	}
}
