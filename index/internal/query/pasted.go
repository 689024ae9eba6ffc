package query

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
)

var (
	// escapes are runs of percent-encoded bytes.
	escapes = regexp.MustCompile(`(?:%[0-9A-Fa-f]{2})+`)
	// hyphens are hyphens at the end of a line, with the letters around them.
	hyphens = regexp.MustCompile(`([\pL\pM]+)[-\x{2010}\x{00AD}][ \t]*\r?\n[ \t]*([\pL\pM]+)`)
)

// Pasted undoes what copying has done to a query: percent-encoding of addresses, and syllables broken at the ends of lines.
func Pasted(text string) string {
	if strings.Contains(text, "%") {
		text = unescaped(text)
	}
	if strings.Contains(text, "\n") {
		text = hyphens.ReplaceAllStringFunc(text, joinLines)
	}
	return text
}

// unescaped decodes the words of text that are percent-encoded. A sign after a number ("tăng 5%20 năm") is no encoding.
func unescaped(text string) string {
	return escapes.ReplaceAllStringFunc(text, func(run string) string {
		at := strings.Index(text, run)
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		out, err := url.PathUnescape(run)
		if err != nil || !utf8.ValidString(out) || unicode.IsDigit(before) || strings.ContainsFunc(out, unicode.IsControl) {
			return run
		}
		return out
	})
}

// joinLines joins a hyphenated word: without the hyphen when the halves make a syllable.
func joinLines(broken string) string {
	m := hyphens.FindStringSubmatch(broken)
	if analyzer.IsSyllable(analyzer.Term(m[1]+m[2])) || !analyzer.IsSyllable(analyzer.Term(m[1])) && !unicode.IsUpper([]rune(m[2])[0]) {
		return m[1] + m[2]
	}
	return m[1] + "-" + m[2]
}
