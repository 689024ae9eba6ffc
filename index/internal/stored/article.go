package stored

import (
	"time"
)

// Article is what is stored of an article. Package index has one for its users with
// the same fields.
type Article struct {
	ID, URL, Title, Lead, Body string
	Captions                   []string
	Author, Source, Category   string
	Tags                       []string
	Published                  time.Time
}

// Texts yields every string of the article, ID included, in a fixed order.
func (a *Article) Texts(yield func(string) bool) {
	for _, s := range [...]string{a.ID, a.URL, a.Title, a.Lead, a.Body, a.Author, a.Source, a.Category} {
		if !yield(s) {
			return
		}
	}
	a.lists(yield)
}

// Searched yields every text that is searched: title, lead, body, captions and tags.
func (a *Article) Searched(yield func(string) bool) {
	for _, s := range [...]string{a.Title, a.Lead, a.Body} {
		if !yield(s) {
			return
		}
	}
	a.lists(yield)
}

// lists yields captions and tags.
func (a *Article) lists(yield func(string) bool) {
	for _, list := range [...][]string{a.Captions, a.Tags} {
		for _, s := range list {
			if !yield(s) {
				return
			}
		}
	}
}
