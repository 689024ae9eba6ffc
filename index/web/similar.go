package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"github.com/newssearch/newssearch/index"
)

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

// related returns articles on the same subject.
func (h *Handler) related(ctx context.Context, id string, limit int) (hits []index.Hit, err error) {
	err = h.searcher.run(ctx, func(ctx context.Context) error {
		hits, err = h.searcher.Similar(ctx, id, limit)
		return err
	})
	if hits == nil {
		hits = []index.Hit{} // a list in JSON, even when it is empty
	}
	return hits, err
}

// story returns the near-duplicates of an article and the article itself, the
// earliest first; nothing when it is the only one. The index shows a story under
// its best hit, so it is asked for the words of the article's own title.
func (h *Handler) story(ctx context.Context, a *index.Article) ([]index.Similar, error) {
	words := plainWords(a.Title)
	if words == "" || len(words) > maxQueryBytes/2 {
		return nil, nil
	}
	results, err := h.searcher.search(ctx, index.Request{Query: words, Literal: true, SnippetRunes: -1})
	if statusOf(err) == http.StatusBadRequest {
		return nil, nil // too many words
	}
	if err != nil {
		return nil, err
	}
	for i := range results[0].Hits {
		hit := &results[0].Hits[i]
		story := append([]index.Similar{{ID: hit.ID, Title: hit.Title, URL: hit.URL, Source: hit.Source, Published: hit.Published}}, hit.Similar...)
		if len(story) == 1 || !slices.ContainsFunc(story, func(s index.Similar) bool { return s.ID == a.ID }) {
			continue
		}
		slices.SortStableFunc(story, func(a, b index.Similar) int { return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID)) })
		return story, nil
	}
	return nil, nil
}

// plainWords are the words of a text without anything that the query language
// gives a meaning to.
func plainWords(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
	})
	return strings.Join(words, " ")
}
