package web

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// SavedSearch is a search that is kept, with the articles that were new for it, the
// latest first.
type SavedSearch struct {
	Name, Query string
	Hits        []SavedHit
}

// SavedHit is an article that was new for a saved search.
type SavedHit struct {
	index.Hit
	Arrived time.Time
}

// SavedSearches finds the saved search of a name. Its error matches index.ErrNotFound
// when there is none. It is called concurrently.
type SavedSearches func(ctx context.Context, name string) (SavedSearch, error)

// serveSaved answers GET /saved/{name}.atom and .json with what was new for a search.
func (h *Handler) serveSaved(w http.ResponseWriter, r *http.Request) {
	file := r.PathValue("file")
	name, isAtom := strings.CutSuffix(file, ".atom")
	if !isAtom {
		var isJSON bool
		if name, isJSON = strings.CutSuffix(file, ".json"); !isJSON {
			h.fail(w, r, langParams(r), errNoPage)
			return
		}
	}
	saved, err := h.options.Saved(r.Context(), name)
	if err != nil {
		h.fail(w, r, langParams(r), err)
		return
	}
	saved.Hits = saved.Hits[:min(len(saved.Hits), feedEntries)]
	contentType := "application/atom+xml; charset=utf-8"
	var body []byte
	if isAtom {
		body, err = xml.MarshalIndent(h.savedAtom(r, &saved), "", " ")
		body = append([]byte(xml.Header), append(body, '\n')...)
	} else {
		contentType = "application/feed+json"
		body, err = encode(h.savedJSON(r, &saved))
	}
	if err != nil {
		h.fail(w, r, langParams(r), fmt.Errorf("write feed: %w", err))
		return
	}
	send(w, r, http.StatusOK, contentType, body, body)
}

// savedAtom is the feed of a saved search: the times are those of arrival, by which a
// feed reader sorts and recognises what is new.
func (h *Handler) savedAtom(r *http.Request, saved *SavedSearch) *atomFeed {
	result := index.Result{}
	for _, hit := range saved.Hits {
		result.Hits = append(result.Hits, hit.Hit)
	}
	f := h.feed(r, params{Query: saved.Query, Lang: message.Vietnamese, Page: 1, Sort: index.SortNewest}, &result)
	self := h.base(r) + "saved/" + url.PathEscape(saved.Name) + ".atom"
	f.ID, f.Title, f.Updated = self, xmlText(saved.Name), atomTime(time.Time{})
	f.Links[0].Href = self
	for i := range f.Entries {
		f.Entries[i].Updated = atomTime(saved.Hits[i].Arrived)
	}
	if len(saved.Hits) > 0 {
		f.Updated = atomTime(saved.Hits[0].Arrived)
	}
	return f
}

// jsonFeed is a feed as JSON Feed 1.1 has it.
type jsonFeed struct {
	Version  string     `json:"version"`
	Title    string     `json:"title"`
	FeedURL  string     `json:"feed_url"`
	Language string     `json:"language"`
	Items    []jsonItem `json:"items"`
}

type jsonItem struct {
	ID          string       `json:"id"`
	URL         string       `json:"url"`
	ExternalURL string       `json:"external_url,omitempty"`
	Title       string       `json:"title"`
	ContentText string       `json:"content_text"`
	Published   string       `json:"date_published,omitempty"`
	Modified    string       `json:"date_modified"`
	Authors     []jsonAuthor `json:"authors,omitempty"`
	Tags        []string     `json:"tags,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

func (h *Handler) savedJSON(r *http.Request, saved *SavedSearch) *jsonFeed {
	base := h.base(r)
	f := &jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: saved.Name, Language: string(message.Vietnamese),
		FeedURL: base + "saved/" + url.PathEscape(saved.Name) + ".json", Items: []jsonItem{},
	}
	for _, hit := range saved.Hits {
		page := base + strings.TrimPrefix(h.links.article(hit.ID, params{}), h.options.Prefix)
		item := jsonItem{ID: page, URL: page, ExternalURL: outside(hit.URL), Title: hit.Title, ContentText: hit.Snippet.Text, Modified: atomTime(hit.Arrived)}
		if !hit.Published.IsZero() {
			item.Published = atomTime(hit.Published)
		}
		if hit.Source != "" {
			item.Authors = []jsonAuthor{{hit.Source}}
		}
		item.Tags = slices.DeleteFunc([]string{hit.Category}, func(s string) bool { return s == "" })
		f.Items = append(f.Items, item)
	}
	return f
}
