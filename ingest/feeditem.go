package ingest

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"
)

// sourceKey is where sourceTranslator keeps the source of an item.
const sourceKey = "newssearch:source"

// sourceTranslator keeps the <source> of an item, which names the paper that an
// aggregator took it from; the library's own leaves it out.
type sourceTranslator struct{ gofeed.DefaultRSSTranslator }

// Translate makes the common form of an RSS feed.
func (t sourceTranslator) Translate(feed any) (*gofeed.Feed, error) {
	common, err := t.DefaultRSSTranslator.Translate(feed)
	source, ok := feed.(*rss.Feed)
	if err != nil || !ok || len(common.Items) != len(source.Items) {
		return common, err
	}
	for i, item := range source.Items {
		if item.Source == nil || item.Source.Title == "" {
			continue
		}
		if common.Items[i].Custom == nil {
			common.Items[i].Custom = make(map[string]string)
		}
		common.Items[i].Custom[sourceKey] = plainLine(item.Source.Title)
	}
	return common, nil
}

// aggregator reports whether links of a host lead to articles of other papers.
func aggregator(link string) bool {
	host := siteOf(link)
	return host == "news.google.com" || host == "news.yahoo.com" || host == "bing.com" || host == "baomoi.com"
}

// published reports whether an item is an article of a site, and not one of the other
// things that exports of content systems hold: WordPress has pages, pictures and drafts
// as items, Blogger templates and comments.
func published(item *gofeed.Item) bool {
	if kind := extension1(item, "wp", "post_type"); kind != "" && kind != "post" {
		return false
	}
	if status := extension1(item, "wp", "status"); status != "" && status != "publish" {
		return false
	}
	for _, c := range item.Categories {
		if kind, ok := strings.CutPrefix(c, "http://schemas.google.com/blogger/2008/kind#"); ok && kind != "post" {
			return false
		}
	}
	return true
}

// extension1 is the value of the first element of an extension, or nothing.
func extension1(item *gofeed.Item, space, name string) string {
	for _, e := range item.Extensions[space][name] {
		return strings.TrimSpace(e.Value)
	}
	return ""
}

// wholeItems is a feed that breaks off, up to its last whole item, with what was open
// there closed. ok is false if it has none.
func wholeItems(text string) (whole string, ok bool) {
	end := -1
	for _, closing := range []string{"</item>", "</entry>"} {
		if at := strings.LastIndex(text, closing); at >= 0 {
			end = max(end, at+len(closing))
		}
	}
	if end < 0 {
		return "", false
	}
	d := xml.NewDecoder(strings.NewReader(text[:end]))
	d.Strict = false
	var open []string
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", false
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, qualified(t.Name))
		case xml.EndElement:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
	var b strings.Builder
	b.WriteString(text[:end])
	for i := len(open) - 1; i >= 0; i-- {
		b.WriteString("</" + open[i] + ">")
	}
	return b.String(), true
}

func qualified(name xml.Name) string {
	if name.Space != "" {
		return name.Space + ":" + name.Local
	}
	return name.Local
}
