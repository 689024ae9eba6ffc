package index

import (
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/query"
)

// labelField is a field of articles that holds labels, not text: a filter, and
// a facet. A new one is a row in labelFields.
type labelField struct {
	// field is its name in the index, query that in the query language, filter that of a Request.
	field, query, filter string
	// of are the labels that an article has in it.
	of func(a *Article) []string
	// wanted is the list of a Request that filters by it.
	wanted func(r *Request) *[]string
	// counts is where its facet is shown.
	counts func(f *Facets) *[]Count
}

var labelFields = [...]labelField{
	{fieldSource, query.Source, "Sources",
		func(a *Article) []string { return []string{a.Source} },
		func(r *Request) *[]string { return &r.Sources },
		func(f *Facets) *[]Count { return &f.Sources }},
	{fieldCategory, query.Category, "Categories",
		func(a *Article) []string { return []string{a.Category} },
		func(r *Request) *[]string { return &r.Categories },
		func(f *Facets) *[]Count { return &f.Categories }},
	{fieldAuthor, query.Author, "Authors",
		func(a *Article) []string { return []string{a.Author} },
		func(r *Request) *[]string { return &r.Authors },
		func(f *Facets) *[]Count { return &f.Authors }},
	{fieldTag, query.Tag, "Tags",
		func(a *Article) []string { return a.Tags },
		func(r *Request) *[]string { return &r.Tags },
		func(f *Facets) *[]Count { return &f.Tags }},
}

// labelFieldOf returns the field that the query language calls name, or nil.
func labelFieldOf(name string) *labelField {
	i := slices.IndexFunc(labelFields[:], func(f labelField) bool { return f.query == name })
	if i < 0 {
		return nil
	}
	return &labelFields[i]
}

// label holds where a label field has the value that n gives.
func (p *plan) label(f *labelField, n query.Node) (engine.Expr, error) {
	switch n := n.(type) {
	case *query.Word:
		return p.view.labels.Having(f.field, n.Text)
	case *query.Phrase:
		return p.view.labels.Having(f.field, n.Text)
	case *query.Prefix:
		return p.view.labels.Beginning(f.field, n.Text)
	}
	return engine.Or{}, nil
}

// anyLabel holds where a label field has any of values; nil for no values.
func (p *plan) anyLabel(f *labelField, values []string) (engine.Expr, error) {
	any := engine.Or{}
	for _, v := range values {
		bits, err := p.view.labels.Having(f.field, v)
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
