package index

import (
	"slices"
	"time"
)

// dayCounter counts documents by the day of their publication in Vietnam.
type dayCounter struct {
	published [][]uint64 // the column of each segment
	byDay     map[int32]int
	undated   int
}

func (v *view) newDayCounter() (*dayCounter, error) {
	c := &dayCounter{byDay: map[int32]int{}}
	for _, seg := range v.Segments {
		published, err := seg.Numbers(columnPublished)
		if err != nil {
			return nil, err
		}
		c.published = append(c.published, published)
	}
	return c, nil
}

func (c *dayCounter) add(seg int, doc uint32) {
	if t := c.published[seg][doc]; t != 0 {
		c.byDay[vietnamDay(t)]++
	} else {
		c.undated++
	}
}

const secondsOfDay = 24 * 60 * 60

// vietnamDay is the day of a published number in Vietnam, counted from the year 1.
func vietnamDay(n uint64) int32 { return int32((n - 1 + 7*60*60) / secondsOfDay) }

// The span of dates up to which a histogram is by day, and by month: at most
// about 60 bars, which a phone can show.
const (
	maxDaysByDay   = 62
	maxDaysByMonth = 62 * 31
)

// dateCounts groups counts by day so that there are not too many groups.
func dateCounts(byDay map[int32]int) ([]DateCount, string) {
	if len(byDay) == 0 {
		return []DateCount{}, ""
	}
	first, last := int32(1<<31-1), int32(0)
	for day := range byDay {
		first, last = min(first, day), max(last, day)
	}
	interval := "day"
	switch span := last - first; {
	case span > maxDaysByMonth:
		interval = "year"
	case span > maxDaysByDay:
		interval = "month"
	}
	groups := map[time.Time]int{}
	for day, n := range byDay {
		t := time.Unix(int64(day)*secondsOfDay-publishedOffset+1, 0).UTC()
		from := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, VietnamTime)
		switch interval {
		case "month":
			from = time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, VietnamTime)
		case "year":
			from = time.Date(t.Year(), 1, 1, 0, 0, 0, 0, VietnamTime)
		}
		groups[from] += n
	}
	out := make([]DateCount, 0, len(groups))
	for from, n := range groups {
		out = append(out, DateCount{From: from, Count: n})
	}
	slices.SortFunc(out, func(a, b DateCount) int { return a.From.Compare(b.From) })
	return out, interval
}
