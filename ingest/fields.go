package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/newssearch/newssearch/index"
)

// fieldNames are the names under which a field of a JSON record is looked for, in
// lower case; the first that is present with a value wins. The first of each is the
// one that the format documents, the others are those of common crawlers and feeds.
var fieldNames = struct {
	id, url, title, lead, body, captions, author, source, category, tags, published []string
}{
	id:        []string{"id", "_id", "article_id", "guid"},
	url:       []string{"url", "link", "canonical_url", "original_url", "article_url"},
	title:     []string{"title", "headline"},
	lead:      []string{"lead", "sapo", "description", "summary", "abstract", "excerpt"},
	body:      []string{"body", "text", "content", "articlebody", "article_body", "maintext"},
	captions:  []string{"captions", "caption"},
	author:    []string{"author", "authors", "byline", "creator"},
	source:    []string{"source", "publisher", "site_name", "source_name"},
	category:  []string{"category", "section", "articlesection", "categories"},
	tags:      []string{"tags", "keywords", "tag"},
	published: []string{"published", "date", "published_at", "publish_date", "published_date", "date_publish", "pubdate", "pub_date", "datepublished", "publishedat", "publish_time", "time"},
}

// parseRecord reads one JSON object.
func parseRecord(raw []byte, opts Options) (a index.Article, warning, err error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		return a, nil, jsonProblem(err)
	}
	if object == nil {
		return a, nil, errors.New("JSON: null instead of an object")
	}
	f := recordFields{values: lowerKeys(object)}
	a = index.Article{
		ID:       f.text(fieldNames.id, ""),
		URL:      f.text(fieldNames.url, ""),
		Title:    f.text(fieldNames.title, ""),
		Lead:     f.text(fieldNames.lead, "\n"),
		Body:     f.text(fieldNames.body, "\n"),
		Captions: f.list(fieldNames.captions, false),
		Author:   f.text(fieldNames.author, ", "),
		Source:   f.text(fieldNames.source, ", "),
		Category: f.text(fieldNames.category, ", "),
		Tags:     f.list(fieldNames.tags, true),
	}
	date := f.text(fieldNames.published, "")
	if f.err != nil {
		return index.Article{}, nil, f.err
	}
	a.Published, warning = optionalDate(date, opts)
	return a, warning, nil
}

// lowerKeys maps keys to lower case; where two keys then meet, one that was lower
// case already wins.
func lowerKeys(object map[string]json.RawMessage) map[string]json.RawMessage {
	var renamed map[string]json.RawMessage
	for key, value := range object {
		if lower := strings.ToLower(key); lower != key {
			if renamed == nil {
				renamed = make(map[string]json.RawMessage)
			}
			if old, ok := renamed[lower]; !ok || string(value) < string(old) {
				renamed[lower] = value // the order of a map must not decide
			}
		}
	}
	for key, value := range renamed {
		if _, ok := object[key]; !ok {
			object[key] = value
		}
	}
	return object
}

// jsonProblem words an error of encoding/json for someone who looks at the line.
func jsonProblem(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("JSON: %w at byte %d", err, syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Errorf("JSON: %s instead of an object", kind.Value)
	}
	return fmt.Errorf("JSON: %w", err)
}

// recordFields reads the values of one record and keeps the first error.
type recordFields struct {
	values map[string]json.RawMessage
	err    error
}

// find is the first value of names that is not null, an empty string or an empty list.
func (f *recordFields) find(names []string) (name string, value json.RawMessage) {
	for _, name := range names {
		switch value := f.values[name]; string(value) {
		case "", "null", `""`, "[]", "{}":
		default:
			return name, value
		}
	}
	return "", nil
}

// text reads a value as text: a string, a number as it is written, an object by its
// name, a list of these joined by separator.
func (f *recordFields) text(names []string, separator string) string {
	name, value := f.find(names)
	if value == nil {
		return ""
	}
	parts, ok := texts(value)
	if !ok || separator == "" && len(parts) > 1 {
		f.wrong(name, value, "text")
		return ""
	}
	return strings.Join(parts, separator)
}

// list reads a value as a list of texts; a string is a list of one or, if split is
// set, of what stands between its commas and semicolons.
func (f *recordFields) list(names []string, split bool) []string {
	name, value := f.find(names)
	if value == nil {
		return nil
	}
	parts, ok := texts(value)
	if !ok {
		f.wrong(name, value, "a list of texts")
		return nil
	}
	if split && value[0] == '"' {
		return splitTags(parts[0])
	}
	return parts
}

// splitTags cuts a text of tags at commas and semicolons.
func splitTags(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' })
}

func (f *recordFields) wrong(name string, value json.RawMessage, want string) {
	const shown = 40 // bytes of a wrong value, enough to find it again
	if len(value) > shown {
		value = append(value[:shown:shown], "…"...)
	}
	if f.err == nil {
		f.err = fmt.Errorf("field %q: %s instead of %s", name, strings.ToValidUTF8(string(value), ""), want)
	}
}

// texts reads a string, a number, an object with a name, or a list of these.
func texts(value json.RawMessage) ([]string, bool) {
	switch value[0] {
	case '[':
		var list []json.RawMessage
		if json.Unmarshal(value, &list) != nil {
			return nil, false
		}
		var all []string
		for _, v := range list {
			if s, ok := textOf(v); !ok {
				return nil, false
			} else if s != "" {
				all = append(all, s)
			}
		}
		return all, true
	default:
		s, ok := textOf(value)
		return []string{s}, ok
	}
}

// textOf reads a value that is not a list.
func textOf(value json.RawMessage) (string, bool) {
	switch c := value[0]; {
	case c == '"':
		if bytes.IndexByte(value, '\\') < 0 { // already checked as part of the record
			return string(value[1 : len(value)-1]), true
		}
		var s string
		err := json.Unmarshal(value, &s)
		return s, err == nil
	case c == '-' || c >= '0' && c <= '9':
		return string(value), true
	case bytes.Equal(value, []byte("null")):
		return "", true
	case c == '{':
		var named struct {
			Name, Text, Caption, Value string
			ID                         string `json:"$oid"`
		}
		if json.Unmarshal(value, &named) != nil {
			return "", false
		}
		for _, s := range []string{named.Name, named.Text, named.Caption, named.Value, named.ID} {
			if s != "" {
				return s, true
			}
		}
	}
	return "", false
}
