package abbrev

import (
	"strings"

	"github.com/newssearch/newssearch/analyzer"
)

// ShortKey is what the spellings of a short form have in common: GD&ĐT, GD-ĐT.
func ShortKey(short string) string {
	var key strings.Builder
	for _, part := range strings.FieldsFunc(analyzer.Fold(short), func(r rune) bool {
		return strings.ContainsRune("&-./ ", r)
	}) {
		key.WriteString(part)
	}
	return key.String()
}

// LongKey is what the spellings of a long form have in common, marks or none. Its
// terms are those of analyzer.Terms.
func LongKey(terms []string) string { return analyzer.Fold(strings.Join(terms, " ")) }

// ShortTerms are the terms by which a short form is found: the compound of its parts
// when it is joined.
func ShortTerms(short string) []string {
	tokens := analyzer.Tokenize(short)
	if len(tokens) > 0 && tokens[0].Compound && tokens[0].End == len(short) {
		return []string{tokens[0].Term}
	}
	return analyzer.Terms(short)
}
