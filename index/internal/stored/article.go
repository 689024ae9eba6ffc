package stored

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// Article is what is stored of an article. Package index has one for its users with
// the same fields.
type Article struct {
	ID, URL, Title, Lead, Body string
	Captions                   []string
	Author, Source, Category   string
	Tags                       []string
	Image                      string
	Published                  time.Time
}

// Texts yields every string of the article, ID included, in a fixed order, the address of
// the picture last and only when there is one.
func (a *Article) Texts(yield func(string) bool) {
	for _, s := range [...]string{a.ID, a.URL, a.Title, a.Lead, a.Body, a.Author, a.Source, a.Category} {
		if !yield(s) {
			return
		}
	}
	if a.lists(yield) && a.Image != "" {
		yield(a.Image)
	}
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

// lists yields captions and tags, and reports whether to go on.
func (a *Article) lists(yield func(string) bool) bool {
	for _, list := range [...][]string{a.Captions, a.Tags} {
		for _, s := range list {
			if !yield(s) {
				return false
			}
		}
	}
	return true
}

// ContentHash is the hash of all but ID and picture, 32 hexadecimal digits.
func (a *Article) ContentHash() string {
	h := sha256.New()
	var length [8]byte
	write := func(s string) {
		binary.LittleEndian.PutUint64(length[:], uint64(len(s)))
		h.Write(length[:])
		h.Write([]byte(s))
	}
	text := *a
	text.ID, text.Image = "", ""
	for s := range text.Texts {
		write(s)
	}
	write(fmt.Sprint(len(a.Captions), len(a.Tags)))
	if !a.Published.IsZero() {
		write(a.Published.Format(time.RFC3339Nano))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Revision is ContentHash and the picture, if there is one.
func (a *Article) Revision() string {
	if a.Image == "" {
		return a.ContentHash()
	}
	sum := sha256.Sum256([]byte(a.ContentHash() + a.Image))
	return hex.EncodeToString(sum[:16])
}
