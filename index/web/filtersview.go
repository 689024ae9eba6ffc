package web

import (
	"slices"

	"github.com/newssearch/newssearch/index"
)

// filtersView is the column with what restricts the search.
type filtersView struct {
	Chips      []chip
	ClearAll   string
	Sorts      []option
	Sources    facet
	Categories facet
	Histogram  *histogram
	From, To   string
	// Hidden are the fields of the form with the dates.
	Hidden []field
	Action string
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
	MoreText      string
}

// facetShown is the number of values of a facet that are shown at first.
const facetShown = 6

func (h *Handler) filtersView(p params, r *index.Result) *filtersView {
	m := messagesFor(p.Lang)
	f := &filtersView{
		Chips: h.chips(m, p), From: p.Period.first(), To: p.Period.last(),
		Hidden: hidden(p, paramFrom, paramTo), Action: h.links.prefix,
	}
	if len(f.Chips) > 1 {
		f.ClearAll = h.links.search(p.with(func(p *params) { p.Sources, p.Categories, p.Period = nil, nil, period{} }))
	}
	for _, s := range []index.Sort{index.SortRelevance, index.SortNewest, index.SortOldest} {
		f.Sorts = append(f.Sorts, option{
			Text: m.sorts[s], Set: s == p.Sort, URL: h.links.search(p.with(func(p *params) { p.Sort = s })),
		})
	}
	if r.Facets == nil {
		return f
	}
	f.Sources = h.facet(m, m.Source, p, r.Facets.Sources, func(p *params) *[]string { return &p.Sources })
	f.Categories = h.facet(m, m.Section, p, r.Facets.Categories, func(p *params) *[]string { return &p.Categories })
	f.Histogram = h.histogram(m, p, r.Facets)
	return f
}

func (h *Handler) chips(m *messages, p params) []chip {
	var chips []chip
	chipFor := func(label, text string, change func(*params)) {
		chips = append(chips, chip{label, text, h.links.search(p.with(change))})
	}
	for _, s := range p.Sources {
		chipFor(m.Source, s, func(p *params) { p.Sources = without(p.Sources, s) })
	}
	for _, c := range p.Categories {
		chipFor(m.Section, c, func(p *params) { p.Categories = without(p.Categories, c) })
	}
	if p.Period != (period{}) {
		chipFor(m.Time, m.period(p.Period), func(p *params) { p.Period = period{} })
	}
	return chips
}

// facet lists the values of a filter, those that are set first.
func (h *Handler) facet(m *messages, title string, p params, counts []index.Count, of func(*params) *[]string) facet {
	f := facet{Title: title, MoreText: m.More}
	for _, set := range []bool{true, false} {
		for _, c := range counts {
			if c.Value == "" || len(c.Asked) > 0 != set {
				continue
			}
			o := option{Text: c.Value, Count: m.number(c.Count), Set: set, Key: title + ":" + c.Value, URL: h.links.search(p.with(func(p *params) {
				list := of(p)
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
