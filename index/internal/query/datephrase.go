package query

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// DatePhrase is a Vietnamese way to name a time, found in free text.
type DatePhrase struct {
	// Start and End are its place: bytes [Start, End), on rune borders.
	Start, End int
	Text       string
	// From and To are the time it names: From ≤ t < To.
	From, To time.Time
}

// DatePhrases finds the date phrases in s, from left to right, none inside
// another: "ngày 12/3/2018", "12 tháng 3 năm 2018", "tháng 3/2018", "quý
// I/2020", "năm 2019", "hôm qua", "tuần trước" and the like, in any case and
// normalisation, with or without marks. Days begin in the zone of now, weeks on
// Monday. Phrases that name no real day ("31/2/2018") are left out, and so is
// what may be another thing: a year or "3/2018" alone, the number of a decree
// ("15/3/2018/NĐ-CP"). It is meant to offer filters, not to apply them.
func DatePhrases(s string, now time.Time) []DatePhrase {
	var found []DatePhrase
	tokens := dateTokens(s)
	for i := 0; i < len(tokens); {
		from, to, n := matchDate(tokens[i:], now)
		if n == 0 || isGlued(tokens, i, n) || isAgo(tokens, i, n) || isSouth(s, tokens, i, n) {
			i++
			continue
		}
		start, end := tokens[i].start, tokens[i+n-1].end
		found = append(found, DatePhrase{start, end, s[start:end], from, to})
		i += n
	}
	return found
}

// dateToken is a word, a number or one other character; spaces are none.
type dateToken struct {
	kind       byte   // 'w', '9', or '/' for / - . and '?' for the rest
	text       string // decomposed
	start, end int
}

func dateTokens(s string) []dateToken {
	var tokens []dateToken
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		kind := runeKind(r)
		end := i + size
		if kind == 'w' || kind == '9' {
			for end < len(s) {
				r, size := utf8.DecodeRuneInString(s[end:])
				if runeKind(r) != kind {
					break
				}
				end += size
			}
		}
		if kind != ' ' {
			tokens = append(tokens, dateToken{kind, norm.NFD.String(s[i:end]), i, end})
		}
		i = end
	}
	return tokens
}

// isAgo reports whether the n tokens from i are the "năm trước" of "8 năm
// trước", eight years ago, which is not last year.
func isAgo(tokens []dateToken, i, n int) bool {
	return i > 0 && previous.agrees(tokens[i+n-1].text) && tokens[i-1].isCount()
}

var previous = newMarkedForm("trước")

// counts are words before "năm trước" that make it "years ago".
var counts = newMarkedForms("một hai ba bốn sáu bảy tám chín mười chục trăm nghìn vài mấy nhiều những các")

// isSouth reports whether the n tokens from i are the "Nam 2019" of "Việt Nam
// 2019", south and not year. Where s has marks, năm would have its own; where
// it has none, the word before tells.
func isSouth(s string, tokens []dateToken, i, n int) bool {
	if n != 2 || !strings.EqualFold(tokens[i].text, "nam") {
		return false
	}
	hasMarks := strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r)) })
	return hasMarks || i > 0 && tokens[i-1].isAnyOf(beforeSouth)
}

// beforeSouth are words that Nam ends a name with: countries, provinces, regions, sides.
var beforeSouth = newMarkedForms("việt quảng hà miền phía phương đông tây bắc hướng nước")

// isCount reports whether t counts what follows.
func (t dateToken) isCount() bool {
	return t.kind == '9' || t.isAnyOf(counts)
}

func (t dateToken) isAnyOf(words []markedForm) bool {
	return slices.ContainsFunc(words, func(w markedForm) bool { return w.agrees(t.text) })
}

func runeKind(r rune) byte {
	switch {
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return 'w'
	case '0' <= r && r <= '9':
		return '9'
	case r == '/' || r == '-' || r == '.':
		return '/'
	case unicode.IsSpace(r):
		return ' '
	}
	return '?'
}

// isGlued reports whether the n tokens from i continue, without a space, as a
// longer number or code.
func isGlued(tokens []dateToken, i, n int) bool {
	if i > 0 && tokens[i-1].end == tokens[i].start && tokens[i].kind == '9' && tokens[i-1].kind != '?' {
		return true
	}
	last := tokens[i+n-1]
	if i+n == len(tokens) || tokens[i+n].start != last.end {
		return false
	}
	next := tokens[i+n]
	if next.kind == 'w' || next.kind == '9' {
		return true
	}
	// A full stop or dash may follow a date, but not with more right after it.
	return next.kind == '/' && i+n+1 < len(tokens) && tokens[i+n+1].start == next.end
}
