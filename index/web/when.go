package web

import (
	"time"

	"github.com/newssearch/newssearch/index"
)

// The times that move with the clock, as in the parameter when, and the one of
// articles without a date. A day, a month or a year may be given there as well.
const (
	whenToday   = "today"
	whenWeek    = "week" // seven days, today included
	whenMonth   = "month"
	whenYear    = "year"
	whenUndated = "undated"
)

// movingTimes are in the order in which they are offered.
var movingTimes = []string{whenToday, whenWeek, whenMonth, whenYear}

// movingPeriod is what one of movingTimes stands for now.
func movingPeriod(name string, now time.Time) (p period, ok bool) {
	now = now.In(index.VietnamTime)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, index.VietnamTime)
	month := today.AddDate(0, 0, 1-now.Day())
	switch name {
	case whenToday:
		return period{today, today.AddDate(0, 0, 1)}, true
	case whenWeek:
		return period{today.AddDate(0, 0, -6), today.AddDate(0, 0, 1)}, true
	case whenMonth:
		return period{month, month.AddDate(0, 1, 0)}, true
	case whenYear:
		year := month.AddDate(0, 1-int(now.Month()), 0)
		return period{year, year.AddDate(1, 0, 0)}, true
	}
	return period{}, false
}

// movingName is what readers call one of them, or the time of no date.
func movingName(m *messages, when string) string {
	switch when {
	case whenToday:
		return m.Today
	case whenWeek:
		return m.Week
	case whenMonth:
		return m.Month
	case whenYear:
		return m.Year
	}
	return m.Undated
}

// readWhen reads the parameter when, which goes before from and to.
func (p *params) readWhen(s string) error {
	if s == "" {
		return nil
	}
	if s == whenUndated {
		p.When, p.Period = s, period{}
		return nil
	}
	if moving, ok := movingPeriod(s, time.Now()); ok {
		p.When, p.Period = s, moving
		return nil
	}
	from, to, err := index.ParsePeriod(s)
	if err != nil {
		return badParam(paramWhen, "Thời gian không hợp lệ; hãy viết như 3/2018, 2018 hoặc 31/3/2018.", "%v", err)
	}
	p.Period = period{from, to}
	return nil
}

// timed reports whether p restricts the search by time.
func (p *params) timed() bool { return p.When != "" || p.Period != period{} }

// limitTo restricts the search to a time.
func (p *params) limitTo(t period) { p.When, p.Period = "", t }
