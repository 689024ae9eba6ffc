package web

import (
	"context"
	"net/http"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/internal/disk"
)

// Upkeep is what keeps the collection up to date, as anybody who may read the page can
// see it: without passwords, and without the addresses that hits are sent to.
type Upkeep struct {
	// Fetching says that this server visits the sources by itself.
	Fetching bool           `json:"fetching"`
	Sources  []SourceStatus `json:"sources"`
	Searches []SearchStatus `json:"searches"`
	// Fetched counts what was fetched since the server began.
	Fetched Fetched `json:"fetched"`
}

// Fetched counts visits to sources, and the pages and articles that they gave.
type Fetched struct {
	Visits       int64 `json:"visits"`
	Failures     int64 `json:"failures"`
	Pages        int64 `json:"pages"`
	PageFailures int64 `json:"page_failures"`
	Articles     int64 `json:"articles"`
}

// SourceStatus is a source that is followed, and how that goes.
type SourceStatus struct {
	Address string `json:"address"`
	// Kind is "feed", "sitemap", "section" or "folder".
	Kind     string `json:"kind"`
	Articles int    `json:"articles"`
	// Queued entries wait to be fetched; Skipped ones gave no article.
	Queued  int `json:"queued"`
	Skipped int `json:"skipped"`
	// Tried is the last visit, Succeeded the last that went well, Next the one to come.
	Tried     time.Time `json:"tried,omitzero"`
	Succeeded time.Time `json:"succeeded,omitzero"`
	Next      time.Time `json:"next,omitzero"`
	// Failures counts the visits that went wrong in a row; Error says why the last did.
	Failures int    `json:"failures"`
	Error    string `json:"error,omitempty"`
}

// SearchStatus is a saved search, and how the delivery of its hits goes.
type SearchStatus struct {
	Name    string    `json:"name"`
	Query   string    `json:"query"`
	Created time.Time `json:"created,omitzero"`
	// Hits is the number of articles that were new for it so far.
	Hits uint64 `json:"hits"`
	// Undelivered hits wait to be sent to a webhook or a command.
	Undelivered uint64 `json:"undelivered"`
	// Failures counts the deliveries that went wrong in a row, and Next is when the
	// next is tried.
	Failures int       `json:"failures"`
	Next     time.Time `json:"next,omitzero"`
}

// statusAnswer answers GET /api/status.
type statusAnswer struct {
	Articles int   `json:"articles"`
	Bytes    int64 `json:"bytes"`
	// FreeBytes is what is left on the disk of the index.
	FreeBytes *int64 `json:"free_bytes,omitempty"`
	// Queued is how many entries of all sources wait to be fetched.
	Queued int `json:"queued"`
	// Upkeep is missing where nothing is taken in.
	Upkeep *Upkeep `json:"upkeep,omitempty"`
}

// status finds out how the collection and its upkeep are.
func (h *Handler) status(ctx context.Context) (statusAnswer, error) {
	s, err := h.searcher.figures(ctx)
	if err != nil {
		return statusAnswer{}, err
	}
	a := statusAnswer{Articles: s.Articles, Bytes: s.Bytes, FreeBytes: freeBytes(s)}
	if h.options.Upkeep == nil {
		return a, nil
	}
	u, err := h.options.Upkeep(ctx)
	if err != nil {
		return a, err
	}
	// Lists, never null.
	u.Sources, u.Searches = append([]SourceStatus{}, u.Sources...), append([]SearchStatus{}, u.Searches...)
	for _, source := range u.Sources {
		a.Queued += source.Queued
	}
	a.Upkeep = &u
	return a, nil
}

// freeBytes is what is left where the index is, nil if that cannot be told.
func freeBytes(s index.Stats) *int64 {
	if s.Path == "" {
		return nil
	}
	free, ok := disk.Free(s.Path)
	if !ok {
		return nil
	}
	return &free
}

// serveAPIStatus answers GET /api/status.
func (h *Handler) serveAPIStatus(w http.ResponseWriter, r *http.Request) {
	answer, err := h.status(r.Context())
	if err != nil {
		h.fail(w, r, langParams(r), err)
		return
	}
	body, err := encode(answer)
	if err != nil {
		h.fail(w, r, langParams(r), err)
		return
	}
	send(w, r, http.StatusOK, "application/json", body, body)
}
