package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/newssearch/newssearch/ingest"
)

// maxProblemsKept bounds the reasons that are kept and printed; of the others
// there is a count. A broken file of a million lines has a million of them.
const maxProblemsKept = 20

// ingestSummary is what became of an ingest. Its JSON form is what "ingest
// --json" prints.
type ingestSummary struct {
	Index     string `json:"index"`
	Added     int    `json:"added"`
	Updated   int    `json:"updated"`
	Unchanged int    `json:"unchanged"`
	Skipped   int    `json:"skipped"`
	// Removed counts the articles that --sync removed, KeptOut those that stay away
	// because they were deleted.
	Removed int `json:"removed"`
	KeptOut int `json:"kept_out"`
	// NoIndex says that there was no index and that none was made.
	NoIndex bool `json:"no_index,omitempty"`
	// PassedOver counts the files that lie beside articles: pictures, style sheets.
	PassedOver int `json:"passed_over"`
	// ListPages counts the pages that lead to articles and are none.
	ListPages int `json:"list_pages"`
	// Warnings counts the articles that were taken in without some field.
	Warnings int `json:"warnings"`
	// UnreadKeys are keys of data sets whose values were not read, in the order met.
	UnreadKeys  []string `json:"unread_keys"`
	Interrupted bool     `json:"interrupted"`
	Seconds     float64  `json:"seconds"`
	// SkippedFirst and the others are the first maxProblemsKept of each.
	SkippedFirst   []ingestProblem `json:"skipped_first"`
	WarningsFirst  []ingestProblem `json:"warnings_first"`
	ListPagesFirst []ingestProblem `json:"list_pages_first"`

	started time.Time
}

// ingestProblem is where something was wrong, and what.
type ingestProblem struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Item   int    `json:"item,omitempty"`
	Reason string `json:"reason"`
}

func (p ingestProblem) String() string {
	return oneLine(ingest.Origin{Path: p.File, Line: p.Line, Item: p.Item}.String() + ": " + p.Reason)
}

// count notes what rec is and reports whether it has an article to take in.
func (s *ingestSummary) count(rec ingest.Record) bool {
	switch {
	case errors.Is(rec.Err, ingest.ErrPassedOver):
		s.PassedOver++
	case errors.Is(rec.Err, ingest.ErrListPage):
		s.ListPages++
		s.ListPagesFirst = keep(s.ListPagesFirst, rec.Origin, rec.Err)
	case rec.Err != nil:
		s.skip(rec.Origin, rec.Err)
	case rec.Warning != nil:
		s.warn(rec.Origin, rec.Warning)
	}
	return rec.Err == nil
}

// unread notes a key of a data set that is not read.
func (s *ingestSummary) unread(key string) {
	const most = 100 // names; more are the entries of a table by name
	if len(s.UnreadKeys) < most {
		s.UnreadKeys = append(s.UnreadKeys, key)
	}
}

// incomplete reports whether something that should be an article was not taken in. Pages
// that list articles count where there was nothing else.
func (s *ingestSummary) incomplete(taken int) bool {
	return s.Skipped > 0 || s.ListPages > 0 && taken == 0
}

func (s *ingestSummary) skip(at ingest.Origin, err error) {
	s.Skipped++
	s.SkippedFirst = keep(s.SkippedFirst, at, err)
}

func (s *ingestSummary) warn(at ingest.Origin, err error) {
	s.Warnings++
	s.WarningsFirst = keep(s.WarningsFirst, at, err)
}

func keep(list []ingestProblem, at ingest.Origin, err error) []ingestProblem {
	if len(list) >= maxProblemsKept {
		return list
	}
	return append(list, ingestProblem{at.Path, at.Line, at.Item, err.Error()})
}

func (s *ingestSummary) finish() { s.Seconds = time.Since(s.started).Seconds() }

// write prints the counts to w and the problems to notes, the problems alone if quiet,
// or all to w as JSON.
func (s *ingestSummary) write(m *messages, w, notes io.Writer, asJSON, quiet bool) error {
	if asJSON {
		s.SkippedFirst = append([]ingestProblem{}, s.SkippedFirst...)
		s.WarningsFirst = append([]ingestProblem{}, s.WarningsFirst...)
		s.ListPagesFirst = append([]ingestProblem{}, s.ListPagesFirst...)
		s.UnreadKeys = append([]string{}, s.UnreadKeys...)
		return writeJSON(w, s)
	}
	writeProblems(notes, "skipped", s.Skipped, s.SkippedFirst)
	writeProblems(notes, "passed over", s.ListPages, s.ListPagesFirst)
	writeProblems(notes, "taken in, but", s.Warnings, s.WarningsFirst)
	if quiet {
		return nil
	}
	writeUnread(notes, s.UnreadKeys)
	number := english().Number
	line := fmt.Sprintf("added %s, updated %s, unchanged %s, skipped %s",
		number(s.Added), number(s.Updated), number(s.Unchanged), number(s.Skipped))
	if s.Warnings > 0 {
		line += fmt.Sprintf(", with warnings %s", number(s.Warnings))
	}
	if s.Removed > 0 {
		line += fmt.Sprintf(", removed %s", number(s.Removed))
	}
	if s.KeptOut > 0 {
		line += fmt.Sprintf(", kept out %s that were deleted (--restore takes them in)", number(s.KeptOut))
	}
	if passed := s.PassedOver + s.ListPages; passed > 0 {
		line += fmt.Sprintf(", passed over %s", number(passed))
	}
	if stored := s.Added + s.Updated + s.Unchanged; stored > 0 && s.Seconds > 0 {
		line += fmt.Sprintf(" in %.1f s (%s articles/s)", s.Seconds, number(int(float64(stored)/s.Seconds)))
	}
	next := ""
	if isTerminal(w) { // a person may be here for the first time
		next = "; " + m.SearchIt
	}
	place := "index: " + printable(s.Index) + next
	if s.NoIndex {
		place = "no article was found, so no index was made at " + printable(s.Index)
	}
	_, err := fmt.Fprintf(w, "%s\n%s\n", line, place)
	return err
}

func writeProblems(w io.Writer, what string, total int, first []ingestProblem) {
	for _, p := range first {
		fmt.Fprintf(w, "%s %v\n", what, p)
	}
	if more := total - len(first); more > 0 {
		fmt.Fprintf(w, "%s %s more\n", what, english().Number(more))
	}
}

// writeUnread names the keys that were not read, once, with the way to read them.
func writeUnread(w io.Writer, keys []string) {
	if len(keys) > 0 {
		fmt.Fprintf(w, "not read: %s (--map %s=tags would take it as tags)\n", oneLine(strings.Join(keys, ", ")), oneLine(keys[0]))
	}
}
