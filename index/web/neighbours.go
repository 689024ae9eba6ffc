package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/newssearch/newssearch/index"
)

// findNeighbours fills in the hits around the article in the results of p, so that
// a reader can go from hit to hit.
func (page *articlePage) findNeighbours(ctx context.Context, h *Handler, p params, id string) error {
	request := p.request()
	request.Facets, request.SnippetRunes = false, -1
	// The hits of the page, and one on either side.
	request.Offset = max(0, p.offset-1)
	request.Limit = min(p.offset+pageHits+1, index.MaxDepth) - request.Offset
	results, err := h.searcher.search(ctx, request)
	if statusOf(err) == http.StatusBadRequest {
		return nil // the article is what was asked for
	}
	if err != nil {
		return err
	}
	hits := results[0].Hits
	at := slices.IndexFunc(hits, func(hit index.Hit) bool {
		return hit.ID == id || slices.ContainsFunc(hit.Reprints, func(r index.Reprint) bool { return r.ID == id })
	})
	link := func(i int) string {
		if i < 0 || i >= len(hits) {
			return ""
		}
		p.Page = (request.Offset+i)/pageHits + 1
		return h.links.article(hits[i].ID, p)
	}
	if at >= 0 {
		page.Before, page.After = link(at-1), link(at+1)
	}
	return nil
}
