package upkeep

import (
	"errors"
	"fmt"
	"slices"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/alert"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/web"
)

// Saved is the saved search of a name with its hits, the latest first. The error matches
// index.ErrNotFound when there is none.
func Saved(book *alert.Book, name string) (web.SavedSearch, error) {
	search, err := book.Get(name)
	if errors.Is(err, alert.ErrNotFound) {
		return web.SavedSearch{}, fmt.Errorf("%w: %w", index.ErrNotFound, err)
	}
	if err != nil {
		return web.SavedSearch{}, err
	}
	hits, err := book.Hits(name, 0)
	if err != nil {
		return web.SavedSearch{}, err
	}
	found := web.SavedSearch{Name: search.Name, Query: search.Query}
	for _, h := range slices.Backward(hits) {
		found.Hits = append(found.Hits, web.SavedHit{Arrived: h.Arrived, Hit: index.Hit{
			ID: h.ID, Title: h.Title, URL: h.URL, Source: h.Source, Category: h.Category, Published: h.Published, Snippet: h.Snippet,
		}})
	}
	return found, nil
}
