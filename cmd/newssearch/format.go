package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// The values of --format.
const (
	formatText  = "text"
	formatJSON  = "json"
	formatJSONL = "jsonl"
	formatCSV   = "csv"
	formatTSV   = "tsv"
)

var formats = []string{formatText, formatJSON, formatJSONL, formatCSV, formatTSV}

// hitField is a field of a hit that --fields names.
type hitField struct {
	name string
	of   func(n int, h *index.Hit) string
}

// hitFields are in the order in which they stand when none is named.
var hitFields = []hitField{
	{"rank", func(n int, _ *index.Hit) string { return strconv.Itoa(n) }},
	{"id", func(_ int, h *index.Hit) string { return h.ID }},
	{"title", func(_ int, h *index.Hit) string { return h.Title }},
	{"source", func(_ int, h *index.Hit) string { return h.Source }},
	{"category", func(_ int, h *index.Hit) string { return h.Category }},
	{"author", func(_ int, h *index.Hit) string { return h.Author }},
	{"published", func(_ int, h *index.Hit) string {
		if h.Published.IsZero() {
			return ""
		}
		return h.Published.Format(time.RFC3339)
	}},
	{"url", func(_ int, h *index.Hit) string { return h.URL }},
	{"score", func(_ int, h *index.Hit) string { return strconv.FormatFloat(h.Score, 'f', 4, 64) }},
	{"match", func(_ int, h *index.Hit) string { return string(h.Match) }},
	{"tags", func(_ int, h *index.Hit) string { return strings.Join(h.Tags, "; ") }},
	{"snippet", func(_ int, h *index.Hit) string { return h.Snippet.Text }},
	{"lead", func(_ int, h *index.Hit) string { return h.Lead }},
	{"image", func(_ int, h *index.Hit) string { return h.Image }},
}

// defaultFields is how many of hitFields a table has when none is named.
const defaultFields = 10

// formatOptions say how an answer is written.
type formatOptions struct {
	format   string
	fields   []string
	template string
}

// hitWriter writes the hits of an answer for other programs.
type hitWriter struct {
	format   string
	fields   []hitField
	template *template.Template
}

// writer checks the options. It is nil for text.
func (o *formatOptions) writer(asJSON bool) (*hitWriter, error) {
	if err := oneOf("format", o.format, formats...); err != nil {
		return nil, err
	}
	w := &hitWriter{format: o.format, fields: hitFields[:defaultFields]}
	switch {
	case asJSON && (o.format == formatText || o.format == formatJSON):
		w.format = formatJSON
	case asJSON:
		return nil, mistaken(o.format, "--json and --format "+o.format+" exclude each other", "--json và --format "+o.format+" loại trừ nhau")
	}
	if o.template != "" {
		t, err := template.New("hit").Parse(o.template)
		if err != nil {
			return nil, mistaken(o.template, fmt.Sprintf("--template: %v", err), fmt.Sprintf("--template không đúng: %v", err))
		}
		w.template = t
	}
	if len(o.fields) > 0 {
		w.fields = nil
		if w.format == formatText {
			w.format = formatTSV
		}
	}
	for _, name := range o.fields {
		i := slices.IndexFunc(hitFields, func(f hitField) bool { return f.name == name })
		if i < 0 {
			return nil, oneOf("fields", name, fieldNames()...)
		}
		w.fields = append(w.fields, hitFields[i])
	}
	if w.format == formatText && w.template == nil {
		return nil, nil
	}
	return w, nil
}

func fieldNames() (names []string) {
	for _, f := range hitFields {
		names = append(names, f.name)
	}
	return names
}

func (hw *hitWriter) write(w io.Writer, offset int, res index.Result) error {
	switch {
	case hw.template != nil:
		for i := range res.Hits {
			if err := hw.template.Execute(w, &res.Hits[i]); err != nil {
				return usagef("--template: %w", err)
			}
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
		}
		return nil
	case hw.format == formatJSON:
		return writeJSON(w, message.Tell(res))
	case hw.format == formatJSONL:
		for i := range res.Hits {
			if err := writeJSON(w, &res.Hits[i]); err != nil {
				return err
			}
		}
		return nil
	}
	return hw.table(w, offset, res.Hits)
}

// table writes a row a hit, below the names of the fields.
func (hw *hitWriter) table(w io.Writer, offset int, hits []index.Hit) error {
	row := make([]string, len(hw.fields))
	for i, f := range hw.fields {
		row[i] = f.name
	}
	c := csv.NewWriter(w)
	write := c.Write
	if hw.format == formatTSV { // whose fields have neither tabs nor line breaks, and no quotes
		write = func(row []string) error {
			_, err := fmt.Fprintln(w, strings.Join(row, "\t"))
			return err
		}
	}
	if err := write(row); err != nil {
		return err
	}
	for n := range hits {
		for i, f := range hw.fields {
			if row[i] = f.of(offset+n+1, &hits[n]); hw.format == formatTSV {
				row[i] = oneLine(row[i])
			}
		}
		if err := write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}
