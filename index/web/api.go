package web

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// serveAPISearch answers GET /api/search with a message.Result.
func (h *Handler) serveAPISearch(w http.ResponseWriter, r *http.Request) {
	v, err := values(r)
	if err != nil {
		h.fail(w, r, params{}, err)
		return
	}
	p, err := readAPIParams(v)
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	results, err := h.searcher.search(r.Context(), p.request())
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	result := message.Tell(results[0])
	body, err := encode(result)
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	// The time it took is not what makes an answer another one.
	result.TookMS = 0
	identity, err := encode(result)
	if err != nil {
		h.fail(w, r, p, err)
		return
	}
	send(w, r, http.StatusOK, "application/json", body, identity)
}

// errNoArticle means that the collection has no article with an ID.
var errNoArticle = errors.New("no article with this id")

// find returns the article that the address names.
func (h *Handler) find(ctx context.Context, id string) (index.Article, error) {
	if id == "" || len(id) > index.MaxIDBytes {
		return index.Article{}, errNoArticle
	}
	a, err := h.searcher.article(ctx, id)
	if errors.Is(err, index.ErrNotFound) {
		return a, errNoArticle
	}
	return a, err
}

// serveAPIArticle answers GET /api/article/{id} with an index.Article.
func (h *Handler) serveAPIArticle(w http.ResponseWriter, r *http.Request) {
	a, err := h.find(r.Context(), idOf(r))
	if err != nil {
		h.fail(w, r, params{}, err)
		return
	}
	h.sendJSON(w, r, a)
}

// statsAnswer is what /api/stats tells: index.Stats without where on this
// machine the index is.
type statsAnswer struct {
	index.Stats
	Path any `json:"path,omitempty"` // hides Stats.Path
}

// serveAPIStats answers GET /api/stats.
func (h *Handler) serveAPIStats(w http.ResponseWriter, r *http.Request) {
	s, err := h.searcher.figures(r.Context())
	if err != nil {
		h.fail(w, r, params{}, err)
		return
	}
	h.sendJSON(w, r, statsAnswer{Stats: s})
}

//go:embed openapi.json
var openAPI []byte

// serveOpenAPI answers GET /openapi.json with the description of the API, its
// server being this one.
func (h *Handler) serveOpenAPI(w http.ResponseWriter, r *http.Request) {
	server, err := json.Marshal(h.base(r))
	if err != nil {
		h.fail(w, r, params{}, err)
		return
	}
	body := bytes.Replace(openAPI, []byte(`"http://127.0.0.1:8080/"`), server, 1)
	send(w, r, http.StatusOK, "application/json", body, body)
}

func (h *Handler) sendJSON(w http.ResponseWriter, r *http.Request, v any) {
	body, err := encode(v)
	if err != nil {
		h.fail(w, r, params{}, err)
		return
	}
	send(w, r, http.StatusOK, "application/json", body, body)
}

// encode writes v as one line. <, > and & are escaped, so that an answer is
// harmless even where it is taken for HTML.
func encode(v any) ([]byte, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write JSON: %w", err)
	}
	return append(body, '\n'), nil
}
