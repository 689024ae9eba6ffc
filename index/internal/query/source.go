package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// source is a query string made safe to scan: valid UTF-8, controls and
// invalid bytes turned into spaces, invisible format characters (bidi controls,
// zero-width spaces, byte order marks) dropped.
type source struct {
	text string
	// offsets has the offset in the original string for each byte of text,
	// and one for its end.
	offsets []int
	// capitals: HOẶC and AND are words here.
	capitals bool
}

// newSource cleans s, and returns the place of the first invalid text, if any.
func newSource(s string) (src source, problems []Problem) {
	var b strings.Builder
	b.Grow(len(s))
	src.offsets = make([]int, 0, len(s)+1)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= utf8.RuneSelf && unicode.Is(unicode.Cf, r) {
			i += size
			continue
		}
		if r == utf8.RuneError && size == 1 || unicode.IsControl(r) {
			if !unicode.IsSpace(r) && len(problems) == 0 {
				problems = append(problems, Problem{InvalidText, i, i + size})
			}
			r = ' '
		}
		for range utf8.RuneLen(r) {
			src.offsets = append(src.offsets, i)
		}
		b.WriteRune(r)
		i += size
	}
	src.offsets = append(src.offsets, len(s))
	src.text = b.String()
	src.capitals = allCapitals(src.text)
	return src, problems
}

// allCapitals reports whether s has no lower-case letter but, outside its
// operators, a Vietnamese one: then it is a sentence in capitals. Acronyms
// alone ("VOV HOẶC VTV") are not.
func allCapitals(s string) bool {
	marked := false
	for word := range strings.FieldsFuncSeq(s, endsWord) {
		if isOperator(word) {
			continue
		}
		for _, r := range word {
			if unicode.IsLower(r) {
				return false
			}
			marked = marked || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r))
		}
	}
	return marked
}

// isOperator reports whether word, typed so, can be an operator.
func isOperator(word string) bool {
	return word == "OR" || word == "AND" || isOperatorVi(word, "HOẶC") || isOperatorVi(word, "VÀ") || isNegation(word)
}

// isOperatorVi reports whether word is the Vietnamese operator op, in any normalisation.
func isOperatorVi(word, op string) bool {
	return len(word) >= 3 && word[0] == op[0] && norm.NFC.String(word) == op
}

// isNegation reports whether word, typed so, can exclude what follows.
func isNegation(word string) bool { return word == "NOT" || isOperatorVi(word, "KHÔNG") }

// isCommonWord reports whether an operator is an everyday word too, so that nothing need be said when it is read as one.
func isCommonWord(operator string) bool {
	return isOperatorVi(operator, "VÀ") || isOperatorVi(operator, "KHÔNG")
}

// endsWord reports whether r cannot be part of a word.
func endsWord(r rune) bool {
	return unicode.IsSpace(r) || r == '(' || r == ')' || isQuote(r)
}

// isQuote reports whether r opens or closes a phrase. Single quotes do not:
// they are apostrophes too.
func isQuote(r rune) bool {
	return isGuillemet(r) || strings.ContainsRune(`"“”„‟＂`, r)
}

func isGuillemet(r rune) bool { return r == '«' || r == '»' }

// isDash reports whether r negates at the start of a word.
func isDash(r rune) bool { return r == '-' || r == '－' }

// isSearchable reports whether s has anything that can be looked up.
func isSearchable(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// isTail reports whether r may follow a word that is searched for by prefix
// ("tinh*,") without being part of it.
func isTail(r rune) bool { return isColon(r) || strings.ContainsRune("*,.;!?…", r) }
