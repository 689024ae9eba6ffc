package query

import (
	"regexp"
	"strconv"
	"time"
)

// Vietnam is the zone of dates when no other is given. The country has had no
// other offset since 1975.
var Vietnam = time.FixedZone("+07", 7*60*60)

// minYear and maxYear bound the years in a date: four digits.
const (
	minYear = 1000
	maxYear = 9999
)

var (
	dayFirst    = regexp.MustCompile(`^(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])?(\d{4})$`)
	yearFirst   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$`)
	withoutYear = regexp.MustCompile(`^\d{1,2}[-/.]\d{1,2}$`)
)

// ReadPeriod reads a day, month or year and returns its first moment and the
// first moment after it.
func ReadPeriod(s string, loc *time.Location) (from, to time.Time, ok bool) {
	var d, m, y string
	if match := dayFirst.FindStringSubmatch(s); match != nil {
		d, m, y = match[1], match[2], match[3]
	} else if match := yearFirst.FindStringSubmatch(s); match != nil {
		y, m, d = match[1], match[2], match[3]
	} else {
		return from, to, false
	}
	return period(number(y), number(m), number(d), loc)
}

// number reads digits: 0 for none, -1 for a written zero, which no date has.
func number(digits string) int {
	if digits == "" {
		return 0
	}
	if n, err := strconv.Atoi(digits); err == nil && n > 0 {
		return n
	}
	return -1
}

// period is the day, the month when day is 0, or the year when month is 0 too.
func period(year, month, day int, loc *time.Location) (from, to time.Time, ok bool) {
	if year < minYear || year > maxYear {
		return from, to, false
	}
	switch {
	case month == 0 && day == 0:
		return startOfDay(year, 1, 1, loc), startOfDay(year+1, 1, 1, loc), true
	case month < 1 || month > 12:
		return from, to, false
	case day == 0:
		return startOfDay(year, month, 1, loc), startOfDay(year, month+1, 1, loc), true
	case day < 1 || day > time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day():
		return from, to, false
	}
	return startOfDay(year, month, day, loc), startOfDay(year, month, day+1, loc), true
}

// startOfDay is the first moment of a day, also where clocks skip midnight:
// there time.Date may answer with the evening before.
func startOfDay(year, month, day int, loc *time.Location) time.Time {
	want := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day()
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, loc)
	for range 4 { // clocks move by at most two hours
		if t.Day() == want {
			break
		}
		t = t.Add(30 * time.Minute)
	}
	return t
}
