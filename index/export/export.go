// Package export writes articles in forms that other programs read: JSON Lines, which
// package ingest reads back, CSV for spreadsheets, RIS and BibTeX for citations.
//
// Start with [New]; it takes articles one by one, so that a collection larger than
// memory can be written:
//
//	w, err := export.New(file, export.CSV)
//	for a, err := range idx.All(ctx) {
//		… w.Write(&a) …
//	}
//	err = w.Close()
package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/newssearch/newssearch/index"
)

// Format is a form of articles.
type Format string

// The formats.
const (
	// JSONL has one article a line with all its fields, after a first one that says that
	// it was written here: package ingest takes those in as they are.
	JSONL Format = "jsonl"
	// CSV has a row an article and a byte order mark, by which spreadsheets know UTF-8.
	CSV Format = "csv"
	// RIS and BibTeX have what a citation needs, without the text.
	RIS    Format = "ris"
	BibTeX Format = "bibtex"
)

// Version is the version of JSONL, the value of its first field, "newssearch".
const Version = 1

// line is a line of JSONL.
type line struct {
	Version int `json:"newssearch"`
	*index.Article
}

// Formats are all of them, the first the default.
func Formats() []Format { return []Format{JSONL, CSV, RIS, BibTeX} }

// MediaType is the type of a document of the format.
func (f Format) MediaType() string {
	switch f {
	case CSV:
		return "text/csv; charset=utf-8"
	case RIS:
		return "application/x-research-info-systems"
	case BibTeX:
		return "application/x-bibtex; charset=utf-8"
	}
	return "application/jsonl; charset=utf-8"
}

// Extension is that of a file of the format, with its dot.
func (f Format) Extension() string {
	if f == BibTeX {
		return ".bib"
	}
	return "." + string(f)
}

// Writer writes articles. It is not safe for concurrent use.
type Writer struct {
	out   *bufio.Writer
	write func(*index.Article) error
	flush func() error
}

// New returns a writer of f to w. An unknown format is an error.
func New(w io.Writer, f Format) (*Writer, error) {
	out := bufio.NewWriter(w)
	e := &Writer{out: out, flush: func() error { return nil }}
	switch f {
	case JSONL:
		lines := json.NewEncoder(out)
		lines.SetEscapeHTML(false)
		e.write = func(a *index.Article) error { return lines.Encode(line{Version, a}) }
	case CSV:
		t, err := newTable(out)
		if err != nil {
			return nil, err
		}
		e.write, e.flush = t.write, t.flush
	case RIS:
		e.write = func(a *index.Article) error { return writeRIS(out, a) }
	case BibTeX:
		keys := make(citeKeys)
		e.write = func(a *index.Article) error { return writeBibTeX(out, keys, a) }
	default:
		var known []string
		for _, f := range Formats() {
			known = append(known, string(f))
		}
		return nil, fmt.Errorf("format %q is none of %s", f, strings.Join(known, ", "))
	}
	return e, nil
}

// Write writes one article.
func (w *Writer) Write(a *index.Article) error { return w.write(a) }

// Close writes what is left. It does not close the writer below.
func (w *Writer) Close() error {
	if err := w.flush(); err != nil {
		return err
	}
	return w.out.Flush()
}
