package ingest

import (
	"encoding/json"
	"path"
	"strings"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newssearch/newssearch/index/picture"
)

// The picture of an article is kept as an address. One that cannot be used is left out
// without a word: most data sets name files of their own there.

// firstImage is the first of some references that leads to a picture, seen from the page
// at base.
func firstImage(base string, refs ...string) string {
	for _, ref := range refs {
		if address := picture.Resolve(base, html.UnescapeString(ref)); address != "" {
			return address
		}
	}
	return ""
}

// image is the picture that a page names for those who link to it.
func (p *page) image(base string) string {
	refs := []string{p.first("og:image:secure_url"), p.first("og:image", "og:image:url"), p.first("twitter:image", "twitter:image:src")}
	refs = append(refs, p.ld.images...)
	return firstImage(base, append(refs, p.first("image", "thumbnailurl"), p.first("thumbnail"))...)
}

// image is the first value that is the address of a picture.
func (r *record) image(base string) string {
	for _, c := range r.found[fieldImage] {
		var value any
		if json.Unmarshal(c.value, &value) != nil {
			continue
		}
		if address := firstImage(base, imagesOf(value, 0)...); address != "" {
			return address
		}
	}
	return ""
}

// imageKeys are the keys under which an object has the address of a picture: schema.org's,
// and those of content systems.
var imageKeys = []string{"url", "contentUrl", "src", "href", "source_url", "original", "large", "full", "@id", "rendered", "thumbnailUrl"}

// imagesOf are the references in a value: a string, an object that describes a picture,
// or a list of these.
func imagesOf(value any, depth int) (refs []string) {
	if depth > maxValueDepth {
		return nil
	}
	switch v := value.(type) {
	case string:
		if inner, ok := bracketed(v); ok { // a list written as one text
			return quotedList(inner)
		}
		return []string{v}
	case []any:
		for _, each := range v {
			refs = append(refs, imagesOf(each, depth+1)...)
		}
	case map[string]any:
		for _, key := range imageKeys {
			refs = append(refs, imagesOf(v[key], depth+1)...)
		}
	}
	return refs
}

// itemImage is the picture of an item of a feed: Media RSS, an enclosure, or the first in
// its text, which is where Vietnamese papers put it.
func itemImage(item *gofeed.Item, base string) string {
	refs := mediaImages(item.Extensions["media"])
	for _, e := range item.Enclosures {
		if e != nil && isImage(e.Type, "", e.URL) {
			refs = append(refs, e.URL)
		}
	}
	if item.Image != nil {
		refs = append(refs, item.Image.URL)
	}
	return firstImage(base, append(refs, imageIn(item.Description), imageIn(item.Content))...)
}

// mediaImages are the pictures of Media RSS, those in groups too; thumbnails come last.
func mediaImages(media map[string][]ext.Extension) (refs []string) {
	for _, e := range media["content"] {
		if isImage(e.Attrs["type"], e.Attrs["medium"], e.Attrs["url"]) {
			refs = append(refs, e.Attrs["url"])
		}
	}
	var small []string
	for _, within := range [][]ext.Extension{media["group"], media["content"]} {
		for _, e := range within {
			for _, c := range e.Children["content"] {
				if isImage(c.Attrs["type"], c.Attrs["medium"], c.Attrs["url"]) {
					refs = append(refs, c.Attrs["url"])
				}
			}
			for _, t := range e.Children["thumbnail"] {
				small = append(small, t.Attrs["url"])
			}
		}
	}
	for _, t := range media["thumbnail"] {
		refs = append(refs, t.Attrs["url"])
	}
	return append(refs, small...)
}

// isImage reports whether a medium is a picture, by its type or, without one, by its name.
func isImage(kind, medium, address string) bool {
	if kind != "" || medium != "" {
		return strings.HasPrefix(strings.ToLower(strings.TrimSpace(kind)), "image/") || kind == "" && strings.EqualFold(medium, "image")
	}
	address, _, _ = strings.Cut(address, "?")
	switch strings.ToLower(path.Ext(address)) {
	case ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif":
		return true
	}
	return false
}

// imageIn is the reference of the first picture in markup. One that is loaded by a script
// has its address in another attribute, and a placeholder in the usual one. Pictures of a
// point are for counting readers.
func imageIn(markup string) string {
	if !strings.Contains(markup, "<") {
		return ""
	}
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.DataAtom != atom.Img {
				continue
			}
			attributes := make(map[string]string, len(t.Attr))
			for _, a := range t.Attr {
				attributes[a.Key] = strings.TrimSpace(a.Val)
			}
			if attributes["width"] == "1" || attributes["height"] == "1" {
				continue
			}
			for _, key := range []string{"data-src", "data-original", "src"} {
				if ref := attributes[key]; ref != "" && !strings.HasPrefix(ref, "data:") {
					return ref
				}
			}
		}
	}
}
