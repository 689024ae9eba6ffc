package document

import (
	"net/url"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
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
func (d *Document) addAddress(address string) {
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
	d.addListed(Address, terms)
}

// SiteTerms are the terms that the address of an article has to have for site: with a host
// or domain, perhaps with the beginning of a path.
func SiteTerms(value string) []string {
	host, path := splitAddress(value)
	host = strings.Trim(host, ".")
	if strings.Contains(host, ".") {
		return append(addressWords(path), siteMark+host)
	}
	return addressWords(host + " " + path)
}

// URLTerms are the terms that the address of an article has to have for url: with words
// that may stand in any place.
func URLTerms(value string) []string { return addressWords(value) }
