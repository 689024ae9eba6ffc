package index

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/query"
	"github.com/newssearch/newssearch/index/internal/segment"
)

// The address of an article is found by site: and url:. Its terms are the host and the domains that it belongs to, with
// siteMark, and the words of host and path without marks.
const siteMark = "@"

const (
	// maxAddressTerms bounds the terms of one address.
	maxAddressTerms = 40
	// maxAddressNumber is the longest number that is a word of an address; longer ones name the article alone.
	maxAddressNumber = 5
)

// splitAddress returns the host of an address, without www and in lower case, and its path.
func splitAddress(address string) (host, path string) {
	address = strings.TrimSpace(address)
	if !strings.Contains(address, "://") {
		address = "//" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", address
	}
	host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	return host, u.Path + " " + u.RawQuery
}

// addressWords are the words of a text of an address, without marks.
func addressWords(text string) []string {
	words := strings.FieldsFunc(analyzer.Fold(text), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80)
	})
	kept := words[:0]
	for _, w := range words {
		if len(w) <= maxAddressNumber || strings.Trim(w, "0123456789") != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

// addAddress adds the terms of an article's address.
func (d *document) addAddress(address string) {
	if address == "" {
		return
	}
	host, path := splitAddress(address)
	var terms []segment.Listed
	add := func(term string) {
		if len(terms) < maxAddressTerms {
			terms = list(terms, term)
		}
	}
	for rest := host; strings.Contains(rest, "."); {
		add(siteMark + rest)
		_, rest, _ = strings.Cut(rest, ".")
	}
	for _, w := range append(addressWords(host), addressWords(path)...) {
		add(w)
	}
	d.addListed(fieldAddress, terms)
}

// isAddressField reports whether the query language's field of that name is about addresses.
func isAddressField(name string) bool { return name == query.Site || name == query.URL }

// address sets the documents whose address has what n asks for: site: a host or domain, perhaps with the beginning of a path,
// url: words in any place.
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
	var terms []string
	if name == query.Site {
		host, path := splitAddress(value)
		host = strings.Trim(host, ".")
		if strings.Contains(host, ".") {
			terms = append(addressWords(path), siteMark+host)
		} else {
			terms = addressWords(host + " " + path)
		}
	} else {
		terms = addressWords(value)
	}
	all := engine.And{}
	for _, term := range terms {
		bits := p.view.NewBits()
		for i, seg := range p.view.Segments {
			if err := seg.MatchTerm(bits[i], fieldAddress, term); err != nil {
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
