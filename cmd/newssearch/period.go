package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// vietnam is the zone of days without one. Vietnam has had UTC+7 without
// daylight saving since 1975.
var vietnam = time.FixedZone("UTC+7", 7*60*60)

// period is a day, a month, a year or a moment: from its first moment to the
// first one past it.
type period struct {
	from, to time.Time
}

// parsePeriod reads 2018-03-31, 31/3/2018, 2018-03, 3/2018, 2018 (in Vietnam) and
// RFC 3339.
func parsePeriod(s string) (period, error) {
	s = strings.TrimSpace(s)
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return period{t, t.Add(time.Second)}, nil
	}
	for _, l := range []struct {
		layout               string
		years, months, dates int
	}{
		{"2006-1-2", 0, 0, 1}, {"2/1/2006", 0, 0, 1}, {"2-1-2006", 0, 0, 1}, {"2.1.2006", 0, 0, 1},
		{"2006-1", 0, 1, 0}, {"1/2006", 0, 1, 0}, {"2006", 1, 0, 0},
	} {
		if t, err := time.ParseInLocation(l.layout, s, vietnam); err == nil {
			return period{t, t.AddDate(l.years, l.months, l.dates)}, nil
		}
	}
	return period{}, fmt.Errorf("%q is no date; write 2018-03-31, 31/3/2018, 2018-03 or 2018", s)
}

// parseAge reads a length of time: what time.ParseDuration reads, and days and
// weeks, as in 7d and 2w.
func parseAge(s string) (time.Duration, error) {
	units := map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour}
	d, err := time.ParseDuration(s)
	if err != nil && s != "" {
		// Bounded so that the product stays within a Duration: 250 years.
		const maxHours = 250 * 366 * 24
		n, numberErr := strconv.ParseFloat(s[:len(s)-1], 64)
		if unit := units[s[len(s)-1:]]; numberErr == nil && unit > 0 && n*unit.Hours() <= maxHours {
			d, err = time.Duration(n*float64(unit)), nil
		}
	}
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("%q is no length of time; write 12h, 7d or 4w", s)
	}
	return d, nil
}
