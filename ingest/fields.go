package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/internal/date"
	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// candidate is a value of a record that may fill a field.
type candidate struct {
	key   string
	rank  int
	value json.RawMessage
}

// record is one object of a data set, its values by the field that they may fill, the
// best first.
type record struct {
	found [numFields][]candidate
	opts  Options
	wrong error // the first value that cannot be what its key says
}

// inner are keys under which an object has the article itself, beside what a database
// or a program says about it.
var inner = map[string]bool{"source": true, "fields": true, "attributes": true, "article": true, "node": true, "document": true, "doc": true,
	"post": true, "item": true, "data": true, "record": true, "news": true, "properties": true, "content": true, "entry": true}

// newRecord sorts the values of object by field.
func newRecord(object map[string]json.RawMessage, keys *keyMap, opts Options) *record {
	r := &record{opts: opts}
	r.collect(object, keys, 0)
	if len(r.found[fieldTitle])+len(r.found[fieldBody]) == 0 || !r.hasText() {
		for key, value := range object {
			var nested map[string]json.RawMessage
			if inner[keyOf(key)] && value[0] == '{' && json.Unmarshal(value, &nested) == nil {
				const below = 1000 // what the outer object says comes first
				r.collect(nested, keys, below)
			}
		}
	}
	for f := range r.found {
		slices.SortFunc(r.found[f], func(a, b candidate) int {
			if a.rank != b.rank {
				return a.rank - b.rank
			}
			return strings.Compare(a.key, b.key) // the order of a map must not decide
		})
	}
	return r
}

// hasText reports whether a title or a body is more than an object.
func (r *record) hasText() bool {
	for _, f := range []field{fieldTitle, fieldBody} {
		for _, c := range r.found[f] {
			if c.value[0] == '"' {
				return true
			}
		}
	}
	return false
}

func (r *record) collect(object map[string]json.RawMessage, keys *keyMap, below int) {
	for key, value := range object {
		p := keys.place(key)
		if p.field == noField {
			continue
		}
		switch string(value) {
		case "null", `""`, "[]", "{}", "true", "false", "NaN":
			continue
		}
		c := candidate{key, p.rank + below, value}
		if lower := strings.ToLower(key); lower != key && len(lower) == len(key) {
			c.rank++ // of two spellings of one key the small one wins
		}
		r.found[p.field] = append(r.found[p.field], c)
	}
}

// readObject reads an article from an object of a data set.
func readObject(object map[string]json.RawMessage, keys *keyMap, opts Options) (a index.Article, warning, err error) {
	r := newRecord(object, keys, opts)
	a = index.Article{
		ID:       r.text(fieldID, ""),
		URL:      r.address(),
		Title:    plainLine(r.text(fieldTitle, " ")),
		Author:   r.author(),
		Source:   r.source(),
		Captions: r.list(fieldCaptions),
		Tags:     r.tags(),
	}
	a.Image = r.image(a.URL)
	var others []string
	a.Category, others = firstSection(r.category())
	a.Tags = append(a.Tags, others...)
	r.body(&a)
	a.Published, warning = r.published()
	readWordPress(object, &a)
	if a.Title == "" && a.Lead == "" && a.Body == "" && r.wrong != nil {
		return index.Article{}, nil, r.wrong
	}
	if r.wrong != nil {
		warning = errors.Join(warning, fmt.Errorf("left out: %w", r.wrong))
	}
	return a, warning, nil
}

// values yields the texts of each value that may fill f, the best first. When none was
// taken, a value without text is remembered as wrong.
func (r *record) values(f field, want string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		var bad *candidate
		for i, c := range r.found[f] {
			parts, ok := texts(c.value)
			if !ok {
				if bad == nil {
					bad = &r.found[f][i]
				}
				continue
			}
			if len(parts) > 0 && !yield(parts) {
				return
			}
		}
		if bad != nil {
			r.miss(*bad, want)
		}
	}
}

// miss keeps the first value that is not what its key says.
func (r *record) miss(c candidate, want string) {
	const shown = 40 // bytes of a wrong value, enough to find it again
	value := string(c.value)
	if len(value) > shown {
		value = value[:shown] + "…"
	}
	if r.wrong == nil {
		r.wrong = fmt.Errorf("field %q: %s instead of %s", c.key, strings.ToValidUTF8(value, ""), want)
	}
}

// text is the first value of f, the parts of a list joined by separator.
func (r *record) text(f field, separator string) string {
	for parts := range r.values(f, "text") {
		return strings.Join(parts, separator)
	}
	return ""
}

// address is the first value that is a web address. A source that is one, and not only
// of a site, is the address too.
func (r *record) address() string {
	for _, f := range []field{fieldURL, fieldSource} {
		for parts := range r.values(f, "an address") {
			for _, s := range parts {
				if link := webLink(s); link != "" && (f == fieldURL || ofArticle(link)) {
					return link
				}
			}
		}
	}
	return ""
}

// ofArticle reports whether an address has more than the name of a site.
func ofArticle(link string) bool {
	_, path, _ := strings.Cut(strings.TrimSuffix(link, "/"), "://")
	return strings.Contains(path, "/")
}

// source is the first name of a paper: a site by its host. The address of an article
// is none, see address, nor is a key into a table.
func (r *record) source() string {
	for parts := range r.values(fieldSource, "text") {
		name := plainLine(strings.Join(parts, ", "))
		if link := webLink(name); link != "" {
			if ofArticle(link) {
				continue
			}
			name = siteOf(link)
		}
		if name != "" && !isNumbers(parts) {
			return name
		}
	}
	return ""
}

// author joins the names of people.
func (r *record) author() string {
	for parts := range r.values(fieldAuthor, "text") {
		var names []string
		for _, name := range unlisted(parts) {
			if name = nameOfAuthor(plainLine(name)); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			return strings.Join(names, ", ")
		}
	}
	return ""
}

// category is the first section that is more than a key into a table.
func (r *record) category() string {
	for parts := range r.values(fieldCategory, "text") {
		if parts = unlisted(parts); len(parts) > 0 && !isNumbers(parts) {
			return plainLine(strings.Join(parts, "; "))
		}
	}
	return ""
}

// list reads a value as a list of texts; a string is a list of one.
func (r *record) list(f field) []string {
	for parts := range r.values(f, "a list of texts") {
		for i := range parts {
			parts[i] = plainLine(parts[i])
		}
		return parts
	}
	return nil
}

// tags reads a list of tags, or a text that holds one.
func (r *record) tags() []string {
	for parts := range r.values(fieldTags, "a list of texts") {
		if len(parts) == 1 {
			parts = splitTags(plainLine(parts[0]))
		}
		if !isNumbers(parts) {
			for i := range parts {
				parts[i] = plainLine(parts[i])
			}
			return parts
		}
	}
	return nil
}

// unlisted takes a list apart that was written as one text: "['Minh Hà', 'An Bình']".
func unlisted(parts []string) []string {
	if len(parts) == 1 {
		if inner, ok := bracketed(parts[0]); ok && strings.ContainsAny(inner, `'"`) {
			return quotedList(inner)
		}
	}
	return parts
}

// truncated is what an aggregator leaves of a text that it does not give whole.
var truncated = lazyregexp.New(`\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]$`)

// body reads lead and body, of which either may be markup or even the whole page, and
// the captions in them. A long lead without a body is one.
func (r *record) body(a *index.Article) {
	var captions []string
	lead, body := r.text(fieldLead, "\n"), r.text(fieldBody, "\n")
	if wholePage.MatchString(body) {
		r.page(a, body)
	} else {
		if strings.HasSuffix(body, "chars]") {
			body = truncated.ReplaceAllString(body, "")
		}
		a.Body, captions = unmarked(body)
		a.Captions = append(a.Captions, captions...)
	}
	if lead != "" {
		a.Lead, captions = unmarked(lead)
		a.Captions = append(a.Captions, captions...)
	}
	switch {
	case a.Body == "" && utf8.RuneCountInString(a.Lead) > maxSummary:
		a.Lead, a.Body = "", a.Lead
	case a.Lead == a.Body:
		a.Lead = ""
	}
}

// page reads the page of a record and fills the fields that the record lacks.
func (r *record) page(a *index.Article, text string) {
	found, err := parsePage([]byte(text), r.opts)
	if err != nil {
		r.wrong = err
		return
	}
	for _, f := range []struct{ to, from *string }{
		{&a.URL, &found.URL}, {&a.Title, &found.Title}, {&a.Lead, &found.Lead}, {&a.Body, &found.Body},
		{&a.Author, &found.Author}, {&a.Source, &found.Source}, {&a.Category, &found.Category}, {&a.Image, &found.Image},
	} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	if a.Tags == nil {
		a.Tags = found.Tags
	}
	a.Captions = append(a.Captions, found.Captions...)
	if len(r.found[fieldPublished]) == 0 && !found.Published.IsZero() {
		r.found[fieldPublished] = []candidate{{"published", 0, json.RawMessage(`"` + found.Published.Format(time.RFC3339) + `"`)}}
	}
}

// published is the first date that can be read.
func (r *record) published() (t time.Time, warning error) {
	for parts := range r.values(fieldPublished, "a date") {
		for _, s := range parts {
			t, err := date.Parse(s, r.opts.location())
			if err == nil {
				return t, nil
			}
			if warning == nil && !errors.Is(err, date.ErrUnknown) {
				warning = fmt.Errorf("published left out: %w", err)
			}
		}
	}
	return time.Time{}, warning
}

// parseObject reads JSON, or what Python and Mongo write for it.
func parseObject(raw []byte) (map[string]json.RawMessage, error) {
	var object map[string]json.RawMessage
	err := json.Unmarshal(raw, &object)
	if err != nil {
		if mended := mendJSON(raw); !bytes.Equal(mended, raw) && json.Unmarshal(mended, &object) == nil {
			err = nil
		}
	}
	switch {
	case err != nil:
		return nil, jsonProblem(err)
	case object == nil:
		return nil, errors.New("JSON: null instead of an object")
	}
	return object, nil
}

var (
	notNumber = lazyregexp.New(`([:\[,]\s*)(?:NaN|-?Infinity|None|undefined)(\s*[,\]}])`)
	mongoType = lazyregexp.New(`([:\[,]\s*)(?:ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal|new Date|Timestamp|UUID)\(\s*("[^"]*"|\d*)[^()"]*\)`)
	rawBreak  = lazyregexp.New(`[\x00-\x1f]`)
)

// mendJSON makes JSON of what is nearly JSON: NaN and None, types of the Mongo shell,
// raw line breaks in strings. It is for objects that do not read as they are.
func mendJSON(raw []byte) []byte {
	mended := rawBreak.ReplaceAll(raw, []byte(" "))
	mended = mongoType.ReplaceAll(mended, []byte(`$1$2`))
	// Neighbours share a comma, so once is not enough.
	for range 2 {
		mended = notNumber.ReplaceAll(mended, []byte(`${1}null$2`))
	}
	return mended
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
