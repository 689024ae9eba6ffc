package index

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/picture"
)

// Article is one news article. All text is UTF-8 in any normalisation form;
// what a reader is shown is kept exactly as given.
type Article struct {
	// ID names the article in the index; a later Put with the same ID replaces it.
	// It may be any valid UTF-8 of 1 to MaxIDBytes bytes.
	ID string `json:"id"`
	// URL is where the article was published, or empty.
	URL   string `json:"url,omitempty"`
	Title string `json:"title"`
	// Lead is the standfirst (sapo) between title and body.
	Lead string `json:"lead,omitempty"`
	// Body is the running text, paragraphs separated by newlines.
	Body string `json:"body,omitempty"`
	// Captions are the texts below pictures, in order.
	Captions []string `json:"captions,omitempty"`
	Author   string   `json:"author,omitempty"`
	// Source is the paper or agency the article is from, as it names itself ("VOV").
	Source string `json:"source,omitempty"`
	// Category is the paper's section ("Thời sự").
	Category string   `json:"category,omitempty"`
	Tags     []string `json:"tags,omitempty"`
	// Image is the address of the article's own picture, or empty. The picture itself is not kept.
	Image string `json:"image,omitempty"`
	// Published keeps the zone it was given in. The zero time means unknown.
	Published time.Time `json:"published,omitzero"`
}

// Limits on one article. They protect the index from input that is not an
// article: the longest of 37,000 real news articles has 110 KB of text.
const (
	// MaxIDBytes bounds an ID; identifiers and URLs of real feeds stay below 500 bytes.
	MaxIDBytes = 2048
	// MaxArticleBytes bounds the text of all fields together.
	MaxArticleBytes = 8 << 20
	// MaxListEntries bounds the captions of an article, and its tags: real ones have
	// some dozens. Each tag is a label of its own, with a postings list.
	MaxListEntries = 2000
)

// ErrInvalidArticle means that an article can never be indexed as it is.
var ErrInvalidArticle = errors.New("invalid article")

// Validate reports why a cannot be indexed, wrapping ErrInvalidArticle, or nil.
func (a *Article) Validate() error {
	switch {
	case a.ID == "":
		return fmt.Errorf("%w: no id", ErrInvalidArticle)
	case len(a.ID) > MaxIDBytes:
		return fmt.Errorf("%w: id of %d bytes, at most %d", ErrInvalidArticle, len(a.ID), MaxIDBytes)
	case len(a.Image) > picture.MaxBytes:
		return fmt.Errorf("%w %q: address of the picture of %d bytes, at most %d", ErrInvalidArticle, a.ID, len(a.Image), picture.MaxBytes)
	case a.Title == "" && a.Lead == "" && a.Body == "":
		return fmt.Errorf("%w %q: no title, lead or body", ErrInvalidArticle, a.ID)
	}
	if n := max(len(a.Captions), len(a.Tags)); n > MaxListEntries {
		return fmt.Errorf("%w %q: %d captions and %d tags, at most %d each", ErrInvalidArticle, a.ID, len(a.Captions), len(a.Tags), MaxListEntries)
	}
	size := 0
	for field := range a.text {
		if !utf8.ValidString(field) {
			return fmt.Errorf("%w %q: text is not UTF-8", ErrInvalidArticle, a.ID)
		}
		size += len(field)
	}
	if size > MaxArticleBytes {
		return fmt.Errorf("%w %q: %d bytes of text, at most %d", ErrInvalidArticle, a.ID, size, MaxArticleBytes)
	}
	return nil
}

// text yields every string of the article, ID included, in a fixed order.
func (a *Article) text(yield func(string) bool) { (*stored.Article)(a).Texts(yield) }

// bytes is the size of all its text.
func (a *Article) bytes() (n int) {
	for s := range a.text {
		n += len(s)
	}
	return n
}

// ContentHash identifies the content of the article without its ID and its picture, which
// readers of the same text may or may not see: equal articles have equal hashes. It is 32
// hexadecimal digits, made for use as the ID of an article that has none.
func (a *Article) ContentHash() string { return (*stored.Article)(a).ContentHash() }

// Revision is ContentHash with the picture: an article whose Revision is that of the one
// stored need not be put again.
func (a *Article) Revision() string { return (*stored.Article)(a).Revision() }
