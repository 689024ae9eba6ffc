package cluster

import (
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
)

// placer writes texts as places: terms separated by spaces, where what stands
// at one place is joined by alternative. It is not safe for concurrent use.
type placer struct {
	tokenizer *analyzer.Tokenizer
	tokens    []analyzer.Token
	forms     []string
	hashes    []uint64
}

func newPlacer() *placer { return &placer{tokenizer: analyzer.NewTokenizer()} }

// text returns the places of text. A compound stands at the place of its first part.
func (p *placer) text(text string) string {
	p.tokens = p.tokenizer.Append(p.tokens[:0], text)
	var b strings.Builder
	b.Grow(3 * len(text))
	var compounds []string
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.Compound {
			compounds = appendForms(compounds, t)
			continue
		}
		p.forms = appendForms(p.forms[:0], t)
		p.forms = append(p.forms, foldMark+analyzer.Fold(t.Term))
		p.forms = append(p.forms, compounds...)
		compounds = compounds[:0]
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		for j, form := range p.forms {
			if slices.Contains(p.forms[:j], form) {
				continue // it would count twice
			}
			if j > 0 {
				b.WriteString(alternative)
			}
			b.WriteString(form)
		}
	}
	return b.String()
}

// appendForms appends the terms that a token is indexed by: words with marks
// that are not Vietnamese syllables (Beyoncé, HĐND) are found without their marks too.
func appendForms(forms []string, t *analyzer.Token) []string {
	forms = append(forms, t.Term)
	if t.Kind == analyzer.KindSyllable {
		return forms
	}
	if fold := analyzer.Fold(t.Term); fold != t.Term {
		forms = append(forms, fold)
	}
	return forms
}
