package web

import "net/http"

// ways lead on from a parameter that cannot be used. p has what could be read.
func (h *Handler) ways(m *messages, p params, wrong *paramError) []link {
	var ways []link
	add := func(text string, change func(*params)) {
		ways = append(ways, link{h.links.search(p.with(change)), text})
	}
	if wrong.status == http.StatusRequestURITooLong {
		return nil
	}
	switch wrong.name {
	case paramPage:
		add(m.FirstPage, func(*params) {})
	case paramFrom, paramTo, paramWhen:
		if wrong.swapped != (period{}) {
			add(m.SwapDates+": "+m.Period(wrong.swapped.from, wrong.swapped.to), func(p *params) { p.limitTo(wrong.swapped) })
		}
		add(m.AllTimes, func(p *params) { p.limitTo(period{}) })
	default:
		add(m.WithoutIt, func(*params) {})
	}
	return ways
}
