package complete

import (
	"strings"
	"unicode"

	"github.com/newssearch/newssearch/analyzer"
)

// separates reports whether r stands between words: it is not compared.
func separates(r rune) bool {
	switch r {
	case ',', '.', ';', ':', '!', '?', '"', '\'', '(', ')', '[', ']', '“', '”', '‘', '’', '-', '–', '—', '…', '/':
		return true
	}
	return unicode.IsSpace(r)
}

// split cuts a normalised text into words and what stands between them, in turn:
// separator is true for the latter. A single space between words is left out.
func split(text string, f func(piece string, separator bool)) {
	for start := 0; start < len(text); {
		rest := text[start:]
		end := strings.IndexFunc(rest, separates)
		if end == 0 {
			if end = strings.IndexFunc(rest, func(r rune) bool { return !separates(r) }); end < 0 {
				end = len(rest)
			}
			if rest[:end] != " " || start == 0 || end == len(rest) {
				f(rest[:end], true)
			}
		} else {
			if end < 0 {
				end = len(rest)
			}
			f(rest[:end], false)
		}
		start += end
	}
}

// foldsOf returns what typed text is compared by: the folds of its words.
func foldsOf(text string) []string {
	var folds []string
	split(analyzer.Normalize(text), func(piece string, separator bool) {
		if !separator {
			folds = append(folds, analyzer.Fold(piece))
		}
	})
	return folds
}
