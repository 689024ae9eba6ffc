package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"github.com/newssearch/newssearch/index"
)

// relatedAnswer is what /api/related/{id} answers.
type relatedAnswer struct {
	ID   string      `json:"id"`
	Hits []index.Hit `json:"hits"`
}

// serveAPIRelated answers GET /api/related/{id} with related articles.
func (h *Handler) serveAPIRelated(w http.ResponseWriter, r *http.Request) {
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
	answer := relatedAnswer{ID: a.ID}
	if answer.Hits, err = h.related(r.Context(), a.ID, limit); err != nil {
		h.fail(w, r, params{}, err)
		return
	}
	h.sendJSON(w, r, answer)
}

// related returns articles on the same subject.
func (h *Handler) related(ctx context.Context, id string, limit int) (hits []index.Hit, err error) {
	err = h.searcher.run(ctx, func(ctx context.Context) error {
		hits, err = h.searcher.Related(ctx, id, limit)
		return err
	})
	if hits == nil {
		hits = []index.Hit{} // a list in JSON, even when it is empty
	}
	return hits, err
}

// story returns the near-duplicates of an article and the article itself, the
// earliest first; nothing when it is the only one.
func (h *Handler) story(ctx context.Context, a *index.Article) (story []index.Reprint, err error) {
	err = h.searcher.run(ctx, func(ctx context.Context) error {
		story, err = h.searcher.Reprints(ctx, a.ID)
		return err
	})
	if err != nil || len(story) == 0 {
		return nil, err
	}
	own := index.Reprint{ID: a.ID, Title: a.Title, URL: a.URL, Source: a.Source, Published: a.Published}
	at := slices.IndexFunc(story, func(s index.Reprint) bool {
		return !own.Published.IsZero() && (s.Published.IsZero() || own.Published.Before(s.Published))
	})
	if at < 0 {
		at = len(story)
	}
	return slices.Insert(story, at, own), nil
}

// plainWords are the words of a text without anything that the query language
// gives a meaning to.
func plainWords(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
	})
	return strings.Join(words, " ")
}
