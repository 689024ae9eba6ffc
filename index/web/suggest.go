package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/newssearch/newssearch/index"
)

// completion is a way to go on with what is being typed.
type completion struct {
	Text string `json:"text"`
	// Kind is that of index.Completion.
	Kind index.CompletionKind `json:"kind"`
	// Count is the number of articles with it, 0 when that was not counted.
	Count int `json:"count,omitempty"`
}

// suggestAnswer is what /api/suggest answers.
type suggestAnswer struct {
	Query       string       `json:"query"`
	Suggestions []completion `json:"suggestions"`
}

// maxSuggestBytes bounds what completions are looked for: the box of a longer
// query does not need any.
const maxSuggestBytes = 200

// maxCompletion bounds a completion, in runes: a longer one is no headline and
// no line of a list.
const maxCompletion = 120

// serveAPISuggest answers GET /api/suggest?q=… with completions.
func (h *Handler) serveAPISuggest(w http.ResponseWriter, r *http.Request) {
	v, err := values(r)
	if err == nil {
		err = onlyKnown(v, paramQuery, paramLimit)
	}
	limit := 0
	if err == nil {
		limit, err = number(v, paramLimit, defaultSuggestions, 1, maxSuggestions)
	}
	if err != nil {
		h.fail(w, r, params{}, err)
		return
	}
	text := v.Get(paramQuery)
	answer := suggestAnswer{Query: text, Suggestions: []completion{}}
	if t := strings.TrimSpace(text); t != "" && len(text) <= maxSuggestBytes {
		if answer.Suggestions, err = h.suggest(r.Context(), text, limit); err != nil {
			h.fail(w, r, params{}, err)
			return
		}
	}
	h.sendJSON(w, r, answer)
}

// suggest completes what was typed with phrases, names and headlines of the
// collection; when none begins so, with headlines that have the words anywhere.
func (h *Handler) suggest(ctx context.Context, text string, limit int) (out []completion, err error) {
	var list []index.Completion
	err = h.searcher.run(ctx, func(ctx context.Context) error {
		list, err = h.searcher.Suggest(ctx, index.SuggestRequest{Text: text, Limit: limit})
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return h.headlines(ctx, text, limit)
	}
	for _, c := range list {
		out = append(out, completion(c))
	}
	return out, nil
}

// headlines returns the headlines that have what was typed.
func (h *Handler) headlines(ctx context.Context, text string, limit int) ([]completion, error) {
	out := []completion{}
	query := headlineQuery(text)
	if query == "" {
		return out, nil
	}
	results, err := h.searcher.search(ctx, index.Request{Query: query, Limit: 2 * limit, SnippetRunes: -1})
	if statusOf(err) == http.StatusBadRequest {
		return out, nil // too many words
	}
	if err != nil {
		return nil, err
	}
	for _, hit := range results[0].Hits {
		c := completion{Text: strings.Join(strings.Fields(hit.Title), " "), Kind: index.CompletionHeadline}
		if c.Text == "" || utf8.RuneCountInString(c.Text) > maxCompletion || slices.Contains(out, c) {
			continue
		}
		if out = append(out, c); len(out) == limit {
			break
		}
	}
	return out, nil
}

// headlineQuery asks for titles with all the words typed, the last of which may
// be unfinished. A single letter begins too many words to say anything.
func headlineQuery(text string) string {
	words := plainWords(text)
	last := words[strings.LastIndexByte(words, ' ')+1:]
	if utf8.RuneCountInString(last) > 1 {
		words += "*"
	} else if words = strings.TrimSuffix(words, last); strings.TrimSpace(words) == "" {
		return ""
	}
	return "title:(" + words + ")"
}
