package main

import (
	"fmt"
	"strconv"
	"time"
)

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
