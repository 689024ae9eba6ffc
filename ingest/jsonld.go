package ingest

import (
	"encoding/json"
	"html"
	"strings"
)

// linkedData is what the JSON-LD of a page says about its article (schema.org).
type linkedData struct {
	headline, description, body, published, publisher, section, url string
	images                                                          []string
	people, bodies                                                  []string // authors that are persons, and others
	keywords, breadcrumb                                            []string
	articles                                                        int  // on the page
	collection                                                      bool // it says that it lists articles
}

// read takes in one script of JSON-LD; of several articles on a page the first counts.
func (d *linkedData) read(script string) {
	var value any
	if json.Unmarshal([]byte(script), &value) != nil {
		// Raw line breaks within strings are the usual fault.
		script = strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, script)
		if json.Unmarshal([]byte(script), &value) != nil {
			return
		}
	}
	d.walk(value, 0)
}

// walk looks for articles and breadcrumbs in lists and graphs.
func (d *linkedData) walk(value any, depth int) {
	const maxDepth = 5 // real data have an article in a graph in a list
	if depth > maxDepth {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, each := range v {
			d.walk(each, depth+1)
		}
	case map[string]any:
		kind := strings.Join(ldTexts(v["@type"]), " ")
		switch {
		case strings.Contains(kind, "Article") || strings.Contains(kind, "Posting") || strings.Contains(kind, "Reportage"):
			if d.articles++; d.headline == "" && d.published == "" {
				d.article(v)
			}
		case strings.Contains(kind, "CollectionPage") || strings.Contains(kind, "SearchResultsPage") || strings.Contains(kind, "ItemList"):
			d.collection = true
		case strings.Contains(kind, "BreadcrumbList"):
			if d.breadcrumb == nil {
				d.breadcrumb = breadcrumb(v)
			}
		}
		d.walk(v["@graph"], depth+1)
		d.walk(v["mainEntity"], depth+1)
	}
}

func (d *linkedData) article(v map[string]any) {
	d.headline = ldText(v["headline"])
	if d.headline == "" {
		d.headline = ldText(v["name"])
	}
	d.description = ldText(v["description"])
	d.body = ldText(v["articleBody"])
	d.published = ldText(v["datePublished"])
	d.authors(v["author"])
	d.publisher = ldText(v["publisher"])
	d.section = strings.Join(ldTexts(v["articleSection"]), "; ")
	d.keywords = ldTexts(v["keywords"])
	d.images = imagesOf(v["image"], 0)
	for _, key := range []string{"url", "mainEntityOfPage", "@id"} {
		if link := webLink(ldText(v[key])); link != "" {
			d.url = link
			break
		}
	}
}

// authors sorts authors by what they are said to be.
func (d *linkedData) authors(value any) {
	if list, ok := value.([]any); ok {
		for _, each := range list {
			if _, nested := each.([]any); !nested {
				d.authors(each)
			}
		}
		return
	}
	names := ldTexts(value)
	if thing, ok := value.(map[string]any); ok && strings.Contains(strings.Join(ldTexts(thing["@type"]), " "), "Organization") {
		d.bodies = append(d.bodies, names...)
		return
	}
	d.people = append(d.people, names...)
}

// breadcrumb lists the sections that lead to the page.
func breadcrumb(v map[string]any) []string {
	items, _ := v["itemListElement"].([]any)
	var names []string
	for _, item := range items {
		m, ok := item.(map[string]any)
		if !ok {
			continue
		}
		name := ldText(m["name"])
		if name == "" {
			name = ldText(m["item"])
		}
		if name != "" && webLink(name) == "" {
			names = append(names, name)
		}
	}
	return names
}

// ldText is the first text of a value: itself, its name, or that of its first part.
func ldText(value any) string {
	for _, s := range ldTexts(value) {
		return s
	}
	return ""
}

// ldTexts are the texts of a value: a string, a thing by its name or address, or a
// list of these. Entities, which do not belong into JSON but are common, are resolved.
func ldTexts(value any) []string {
	switch v := value.(type) {
	case string:
		if s := cleanBlock(html.UnescapeString(v)); s != "" {
			return []string{s}
		}
	case []any:
		var all []string
		for _, each := range v {
			if _, nested := each.([]any); !nested {
				all = append(all, ldTexts(each)...)
			}
		}
		return all
	case map[string]any:
		for _, key := range []string{"name", "@id", "url"} {
			if s, ok := v[key].(string); ok && s != "" {
				return ldTexts(s)
			}
		}
	}
	return nil
}
