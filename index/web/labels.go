package web

import (
	"slices"

	"github.com/newssearch/newssearch/index"
)

// labelFilter is a filter by a label of articles, which may have several values.
type labelFilter struct {
	param  string
	title  func(*messages) string
	of     func(*params) *[]string
	counts func(*index.Facets) []index.Count
}

// labelFilters are in the order in which they are shown.
var labelFilters = []labelFilter{
	{paramSource, func(m *messages) string { return m.Source }, func(p *params) *[]string { return &p.Sources },
		func(f *index.Facets) []index.Count { return f.Sources }},
	{paramCategory, func(m *messages) string { return m.Section }, func(p *params) *[]string { return &p.Categories },
		func(f *index.Facets) []index.Count { return f.Categories }},
	{paramAuthor, func(m *messages) string { return m.Author }, func(p *params) *[]string { return &p.Authors },
		func(f *index.Facets) []index.Count { return f.Authors }},
	{paramTag, func(m *messages) string { return m.Tags }, func(p *params) *[]string { return &p.Tags },
		func(f *index.Facets) []index.Count { return f.Tags }},
}

func isLabel(param string) bool {
	return slices.ContainsFunc(labelFilters, func(f labelFilter) bool { return f.param == param })
}
