package index

import (
	"fmt"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/query"
)

// isAddressField reports whether the query language's field of that name is about addresses.
func isAddressField(name string) bool { return name == query.Site || name == query.URL }

// address holds where the address of an article has what the field name: asks for with n.
func (p *plan) address(name string, n query.Node) (engine.Expr, error) {
	value := ""
	switch n := n.(type) {
	case *query.Word:
		value = n.Text
	case *query.Phrase:
		value = n.Text
	case *query.Prefix:
		value = n.Text
	}
	terms := document.URLTerms
	if name == query.Site {
		terms = document.SiteTerms
	}
	all := engine.And{}
	for _, term := range terms(value) {
		bits := p.view.NewBits()
		for i, seg := range p.view.Segments {
			if err := seg.MatchTerm(bits[i], document.Address, term); err != nil {
				return nil, fmt.Errorf("filter by address: %w", err)
			}
		}
		all = append(all, bits)
	}
	if len(all) == 0 {
		return engine.Or{}, nil
	}
	return all, nil
}
