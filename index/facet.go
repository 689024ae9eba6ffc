package index

import (
	"cmp"
	"slices"
	"time"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// maxFacetValues bounds the values listed of a facet; the commonest come first.
const maxFacetValues = 50

// facetCounter counts the labels and days of matching documents by segment
// ordinals, which are put together only at the end.
type facetCounter struct {
	view       *view
	sources    []*engine.Labels
	categories []*engine.Labels
	published  [][]uint64
	bySource   [][]int
	byCategory [][]int
	byDay      map[int32]int
}

// facetCounter returns nil when the request asks for no facets.
func (s *search) facetCounter() *facetCounter {
	if !s.request.Facets {
		return nil
	}
	c := &facetCounter{view: s.view, byDay: map[int32]int{}}
	for _, seg := range s.view.Segments {
		sources, err1 := seg.Labels(fieldSource)
		categories, err2 := seg.Labels(fieldCategory)
		published, err3 := seg.Numbers(columnPublished)
		if err := cmp.Or(err1, err2, err3); err != nil {
			s.plan.err = err
			return nil
		}
		c.sources, c.categories = append(c.sources, sources), append(c.categories, categories)
		c.published = append(c.published, published)
		c.bySource = append(c.bySource, make([]int, len(sources.Names)+1))
		c.byCategory = append(c.byCategory, make([]int, len(categories.Names)+1))
	}
	return c
}

const secondsOfDay = 24 * 60 * 60

// vietnamDay is the day of a published number in Vietnam, counted from the year 1.
func vietnamDay(n uint64) int32 { return int32((n - 1 + 7*60*60) / secondsOfDay) }

// add counts one document.
func (c *facetCounter) add(seg int, doc uint32) {
	c.bySource[seg][c.sources[seg].Of[doc]]++
	c.byCategory[seg][c.categories[seg].Of[doc]]++
	if t := c.published[seg][doc]; t != 0 {
		c.byDay[vietnamDay(t)]++
	}
}

func (c *facetCounter) result() *Facets {
	f := &Facets{
		Sources:    counts(c.sources, c.bySource),
		Categories: counts(c.categories, c.byCategory),
	}
	f.Dates, f.Interval = dateCounts(c.byDay)
	return f
}

// counts adds up a label's counts over the segments. Spellings that differ in
// capitals and marks only are one value, shown in its commonest form.
func counts(labels []*engine.Labels, by [][]int) []Count {
	forms := map[string]map[string]int{}
	for seg, l := range labels {
		for i, name := range l.Names {
			n := by[seg][i+1]
			if n == 0 {
				continue
			}
			fold, label := splitLabel(name)
			if forms[fold] == nil {
				forms[fold] = map[string]int{}
			}
			forms[fold][label] += n
		}
	}
	out := make([]Count, 0, len(forms))
	for _, form := range forms {
		var c Count
		commonest := 0
		for label, n := range form {
			c.Count += n
			if n > commonest || n == commonest && label < c.Value {
				c.Value, commonest = label, n
			}
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out[:min(len(out), maxFacetValues)]
}

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
