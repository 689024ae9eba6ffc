package index

import (
	"slices"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/query"
	"github.com/newssearch/newssearch/index/internal/stored"
)

// labelField is a field of articles that holds labels, not text: a filter, and
// a facet. A new one is a row in labelFields.
type labelField struct {
	document.Label
	// query is its name in the query language, filter that of its list in a Request.
	query, filter string
	// wanted is the list of a Request that filters by it.
	wanted func(r *Request) *[]string
	// counts is where its facet is shown.
	counts func(f *Facets) *[]Count
}

var labelFields = [...]labelField{
	{document.Label{Name: "source", Of: func(a *stored.Article) []string { return []string{a.Source} }}, query.Source, "Sources",
		func(r *Request) *[]string { return &r.Sources },
		func(f *Facets) *[]Count { return &f.Sources }},
	{document.Label{Name: "category", Of: func(a *stored.Article) []string { return []string{a.Category} }}, query.Category, "Categories",
		func(r *Request) *[]string { return &r.Categories },
		func(f *Facets) *[]Count { return &f.Categories }},
	{document.Label{Name: "author", Of: func(a *stored.Article) []string { return []string{a.Author} }}, query.Author, "Authors",
		func(r *Request) *[]string { return &r.Authors },
		func(f *Facets) *[]Count { return &f.Authors }},
	{document.Label{Name: "tag", Of: func(a *stored.Article) []string { return a.Tags }}, query.Tag, "Tags",
		func(r *Request) *[]string { return &r.Tags },
		func(f *Facets) *[]Count { return &f.Tags }},
}

// labels are the label fields as package document needs them.
func labels() []document.Label {
	list := make([]document.Label, len(labelFields))
	for i, f := range labelFields {
		list[i] = f.Label
	}
	return list
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
		return p.view.labels.Having(f.Name, n.Text)
	case *query.Phrase:
		return p.view.labels.Having(f.Name, n.Text)
	case *query.Prefix:
		return p.view.labels.Beginning(f.Name, n.Text)
	}
	return engine.Or{}, nil
}

// anyLabel holds where a label field has any of values; nil for no values.
func (p *plan) anyLabel(f *labelField, values []string) (engine.Expr, error) {
	any := engine.Or{}
	for _, v := range values {
		bits, err := p.view.labels.Having(f.Name, v)
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
