package query

import (
	"strings"
	"unicode"
)

// Quote writes a value so that Parse reads it as one phrase. Quotation marks in
// it become spaces: no phrase can hold one.
func Quote(value string) string {
	words := strings.FieldsFunc(value, func(r rune) bool { return isQuote(r) || unicode.IsSpace(r) })
	return `"` + strings.Join(words, " ") + `"`
}
