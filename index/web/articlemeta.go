package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// articleMeta is what the head of an article's page tells programs: those that
// show a link (Open Graph) and those that read data (schema.org's NewsArticle).
type articleMeta struct {
	URL, Title, Description, Source, Section, Author string
	Published                                        string // RFC 3339, "" when unknown
	Image                                            string // "" unless pictures are shown
	Data                                             newsArticle
}

// newsArticle is schema.org's.
type newsArticle struct {
	Context       string      `json:"@context"`
	Type          string      `json:"@type"`
	Headline      string      `json:"headline"`
	Description   string      `json:"description,omitempty"`
	URL           string      `json:"url"`
	SameAs        string      `json:"sameAs,omitempty"`
	DatePublished string      `json:"datePublished,omitempty"`
	Section       string      `json:"articleSection,omitempty"`
	Keywords      []string    `json:"keywords,omitempty"`
	Image         string      `json:"image,omitempty"`
	Language      string      `json:"inLanguage"`
	Author        *namedThing `json:"author,omitempty"`
	Publisher     *namedThing `json:"publisher,omitempty"`
}

type namedThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// maxDescription is what programs show of a description, in runes.
const maxDescription = 200

func (h *Handler) articleMeta(r *http.Request, a *index.Article) articleMeta {
	path := strings.TrimPrefix(h.links.article(a.ID, params{}), h.links.prefix)
	text := a.Lead
	if strings.TrimSpace(text) == "" {
		text = a.Body
	}
	meta := articleMeta{
		URL: h.base(r) + path, Title: strings.Join(strings.Fields(a.Title), " "), Source: a.Source, Section: a.Category, Author: a.Author,
		Description: shortened(strings.Join(strings.Fields(text), " "), maxDescription),
	}
	if shown := h.picture(a.Image, ""); shown != nil {
		meta.Image = shown.URL
	}
	if !a.Published.IsZero() {
		meta.Published = a.Published.Format(time.RFC3339)
	}
	meta.Data = newsArticle{
		Context: "https://schema.org", Type: "NewsArticle", Headline: meta.Title, Description: meta.Description, URL: meta.URL,
		SameAs: outside(a.URL), DatePublished: meta.Published, Section: a.Category, Keywords: a.Tags, Image: meta.Image, Language: string(message.Vietnamese),
		Author: named("Person", a.Author), Publisher: named("Organization", a.Source),
	}
	return meta
}

func named(kind, name string) *namedThing {
	if name == "" {
		return nil
	}
	return &namedThing{kind, name}
}
