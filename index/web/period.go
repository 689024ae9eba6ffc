package web

import (
	"time"

	"github.com/newssearch/newssearch/index"
)

// period is a stretch of time: from its first moment to the first one past it.
type period struct{ from, to time.Time }

// isDay reports whether t is the first moment of a day in Vietnam.
func isDay(t time.Time) bool {
	t = t.In(index.VietnamTime)
	return t.Equal(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, index.VietnamTime))
}

// first and last write the bounds of a period as they stand in an address: as
// days where they are, both included.
func (p period) first() string {
	switch {
	case p.from.IsZero():
		return ""
	case isDay(p.from):
		return p.from.In(index.VietnamTime).Format(time.DateOnly)
	}
	return p.from.Format(time.RFC3339)
}

func (p period) last() string {
	switch {
	case p.to.IsZero():
		return ""
	case isDay(p.to):
		return p.to.In(index.VietnamTime).AddDate(0, 0, -1).Format(time.DateOnly)
	}
	return p.to.Add(-time.Second).Format(time.RFC3339)
}
