package document

import (
	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/abbrev"
	"github.com/newssearch/newssearch/index/internal/segment"
)

// maxExplained bounds how many abbreviations of one article are kept; a glossary
// has more, but no news does.
const maxExplained = 64

// abbreviations collects what an article explains.
type abbreviations struct {
	terms []segment.Listed
}

// add looks for abbreviations in one run of text.
func (c *abbreviations) add(text string, tokens []analyzer.Token) {
	abbrev.Find(text, tokens, func(p abbrev.Pair) {
		if len(c.terms) >= 2*maxExplained {
			return
		}
		for _, entry := range abbrev.Entries(p) {
			c.terms = list(c.terms, entry)
		}
	})
}

// addAbbreviations adds the field of what was collected.
func (d *Document) addAbbreviations(c abbreviations) {
	d.addListed(Abbreviation, c.terms)
}
