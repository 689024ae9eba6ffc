package label

import (
	"strings"
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
)

// Begins reports whether a label begins with what was typed: with its words, of
// which the last may be cut short. Marks typed are respected, marks left out are free.
func Begins(typed, label string) bool {
	words, terms := analyzer.Terms(typed), analyzer.Terms(label)
	if len(words) == 0 || len(words) > len(terms) {
		return false
	}
	last := len(words) - 1
	return agree(words[:last], terms[:last]) && beginsWord(words[last], terms[last])
}

// beginsWord reports whether the beginning of term agrees with typed.
func beginsWord(typed, term string) bool {
	n := utf8.RuneCountInString(typed)
	for i := range term {
		if n--; n < 0 {
			term = term[:i]
			break
		}
	}
	return strings.HasPrefix(term, typed) || analyzer.Agrees(typed, term)
}
