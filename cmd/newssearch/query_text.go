package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/newssearch/newssearch/index"
)

// hitIndent is the column at which a hit's text begins, behind its number.
const hitIndent = 4

// maxReprintsShown bounds the near-duplicates named under a hit.
const maxReprintsShown = 3

// result prints an answer to req for people.
func (p *page) result(req index.Request, res index.Result) error {
	steps := []func() error{
		func() error { return p.summary(req, res) },
		func() error { return p.notes(res) },
		func() error { return p.hits(req, res) },
		func() error { return p.facetCounts(res.Facets) },
		func() error { return p.suggestions(res) },
		func() error { return p.more(req, res) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (p *page) summary(req index.Request, res index.Result) error {
	if len(res.Hits) == 0 && req.Offset == 0 {
		return p.line(p.paint(bold, p.Nothing(res.Query)))
	}
	shown := ""
	if n := len(res.Hits); n > 0 && (req.Offset > 0 || res.More) {
		shown = p.Shown(req.Offset+1, req.Offset+n)
	}
	return p.line(p.paint(bold, p.Found(&res)), p.paint(dim, " · "+joined(" · ", shown, fmt.Sprintf("%.1f ms", res.TookMS))))
}

// more says how to see the hits that follow, to a person at a terminal.
func (p *page) more(req index.Request, res index.Result) error {
	next := req.Offset + len(res.Hits)
	if p.width == 0 || !res.More || next+req.Limit > index.MaxDepth {
		return nil
	}
	return p.line("\n", p.paint(dim, p.Add(p.NextPage, fmt.Sprint("--offset ", next))))
}

// notes prints how the query was read, where that is not plain.
func (p *page) notes(res index.Result) error {
	if res.Understood != "" {
		head, back, gap := p.ShowingFor+": ", "("+p.Add(p.SearchLiterally, "--literal")+")", "  "
		if p.width > 0 && uniseg.StringWidth(head+res.Understood+gap+back) > p.width {
			gap = "\n"
		}
		if err := p.line(p.paint(dim, head), p.paint(bold, res.Understood), gap, p.paint(dim, back)); err != nil {
			return err
		}
	}
	var notes []string
	for _, r := range res.Readings {
		if len(r.Choices) > 0 || r.Kind == index.MatchAbbreviation {
			notes = append(notes, p.Reading(r))
		}
	}
	if len(res.Dropped) > 0 {
		notes = append(notes, p.Dropped+" "+strings.Join(res.Dropped, ", "))
	}
	if len(res.Loosened) > 0 {
		notes = append(notes, p.Loosened+" "+p.Phrases(res.Loosened)+" ("+p.Add(p.AllWords, "--all-words")+")")
	}
	for _, problem := range res.Problems {
		notes = append(notes, p.Note+": "+p.Problem(problem.Kind))
	}
	for _, note := range notes {
		if err := p.text("", 0, note, nil, plain); err != nil {
			return err
		}
	}
	return nil
}

// saidOfAll is how all hits match when that is said above them already, or "".
func saidOfAll(res index.Result) index.Match {
	if res.Understood == "" || len(res.Hits) < 2 {
		return ""
	}
	first := res.Hits[0].Match
	for _, h := range res.Hits {
		if h.Match != first {
			return ""
		}
	}
	return first
}

// hits prints the hits, with a line where those begin that all lack some words, and are not counted.
func (p *page) hits(req index.Request, res index.Result) error {
	said := saidOfAll(res)
	loose := len(res.Hits) // where the hits begin that lack words to the last
	for loose > 0 && len(res.Hits[loose-1].Missing) > 0 {
		loose--
	}
	for i, h := range res.Hits {
		if h.Match == said {
			h.Match = ""
		}
		if err := p.line(); err != nil {
			return err
		}
		if i == loose && (i > 0 || res.Total == 0) {
			if err := p.line(p.paint(heading, p.LooseBelow+":"), "\n"); err != nil {
				return err
			}
		}
		if err := p.hit(req.Offset+i+1, h, req.Explain); err != nil {
			return err
		}
	}
	return nil
}

func (p *page) hit(n int, h index.Hit, explain bool) error {
	title := h.Title
	if strings.TrimSpace(title) == "" {
		title = h.ID
	}
	number := p.paint(dim, fmt.Sprintf("%2d. ", n))
	if err := p.text(number, hitIndent, title, h.TitleMarks, bold); err != nil {
		return err
	}
	lines := []struct {
		text  string
		marks [][2]int
		style style
	}{
		{joined(" · ", h.Source, h.Category, p.Date(h.Published)), nil, dim},
		{h.Snippet.Text, h.Snippet.Marks, plain},
		{p.why(h), nil, dim},
		{p.reprintsOf(h.Reprints), nil, dim},
		{joined("  ", "id "+h.ID, linkUnlessID(h)), nil, dim},
	}
	indent := strings.Repeat(" ", hitIndent)
	for _, l := range lines {
		if err := p.text(indent, hitIndent, l.text, l.marks, l.style); err != nil {
			return err
		}
	}
	if explain && h.Explanation != nil {
		return p.explanation(h.Explanation, hitIndent)
	}
	return nil
}

// linkUnlessID is the address of a hit, unless its ID says it already.
func linkUnlessID(h index.Hit) string {
	if h.URL == h.ID {
		return ""
	}
	return h.URL
}

// why says how a hit matched, if not word for word.
func (p *page) why(h index.Hit) string {
	missing := ""
	if len(h.Missing) > 0 {
		missing = p.Lacks + ": " + strings.Join(h.Missing, ", ")
	}
	return joined(" · ", p.Match(h.Match), missing)
}

func (p *page) reprintsOf(list []index.Reprint) string {
	if len(list) == 0 {
		return ""
	}
	var names []string
	for _, s := range list[:min(len(list), maxReprintsShown)] {
		name := s.Source
		if name == "" {
			name = s.Title
		}
		if !s.Published.IsZero() {
			name += " (" + p.Day(s.Published) + ")"
		}
		names = append(names, name)
	}
	if len(list) > maxReprintsShown {
		names = append(names, "…")
	}
	return p.Reprints(len(list)) + ": " + strings.Join(names, ", ")
}

// explanation prints a score and its parts as a tree.
func (p *page) explanation(e *index.Explanation, indent int) error {
	value := fmt.Sprintf("%s%8.4f  ", strings.Repeat(" ", indent), e.Value)
	if err := p.text(p.paint(dim, value), len(value), e.Text, nil, dim); err != nil {
		return err
	}
	for _, part := range e.Parts {
		if err := p.explanation(part, indent+2); err != nil {
			return err
		}
	}
	return nil
}

func (p *page) facetCounts(f *index.Facets) error {
	if f == nil {
		return nil
	}
	var dates []index.Count
	for _, d := range f.Dates {
		dates = append(dates, index.Count{Value: p.Interval(d.From, f.Interval), Count: d.Count})
	}
	if f.Undated > 0 {
		dates = append(dates, index.Count{Value: strings.ToLower(p.Undated), Count: f.Undated})
	}
	for _, facet := range [...]struct {
		name   string
		counts []index.Count
	}{{p.Source, f.Sources}, {p.Section, f.Categories}, {p.Author, f.Authors}, {p.Tags, f.Tags}, {p.Time, dates}} {
		if len(facet.counts) == 0 {
			continue
		}
		var parts []string
		for _, c := range facet.counts {
			parts = append(parts, cmp.Or(c.Value, p.Unknown)+" "+p.Number(c.Count))
		}
		head := facet.name + ": "
		if err := p.line(); err != nil {
			return err
		}
		if err := p.text(p.paint(heading, head), hitIndent, strings.Join(parts, " · "), nil, plain); err != nil {
			return err
		}
	}
	return nil
}

// suggestions prints other queries to try, and advice if nothing was found.
func (p *page) suggestions(res index.Result) error {
	if len(res.Suggestions) > 0 {
		if err := p.line(); err != nil {
			return err
		}
	}
	counted := false
	for _, s := range res.Suggestions {
		label, query, count := p.Offer(s), s.Query, ""
		if s.Total > 0 {
			counted = true
			count = p.Articles(s.Total)
		}
		if s.Kind == index.SuggestWithoutFilters && (query == res.Query || query == "") {
			query = "" // nothing but the filters changes
		} else if count != "" {
			count = "  (" + count + ")"
		}
		if s.Kind == index.SuggestLiteral {
			label += " (--literal)"
		}
		if err := p.line(p.paint(dim, label+": "), p.paint(bold, query), p.paint(dim, count)); err != nil {
			return err
		}
	}
	if len(res.Hits) == 0 && res.Query != "" && !counted {
		return p.line(p.NothingAdvice)
	}
	return nil
}
