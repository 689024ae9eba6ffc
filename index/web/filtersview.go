package web

import (
	"slices"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// filtersView is the column with what restricts the search.
type filtersView struct {
	Chips    []chip
	ClearAll string
	Sorts    []option
	Facets   []facet
	Time     timeFilter
}

// timeFilter restricts the search by time.
type timeFilter struct {
	Histogram *histogram
	// Moving are the times that move with the clock, and that of no date.
	Moving []option
	// All leads to all times, "" when none is set.
	All string
	// From and To are what is set, as a reader writes it.
	From, To string
	// Hidden are the fields of the form.
	Hidden []field
}

// chip is a filter that is set, with the address without it.
type chip struct{ Label, Text, URL string }

// option is one of several to choose from; choosing a set one of a facet unsets it.
type option struct {
	Text, Count, URL string
	Set              bool
	// Key names the option across pages, so that the script can keep the focus on it.
	Key string
}

// facet is a filter's values. More are those that are not shown at first.
type facet struct {
	Title         string
	Options, More []option
	// Param and Hidden make a form for a value that is not listed, Base is the address
	// without a page that the script adds values to.
	Param        string
	Base, Values string
	Home         string
	Hidden       []field
}

// facetView is a facet with the words around it.
type facetView struct {
	facet
	T *messages
}

func newFacetView(m *messages, f facet) facetView { return facetView{f, m} }

// facetShown is the number of values of a facet that are shown at first.
const facetShown = 6

func (h *Handler) filtersView(p params, r *index.Result) *filtersView {
	m := message.In(p.Lang)
	f := &filtersView{
		Chips: h.chips(m, p),
	}
	if len(f.Chips) > 1 {
		f.ClearAll = h.links.search(p.unfiltered())
	}
	for _, s := range []index.Sort{index.SortRelevance, index.SortNewest, index.SortOldest} {
		f.Sorts = append(f.Sorts, option{
			Text: m.Order(s), Set: s == p.Sort, URL: h.links.search(p.with(func(p *params) { p.Sort = s })),
		})
	}
	if r.Facets == nil {
		return f
	}
	for _, l := range labelFilters {
		if facet := h.facet(m, l, p, l.counts(r.Facets)); len(facet.Options) > 0 {
			f.Facets = append(f.Facets, facet)
		}
	}
	f.Time = h.timeFilter(m, p, r.Facets)
	return f
}

func (h *Handler) timeFilter(m *messages, p params, facets *index.Facets) timeFilter {
	t := timeFilter{
		Histogram: h.histogram(m, p, facets), Hidden: hidden(p, paramFrom, paramTo, paramWhen),
		From: bound(m, p.Period.first()), To: bound(m, p.Period.last()),
	}
	if p.timed() {
		t.All = h.links.search(p.with(func(p *params) { p.limitTo(period{}) }))
	}
	option := func(when, count string) {
		set := p.When == when
		link := h.links.search(p.with(func(p *params) {
			p.limitTo(period{})
			if !set {
				p.When = when
			}
		}))
		t.Moving = append(t.Moving, newOption(movingName(m, when), count, link, set))
	}
	for _, when := range movingTimes {
		option(when, "")
	}
	if facets.Undated > 0 || p.When == whenUndated {
		option(whenUndated, m.Number(facets.Undated))
	}
	return t
}

func newOption(text, count, url string, set bool) option {
	return option{Text: text, Count: count, URL: url, Set: set, Key: text}
}

func (h *Handler) chips(m *messages, p params) []chip {
	var chips []chip
	chipFor := func(label, text string, change func(*params)) {
		chips = append(chips, chip{label, text, h.links.search(p.with(change))})
	}
	for _, f := range labelFilters {
		for _, value := range *f.of(&p) {
			chipFor(f.title(m), value, func(p *params) { *f.of(p) = without(*f.of(p), value) })
		}
	}
	switch {
	case p.When != "":
		chipFor(m.Time, movingName(m, p.When), func(p *params) { p.limitTo(period{}) })
	case p.timed():
		chipFor(m.Time, m.Period(p.Period.from, p.Period.to), func(p *params) { p.limitTo(period{}) })
	}
	return chips
}

// facet lists the values of a filter, those that are set first.
func (h *Handler) facet(m *messages, l labelFilter, p params, counts []index.Count) facet {
	title := l.title(m)
	f := facet{
		Title: title, Param: l.param, Base: h.links.search(p.with(func(*params) {})),
		Values: h.links.values(p), Home: h.links.prefix, Hidden: hidden(p),
	}
	for _, set := range []bool{true, false} {
		for _, c := range counts {
			if c.Value == "" || len(c.Asked) > 0 != set {
				continue
			}
			o := option{Text: c.Value, Count: m.Number(c.Count), Set: set, Key: title + ":" + c.Value, URL: h.links.search(p.with(func(p *params) {
				list := l.of(p)
				if set {
					*list = without(*list, c.Asked...)
				} else {
					*list = append(*list, c.Value)
				}
			}))}
			if len(f.Options) < facetShown || set {
				f.Options = append(f.Options, o)
			} else {
				f.More = append(f.More, o)
			}
		}
	}
	return f
}

// without returns list without values.
func without(list []string, values ...string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(v string) bool { return slices.Contains(values, v) })
}
