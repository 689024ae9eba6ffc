package abbrev

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
)

// Pair is a short form with the long one that it was explained by, both as
// they stand in the text, in composed Unicode and with single spaces.
type Pair struct {
	Short, Long string
}

// Limits of what is looked at around a bracket.
const (
	// maxInside is how far, in bytes, the closing bracket may be: the longest
	// names of offices have 60 letters of up to three bytes.
	maxInside = 180
	// maxWords is how many words a long form may have.
	maxWords = 12
	// minShort and maxShort bound the letters of a short form.
	minShort = 2
	maxShort = 10
)

// Find calls yield with every abbreviation explained in text. tokens are those
// of the text, as from [analyzer.Tokenize].
func Find(text string, tokens []analyzer.Token, yield func(Pair)) {
	next := 0 // the first token at or behind the bracket
	for open := strings.IndexByte(text, '('); open >= 0; {
		for next < len(tokens) && tokens[next].Start < open {
			next++
		}
		rest := text[open+1:]
		if length := strings.IndexByte(rest[:min(len(rest), maxInside)], ')'); length > 0 {
			bracket(text, tokens[:next], open, rest[:length], yield)
		}
		step := strings.IndexByte(rest, '(')
		if step < 0 {
			return
		}
		open += 1 + step
	}
}

// bracket looks at one bracket: before are the tokens that begin before it.
func bracket(text string, before []analyzer.Token, open int, inside string, yield func(Pair)) {
	if !hasCapitals(inside[strings.LastIndexByte(inside, ' ')+1:]) && !hasCapitals(lastPiece(text[:open])) {
		return
	}
	words := wordsBefore(text, before, open)
	if len(words) == 0 {
		return
	}
	if short, ok := shortInside(inside, words); ok {
		if n := align(letters(short), words, false); n > 0 {
			yield(Pair{Short: short, Long: join(text, words[len(words)-n:])})
		}
		return
	}
	short, ok := shortBefore(text[:open])
	if !ok {
		return
	}
	content, _, _ := strings.Cut(inside, ",")
	long := wordsOf(content)
	if len(long) <= maxWords && align(letters(short), long, true) == len(long) && len(long) > 0 {
		yield(Pair{Short: short, Long: join(content, long)})
	}
}

// hasCapitals reports whether s has two capitals, as every short form has. Most
// brackets fail this and cost no more.
func hasCapitals(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= minShort
}

// lastPiece is what stands behind the last space of text but one.
func lastPiece(text string) string {
	text = text[max(0, len(text)-4*maxShort):]
	text = strings.TrimRight(text, " \u00a0")
	return text[strings.LastIndexByte(text, ' ')+1:]
}

// word is a word of a text with its bytes there.
type word struct {
	start, end int
	lower      string // normalised
}

// wordsBefore returns the words that stand directly before the bracket at open,
// back to the nearest end of a sentence or of what is in brackets or quotes.
func wordsBefore(text string, before []analyzer.Token, open int) []word {
	var words []word
	end := open
	for i := len(before) - 1; i >= 0 && len(words) < maxWords; i-- {
		t := &before[i]
		if t.Compound {
			continue
		}
		if t.End > end || strings.ContainsAny(text[t.End:end], ".;:!?()[]\"“”…\n") {
			break
		}
		words = append(words, word{t.Start, t.End, lowered(text[t.Start:t.End])})
		end = t.Start
	}
	for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
		words[i], words[j] = words[j], words[i]
	}
	return words
}

// wordsOf cuts a text in words at everything that is no letter or digit.
func wordsOf(text string) []word {
	var words []word
	start := -1
	for i, r := range text + " " {
		inWord := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		switch {
		case inWord && start < 0:
			start = i
		case !inWord && start >= 0:
			words = append(words, word{start, i, lowered(text[start:i])})
			start = -1
		}
	}
	return words
}

func lowered(s string) string { return analyzer.Lower(analyzer.Normalize(s)) }

// join is the text that words cover, on one line.
func join(text string, words []word) string {
	covered := text[words[0].start:words[len(words)-1].end]
	return strings.Join(strings.FieldsFunc(analyzer.Normalize(covered), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

// leadIns are what may stand in a bracket before the short form.
var leadIns = []string{"sau đây gọi tắt là", "sau đây gọi là", "gọi tắt là", "viết tắt là", "tắt là", "gọi tắt", "viết tắt"}

// shortInside reads what stands in brackets as a short form. Words of the long
// form may be repeated before it: "Sở Nội vụ (Sở NV)".
func shortInside(inside string, before []word) (string, bool) {
	s := strings.Join(strings.Fields(analyzer.Normalize(inside)), " ")
	lower := analyzer.Lower(s)
	for _, lead := range leadIns {
		if strings.HasPrefix(lower, lead) && len(lower) == len(s) {
			s = strings.Trim(s[len(lead):], " :\"“”")
			break
		}
	}
	for {
		first, rest, found := strings.Cut(s, " ")
		if !found || !repeats(lowered(first), before) {
			break
		}
		s = rest
	}
	return s, isShort(s)
}

func repeats(w string, words []word) bool {
	for _, other := range words {
		if other.lower == w {
			return true
		}
	}
	return false
}

// shortBefore returns the short form that ends directly before a bracket.
func shortBefore(text string) (string, bool) {
	text = strings.TrimRight(text, " \u00a0")
	end, start := len(text), len(text)
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(joiners, r) {
			break
		}
		if start -= size; end-start > 4*maxShort {
			return "", false
		}
	}
	short := strings.Trim(analyzer.Normalize(text[start:end]), joiners)
	return short, isShort(short)
}

// joiners may stand between the letters of a short form.
const joiners = "&-./"

// isShort reports whether s looks like an abbreviation: capitals, perhaps with
// small letters that belong to the one before, perhaps joined or in two parts.
func isShort(s string) bool {
	capitals, total, spaces := 0, 0, 0
	for i, r := range s {
		switch {
		case unicode.IsUpper(r):
			capitals++
			total++
		case unicode.IsLower(r) && i > 0:
			total++
		case r == ' ' && i > 0:
			spaces++
		case strings.ContainsRune(joiners, r) && i > 0:
		default:
			return false
		}
	}
	return capitals >= minShort && total <= maxShort && 2*capitals >= total && spaces <= 1 &&
		!(spaces == 1 && total != capitals)
}
