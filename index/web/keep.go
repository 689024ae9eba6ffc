package web

// keep leads to what can be taken along of a search.
type keep struct {
	Feed    string
	Exports []link
}

func (h *Handler) keep(p params) *keep {
	return &keep{Feed: h.links.feed(p), Exports: h.exportLinks(p)}
}
