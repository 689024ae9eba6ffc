package main

import (
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
		none := p.noneFilters
		if res.Query != "" {
			none = fmt.Sprintf(p.none, res.Query)
		}
		return p.line(p.paint(bold, none))
	}
	total := p.count(res.Total)
	if res.TotalIs == index.TotalAtLeast {
		total = p.atLeast + total
	}
	shown, all := "", res.Total
	if res.Stories > 0 && res.Stories < res.Total {
		total += " · " + fmt.Sprintf(p.stories, p.number(res.Stories))
		all = res.Stories
	}
	if n := len(res.Hits); n > 0 && (req.Offset > 0 || n < all) {
		shown = fmt.Sprintf(p.page, req.Offset+1, req.Offset+n)
	}
	return p.line(p.paint(bold, total), p.paint(dim, " · "+joined(" · ", shown, fmt.Sprintf("%.1f ms", res.TookMS))))
}

// more says how to see the hits that follow, to a person at a terminal.
func (p *page) more(req index.Request, res index.Result) error {
	next := req.Offset + len(res.Hits)
	if p.width == 0 || len(res.Hits) == 0 || next >= max(res.Stories, 0) && (res.Stories > 0 || next >= res.Total) || next >= index.MaxDepth {
		return nil
	}
	return p.line("\n", p.paint(dim, fmt.Sprintf(p.next, next)))
}

// notes prints how the query was read, where that is not plain.
func (p *page) notes(res index.Result) error {
	if res.Understood != "" {
		parts := []string{p.paint(dim, p.understood), p.paint(bold, res.Understood), p.paint(dim, "  ("+p.literally+")")}
		if p.width > 0 && uniseg.StringWidth(p.understood+res.Understood+"  ("+p.literally+")") > p.width {
			parts[2] = "\n" + p.paint(dim, "("+p.literally+")")
		}
		if err := p.line(parts...); err != nil {
			return err
		}
	}
	for _, r := range res.Readings {
		if len(r.Choices) > 0 {
			if err := p.text("", 0, fmt.Sprintf(p.choices, r.Typed, strings.Join(r.Choices, ", ")), nil, dim); err != nil {
				return err
			}
		}
	}
	if len(res.Dropped) > 0 {
		if err := p.text("", 0, p.dropped+strings.Join(res.Dropped, ", "), nil, plain); err != nil {
			return err
		}
	}
	if len(res.Loosened) > 0 {
		if err := p.line(p.paint(plain, p.loosened+"“"+strings.Join(res.Loosened, "”, “")+"”")); err != nil {
			return err
		}
	}
	for _, problem := range res.Problems {
		if err := p.text("", 0, p.problem+p.Problem(problem.Kind), nil, plain); err != nil {
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
			if err := p.line(p.paint(heading, p.loose), "\n"); err != nil {
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
		{joined(" · ", h.Source, h.Category, p.date(h.Published)), nil, dim},
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
		missing = p.missing + strings.Join(h.Missing, ", ")
	}
	return joined("; ", p.match[h.Match], missing)
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
			name += " (" + s.Published.In(index.VietnamTime).Format("2/1/2006") + ")"
		}
		names = append(names, name)
	}
	if len(list) > maxReprintsShown {
		names = append(names, "…")
	}
	return fmt.Sprintf(p.reprints, len(list)) + strings.Join(names, ", ")
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
		dates = append(dates, index.Count{Value: p.span(d.From, f.Interval), Count: d.Count})
	}
	for i, counts := range [...][]index.Count{f.Sources, f.Categories, f.Authors, f.Tags, dates} {
		if len(counts) == 0 {
			continue
		}
		var parts []string
		for _, c := range counts {
			if c.Value == "" {
				c.Value = p.unknown
			}
			parts = append(parts, c.Value+" "+p.number(c.Count))
		}
		head := p.facets[i] + ": "
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
		label, query, count := p.suggestionLabel(s), s.Query, ""
		if s.Total > 0 {
			counted = true
			count = p.count(s.Total)
		}
		if s.Kind == index.SuggestWithoutFilters && (query == res.Query || query == "") {
			query = "" // nothing but the filters changes
		} else if count != "" {
			count = "  (" + count + ")"
		}
		if err := p.line(p.paint(dim, label+": "), p.paint(bold, query), p.paint(dim, count)); err != nil {
			return err
		}
	}
	if len(res.Hits) == 0 && res.Query != "" && !counted {
		return p.line(p.advice)
	}
	return nil
}

// suggestionLabel says what another query is good for.
func (p *page) suggestionLabel(s index.Suggestion) string {
	if s.Kind == index.SuggestDate && !s.From.IsZero() && !s.To.IsZero() {
		return fmt.Sprintf(p.within, p.period(s.From, s.To))
	}
	if label, ok := p.suggestion[s.Kind]; ok {
		return label
	}
	return p.suggestion[""]
}
