package index

import (
	"fmt"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index/internal/query"
)

// VietnamTime is the zone of days without one. Vietnam has had UTC+7 without
// daylight saving since 1975.
var VietnamTime = query.Vietnam

// ParsePeriod reads a day, a month or a year as a person writes it, of Vietnam:
// 2018-03-31, 31/3/2018, 31-3-2018, 31.3.2018, 2018-03, 3/2018 or 2018, or a
// moment in RFC 3339, which lasts a second. from is its first moment and to the first
// one past it, as Request.From and Request.To want them. The error quotes s.
func ParsePeriod(s string) (from, to time.Time, err error) {
	s = strings.TrimSpace(s)
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, t.Add(time.Second), nil
	}
	if from, to, ok := query.ReadPeriod(s, VietnamTime); ok {
		return from, to, nil
	}
	return time.Time{}, time.Time{}, fmt.Errorf("%.40q is no date; write 2018-03-31, 31/3/2018, 2018-03 or 2018", s)
}
