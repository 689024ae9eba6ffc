package web

import (
	"fmt"
	"strings"
	"time"
)

// vietnam is the zone of days: the country has had UTC+7 since 1975.
var vietnam = time.FixedZone("+07", 7*60*60)

// period is a stretch of time: from its first moment to the first one past it.
type period struct{ from, to time.Time }

// parsePeriod reads a day, month or year, as in 2018-03-31, 31/3/2018, 2018-03,
// 3/2018 and 2018, of Vietnam, and a moment as RFC 3339.
func parsePeriod(s string) (period, error) {
	s = strings.TrimSpace(s)
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return period{t, t.Add(time.Second)}, nil
	}
	for _, l := range []struct {
		layout             string
		years, months, day int
	}{
		{"2006-1-2", 0, 0, 1}, {"2/1/2006", 0, 0, 1}, {"2-1-2006", 0, 0, 1}, {"2.1.2006", 0, 0, 1},
		{"2006-1", 0, 1, 0}, {"1/2006", 0, 1, 0}, {"2006", 1, 0, 0},
	} {
		if t, err := time.ParseInLocation(l.layout, s, vietnam); err == nil {
			return period{t, t.AddDate(l.years, l.months, l.day)}, nil
		}
	}
	return period{}, fmt.Errorf("%.40q is not a date such as 2018-03-31, 2018-03 or 2018", s)
}

// isDay reports whether t is the first moment of a day in Vietnam.
func isDay(t time.Time) bool {
	t = t.In(vietnam)
	return t.Equal(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, vietnam))
}

// first and last write the bounds of a period as they stand in an address: as
// days where they are, both included.
func (p period) first() string {
	switch {
	case p.from.IsZero():
		return ""
	case isDay(p.from):
		return p.from.In(vietnam).Format(time.DateOnly)
	}
	return p.from.Format(time.RFC3339)
}

func (p period) last() string {
	switch {
	case p.to.IsZero():
		return ""
	case isDay(p.to):
		return p.to.In(vietnam).AddDate(0, 0, -1).Format(time.DateOnly)
	}
	return p.to.Add(-time.Second).Format(time.RFC3339)
}

// whole says what p is when it is a whole "day", "month" or "year".
func (p period) whole() string {
	if p.from.IsZero() || p.to.IsZero() || !isDay(p.from) || !isDay(p.to) {
		return ""
	}
	from, to := p.from.In(vietnam), p.to.In(vietnam)
	switch {
	case from.YearDay() == 1 && from.AddDate(1, 0, 0).Equal(to):
		return "year"
	case from.Day() == 1 && from.AddDate(0, 1, 0).Equal(to):
		return "month"
	case from.AddDate(0, 0, 1).Equal(to):
		return "day"
	}
	return ""
}
