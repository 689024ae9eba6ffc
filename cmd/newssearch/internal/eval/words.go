package eval

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a run of letters of a query that is neither an operator nor part of a
// filter: what a person could have typed differently.
type word struct {
	start, end int // bytes of the query
	// excluded is set for words behind a dash, which are not wanted.
	excluded bool
	// plain is unset for words that are in a phrase, excluded or a prefix: there
	// another letter asks for something else.
	plain bool
}

// filterPattern matches a field of the query language with its value.
// A space may follow the colon of the fields of the first group only.
var filterPattern = func() *regexp.Regexp {
	const (
		spaced = `title|tiêu[ _]?đề|tựa(?:[ _]?đề)?|lead|sapo|source|nguồn|category|chuyên[ _]?mục|author|tác[ _]?giả|tag`
		tight  = `mục|after|sau|before|trước`
		value  = `(?:"[^"]*"?|\([^)]*\)?|[^\s()"]+)`
	)
	names := func(s string) string { return s + "|" + norm.NFD.String(s) }
	return regexp.MustCompile(`(?i)(?:^|[\s(+-])(?:(?:` + names(spaced) + `):\s?|(?:` + names(tight) + `):)` + value)
}()

// operators are read as such in capitals only; in small letters they are words,
// but must not become operators by a perturbation.
var operators = map[string]bool{"or": true, "and": true, "hoặc": true}

// wordsOf finds the words of a query, in order. Runs with a digit in them are
// names or numbers, not words.
func wordsOf(query string) []word {
	filters := filterPattern.FindAllStringIndex(query, -1)
	var words []word
	quoted := false
	for i := 0; i < len(query); {
		if len(filters) > 0 && i >= filters[0][0] {
			i, filters = filters[0][1], filters[1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(query[i:])
		if !isWordRune(r) {
			quoted = quoted != isQuote(r)
			i += size
			continue
		}
		end := len(query)
		if n := strings.IndexFunc(query[i:], func(r rune) bool { return !isWordRune(r) }); n >= 0 {
			end = i + n
		}
		run := query[i:end]
		if !strings.ContainsFunc(run, unicode.IsNumber) && !operators[norm.NFC.String(strings.ToLower(run))] {
			excluded := strings.HasSuffix(query[:i], "-") && (i == 1 || !isWordBefore(query[:i-1]))
			words = append(words, word{i, end, excluded, !quoted && !excluded && !strings.HasPrefix(query[end:], "*")})
		}
		i = end
	}
	return words
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) }

func isWordBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && isWordRune(r)
}

func isQuote(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '«' || r == '»' }

// mapWords replaces every word of the query by f of it.
func mapWords(query string, f func(string) string) string {
	return mapSome(query, func(word) bool { return true }, f)
}

// mapWanted replaces every word of the query that is not excluded. It is for
// perturbations that lose something: "cà -cá" without marks excludes what it seeks.
func mapWanted(query string, f func(string) string) string {
	return mapSome(query, func(w word) bool { return !w.excluded }, f)
}

func mapSome(query string, pick func(word) bool, f func(string) string) string {
	var b strings.Builder
	last := 0
	for _, w := range wordsOf(query) {
		if !pick(w) {
			continue
		}
		b.WriteString(query[last:w.start])
		b.WriteString(f(query[w.start:w.end]))
		last = w.end
	}
	b.WriteString(query[last:])
	return b.String()
}
