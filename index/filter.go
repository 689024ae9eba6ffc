package index

import (
	"fmt"
	"strings"
	"time"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/query"
)

// labelFields are the fields of the query language that hold labels, not text.
var labelFields = map[string]string{
	query.Source: fieldSource, query.Category: fieldCategory, query.Author: fieldAuthor, query.Tag: fieldTag,
}

// textFields are those that hold text.
var textFields = map[string]engine.FieldSet{
	query.Title: engine.Only(engine.Title), query.Lead: engine.Only(engine.Lead),
}

// label holds where a label field has the value that n gives.
func (p *plan) label(field string, n query.Node) (engine.Expr, error) {
	switch n := n.(type) {
	case *query.Word:
		return p.labelBits(field, n.Text, false)
	case *query.Phrase:
		return p.labelBits(field, n.Text, false)
	case *query.Prefix:
		return p.labelBits(field, n.Text, true)
	}
	return engine.Or{}, nil
}

// labelBits sets the documents whose label is value, capitals and marks aside;
// with prefix, those whose label begins so. A value with marks matches labels
// that agree with its marks only: source:"Đường" is not source:"Dương".
func (p *plan) labelBits(field, value string, prefix bool) (engine.Bits, error) {
	fold := foldLabel(value)
	bits := p.newBits()
	for i, seg := range p.view.Segments {
		var terms []string
		start := fold + labelSeparator
		if prefix {
			start = fold
		}
		err := seg.Terms(field, start, func(term string) bool {
			_, label, _ := strings.Cut(term, labelSeparator)
			if prefix || agreesWithLabel(value, label) {
				terms = append(terms, term)
			}
			return true
		})
		for _, term := range terms {
			if err == nil {
				err = seg.MatchTerm(bits[i], field, term)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("filter by %s %q: %w", field, value, err)
		}
	}
	return bits, nil
}

// agreesWithLabel reports whether the marks typed in value are those of label.
func agreesWithLabel(value, label string) bool {
	typed, written := parts(value), parts(label)
	if len(typed) != len(written) {
		return false
	}
	for i := range typed {
		if !analyzer.Agrees(typed[i], written[i]) {
			return false
		}
	}
	return true
}

// parts are the terms of a text, compounds left out.
func parts(s string) []string {
	var terms []string
	for _, t := range analyzer.Tokenize(s) {
		if !t.Compound {
			terms = append(terms, t.Term)
		}
	}
	return terms
}

func (p *plan) newBits() engine.Bits {
	bits := make(engine.Bits, len(p.view.Segments))
	for i, seg := range p.view.Segments {
		bits[i] = make([]uint64, (seg.Docs+63)/64)
	}
	return bits
}

// anyLabel holds where a label field has any of values; nil for no values.
func (p *plan) anyLabel(field string, values []string) (engine.Expr, error) {
	any := engine.Or{}
	for _, v := range values {
		bits, err := p.labelBits(field, v, false)
		if err != nil {
			return nil, err
		}
		any = append(any, bits)
	}
	if len(any) == 0 {
		return nil, nil
	}
	return any, nil
}

// published holds where an article was published at from or later and before
// to; nil when both are zero. Articles without a date are left out then.
func (p *plan) published(from, to time.Time) (engine.Expr, error) {
	if from.IsZero() && to.IsZero() {
		return nil, nil
	}
	low, high := uint64(1), ^uint64(0)
	if !from.IsZero() {
		low = publishedNumber(from)
	}
	if !to.IsZero() {
		high = publishedNumber(to)
		if to.Nanosecond() > 0 {
			high++ // the column holds whole seconds
		}
	}
	bits := p.newBits()
	for i, seg := range p.view.Segments {
		times, err := seg.Numbers(columnPublished)
		if err != nil {
			return nil, fmt.Errorf("filter by date: %w", err)
		}
		for doc, t := range times {
			if t >= low && t < high {
				bits[i][doc/64] |= 1 << (doc % 64)
			}
		}
	}
	return bits, nil
}
