package web

import (
	"context"
	"net/http"

	"github.com/newssearch/newssearch/index"
)

// relater is a Collection that finds related articles.
type relater interface {
	Similar(ctx context.Context, id string, limit int) ([]index.Hit, error)
}

// similarAnswer is what /api/similar/{id} answers.
type similarAnswer struct {
	ID   string      `json:"id"`
	Hits []index.Hit `json:"hits"`
}

// serveAPISimilar answers GET /api/similar/{id} with related articles.
func (h *Handler) serveAPISimilar(w http.ResponseWriter, r *http.Request) {
	v, err := values(r)
	if err == nil {
		err = onlyKnown(v, paramLimit, paramID)
	}
	limit := 0
	if err == nil {
		limit, err = number(v, paramLimit, defaultRelated, 1, maxRelated)
	}
	if err != nil {
		h.fail(w, r, params{}, err)
		return
	}
	a, err := h.find(r.Context(), idOf(r))
	if err != nil {
		h.fail(w, r, params{}, err)
		return
	}
	answer := similarAnswer{ID: a.ID}
	if answer.Hits, err = h.related(r.Context(), a.ID, limit); err != nil {
		h.fail(w, r, params{}, err)
		return
	}
	h.sendJSON(w, r, answer)
}

// related returns articles on the same subject, none when the collection knows of none.
func (h *Handler) related(ctx context.Context, id string, limit int) (hits []index.Hit, err error) {
	c, ok := h.searcher.Collection.(relater)
	if !ok {
		return []index.Hit{}, nil
	}
	err = h.searcher.run(ctx, func(ctx context.Context) error {
		hits, err = c.Similar(ctx, id, limit)
		return err
	})
	if hits == nil {
		hits = []index.Hit{}
	}
	return hits, err
}
