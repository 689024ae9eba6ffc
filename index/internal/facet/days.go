package facet

import (
	"slices"
	"time"
)

// Interval is what one span of a histogram is.
type Interval string

// The intervals.
const (
	Day   Interval = "day"
	Month Interval = "month"
	Year  Interval = "year"
)

// Span is a stretch of time and the number of documents in it.
type Span struct {
	From  time.Time
	Count int
}

// Days counts documents by the day of a time.
type Days struct {
	// Undated are those whose time is unknown.
	Undated int

	zone  *time.Location // of a fixed offset
	shift int64          // of the zone, in seconds
	byDay map[int64]int
}

// NewDays returns a counter of days in a zone of a fixed offset.
func NewDays(zone *time.Location) *Days {
	_, offset := time.Time{}.In(zone).Zone()
	return &Days{zone: zone, shift: int64(offset), byDay: map[int64]int{}}
}

const secondsOfDay = 24 * 60 * 60

// Add counts a document; the zero time is unknown.
func (d *Days) Add(t time.Time) { d.AddMany(t, 1) }

// AddMany counts n documents of one day.
func (d *Days) AddMany(t time.Time, n int) {
	if t.IsZero() {
		d.Undated += n
		return
	}
	seconds := t.Unix() + d.shift
	day := seconds / secondsOfDay
	if seconds%secondsOfDay < 0 {
		day--
	}
	d.byDay[day] += n
}

// The span of dates up to which a histogram is by day, and by month: at most
// about 60 bars, which a phone can show.
const (
	maxDaysByDay   = 62
	maxDaysByMonth = 62 * 31
)

// Spans groups the days so that there are not too many groups: rising, empty ones
// left out. Without any day the interval is "".
func (d *Days) Spans() (spans []Span, interval Interval) {
	if len(d.byDay) == 0 {
		return nil, ""
	}
	first, last := int64(1<<62), int64(-1<<62)
	for day := range d.byDay {
		first, last = min(first, day), max(last, day)
	}
	interval = Day
	switch span := last - first; {
	case span > maxDaysByMonth:
		interval = Year
	case span > maxDaysByDay:
		interval = Month
	}
	groups := map[time.Time]int{}
	for day, n := range d.byDay {
		groups[d.start(day, interval)] += n
	}
	for from, n := range groups {
		spans = append(spans, Span{from, n})
	}
	slices.SortFunc(spans, func(a, b Span) int { return a.From.Compare(b.From) })
	return spans, interval
}

// start is the first moment of the interval that a day is in.
func (d *Days) start(day int64, interval Interval) time.Time {
	t := time.Unix(day*secondsOfDay, 0).UTC()
	switch interval {
	case Month:
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, d.zone)
	case Year:
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, d.zone)
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, d.zone)
}
