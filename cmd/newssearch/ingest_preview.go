package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest"
)

// previewRecord is one line of "ingest --dry-run --json": what would become of one
// record. Either Article or Error is there.
type previewRecord struct {
	Path    string         `json:"path"`
	Line    int            `json:"line,omitempty"`
	Item    int            `json:"item,omitempty"`
	Article *index.Article `json:"article,omitempty"`
	Warning string         `json:"warning,omitempty"`
	Error   string         `json:"error,omitempty"`
}

// previewIngest prints what an ingest would take in: a line a record, as JSON or for
// people, with the problems where they occur. Nothing is stored.
func previewIngest(w, notes io.Writer, o ingestOptions, s *ingestSummary, records iter.Seq[ingest.Record]) error {
	taken := 0
	for rec := range records {
		if errors.Is(rec.Err, context.Canceled) {
			return fmt.Errorf("ingest: %w", rec.Err)
		}
		if s.count(rec) {
			taken++
		}
		if errors.Is(rec.Err, ingest.ErrPassedOver) || o.quiet && rec.Err == nil && rec.Warning == nil {
			continue
		}
		if err := writePreview(w, o.json, rec); err != nil {
			return err
		}
	}
	if !o.json && !o.quiet {
		writeUnread(notes, s.UnreadKeys)
		number := english().Number
		_, err := fmt.Fprintf(notes, "would take in %s (with warnings %s), skip %s, pass over %s; nothing was stored\n",
			number(taken), number(s.Warnings), number(s.Skipped), number(s.PassedOver+s.ListPages))
		if err != nil {
			return err
		}
	}
	if s.incomplete(taken) {
		return errNothing
	}
	return nil
}

func writePreview(w io.Writer, asJSON bool, rec ingest.Record) error {
	if !asJSON {
		return writePreviewRow(w, rec)
	}
	line := previewRecord{Path: rec.Origin.Path, Line: rec.Origin.Line, Item: rec.Origin.Item}
	switch {
	case rec.Err != nil:
		line.Error = rec.Err.Error()
	default:
		line.Article = &rec.Article
		if rec.Warning != nil {
			line.Warning = rec.Warning.Error()
		}
	}
	return writeJSON(w, line)
}

// Columns of the table that --dry-run prints. The title has what is left of the width,
// or all it needs where there is no terminal.
const (
	previewSource   = 16
	previewMinTitle = 24
)

// writePreviewRow prints date, source, characters of body and title of an article
// before the place it was read from, so that a glance down a column finds what is missing.
func writePreviewRow(w io.Writer, rec ingest.Record) error {
	if rec.Err != nil {
		_, err := fmt.Fprintf(w, "skipped   %s\n", oneLine(rec.Origin.String()+": "+rec.Err.Error()))
		return err
	}
	a := rec.Article
	date := "no date   "
	if !a.Published.IsZero() {
		date = a.Published.Format("2006-01-02")
	}
	place := "  " + oneLine(rec.Origin.String())
	head := fmt.Sprintf("%s  %s %6d  ", date, column(a.Source, previewSource), utf8.RuneCountInString(a.Body))
	title := oneLine(a.Title)
	if width := textWidth(w); width > 0 {
		title = strings.TrimRight(column(title, max(previewMinTitle, width-len("2006-01-02")-previewSource-len("  "+" 123456  ")-uniseg.StringWidth(place))), " ")
	}
	if _, err := fmt.Fprintf(w, "%s%s%s\n", head, title, place); err != nil {
		return err
	}
	if rec.Warning == nil {
		return nil
	}
	_, err := fmt.Fprintf(w, "          warning: %s\n", oneLine(rec.Warning.Error()))
	return err
}

// column fits s into n columns of a terminal, cut with an ellipsis or filled with spaces.
func column(s string, n int) string {
	s = oneLine(s)
	if width := uniseg.StringWidth(s); width <= n {
		return s + strings.Repeat(" ", n-width)
	}
	var b strings.Builder
	width := 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if width += g.Width(); width >= n {
			break
		}
		b.WriteString(g.Str())
	}
	return b.String() + "…" + strings.Repeat(" ", max(0, n-1-uniseg.StringWidth(b.String())))
}
