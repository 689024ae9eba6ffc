package web

import (
	"math"
	"slices"

	"github.com/newssearch/newssearch/index"
)

// histogram shows when the articles found were published. It is drawn by
// attributes of SVG, which need no inline style.
type histogram struct {
	Bars          []bar
	Width, Height int
	First, Last   string
	// Label says in one sentence what the picture shows.
	Label string
	// Links are the bars that have articles, for those who cannot use the picture.
	Links []option
	// Base is the address of the search without dates; the script adds from and to.
	Base string
	// Rooted says that heights go with the square root of the counts.
	Rooted bool
}

// bar is a span of time.
type bar struct {
	Slot                int // where what belongs to it begins
	X, Y, Width, Height int
	Label               string // "tháng 3/2018: 12 bài"
	From, To            string // as in an address
	Count               int
}

const (
	// maxBars is what a phone can show.
	maxBars = 62
	// The picture's own units; the style sheet scales it. A bar has barUnits to
	// itself and takes up to maxBarWidth of them, less where there are few: a
	// single bar is no wall.
	barUnits, barHeight        = 100, 64
	maxBarWidth, widthOfOneBar = 80, 12
	// minBarHeight shows that there is something at all.
	minBarHeight = 3
	// Where the highest bar is this many times the average of the others, these would
	// be a line of nothing: heights then go with the square root.
	dominant = 8
)

// histogram returns nil when no article has a date.
func (h *Handler) histogram(m *messages, p params, f *index.Facets) *histogram {
	spans := fillDates(f.Dates, f.Interval)
	if len(spans) == 0 {
		return nil
	}
	most, sum, filled := 0, 0, 0
	for _, s := range spans {
		most, sum = max(most, s.count), sum+s.count
		if s.count > 0 {
			filled++
		}
	}
	out := &histogram{
		Width: len(spans) * barUnits, Height: barHeight, Base: h.links.search(p.with(func(p *params) { p.limitTo(period{}) })),
		Rooted: (filled-1)*most > dominant*(sum-most),
		First:  spans[0].name(m, f.Interval), Last: spans[len(spans)-1].name(m, f.Interval),
	}
	total, width := 0, min(maxBarWidth, widthOfOneBar*len(spans))
	for i, s := range spans {
		height := 0
		if s.count > 0 {
			height = max(minBarHeight, int(math.Round(barHeight*out.share(s.count, most))))
		}
		count := m.Articles(s.count)
		name := s.name(m, f.Interval)
		out.Bars = append(out.Bars, bar{
			Slot: i * barUnits, X: i*barUnits + (barUnits-width)/2, Width: width, Y: barHeight - height, Height: height,
			Label: name + ": " + count, From: s.period.first(), To: s.period.last(), Count: s.count,
		})
		if s.count > 0 {
			out.Links = append(out.Links, option{Text: name, Count: m.Number(s.count), URL: h.links.search(p.with(func(p *params) { p.limitTo(s.period) }))})
		}
		total += s.count
	}
	slices.Reverse(out.Links)
	out.Label = m.Time + ": " + m.Between(out.First, out.Last) + ", " + m.Articles(total)
	return out
}

// share is the height of a bar, of that of the highest.
func (h *histogram) share(count, most int) float64 {
	share := float64(count) / float64(most)
	if h.Rooted {
		return math.Sqrt(share)
	}
	return share
}

// dateSpan is a period with the articles published in it.
type dateSpan struct {
	period period
	count  int
}

func (s dateSpan) name(m *messages, interval string) string {
	return m.Bar(s.period.from, s.period.to, interval)
}

// fillDates puts in the periods without articles, and joins years so that there
// are at most maxBars.
func fillDates(dates []index.DateCount, interval string) []dateSpan {
	if len(dates) == 0 {
		return nil
	}
	years, months, days := 0, 0, 1
	first, last := dates[0].From.In(index.VietnamTime), dates[len(dates)-1].From.In(index.VietnamTime)
	switch interval {
	case "month":
		months, days = 1, 0
	case "year":
		years, days = 1+(last.Year()-first.Year())/maxBars, 0
	}
	var spans []dateSpan
	for from := first; !from.After(last) && len(spans) <= maxBars; {
		to := from.AddDate(years, months, days)
		s := dateSpan{period: period{from, to}}
		for len(dates) > 0 && dates[0].From.Before(to) {
			s.count += dates[0].Count
			dates = dates[1:]
		}
		spans = append(spans, s)
		from = to
	}
	return spans
}
