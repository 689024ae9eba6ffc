package mark

import "strings"

// wordFilter rejects most words of a text that cannot be one of the wanted terms by
// their first and last letters alone; it rejects about nine in ten.
type wordFilter struct {
	pairs [letterClasses][letterClasses]bool
	// numbers: a term is a number or a day, which the word before may make of others: khóa XIV, ngày 20-11.
	numbers bool
}

// letterClasses are the consonants of ASCII, 1 to 26, and 0 for all other letters:
// which vowel it is, and with which mark, depends on how the word is spelled.
const letterClasses = 27

// Bytes of a text as the filter sees them.
const (
	otherByte = iota // the word has to be read
	asciiLetter
	stopByte  // ends a word, where blanks follow
	blankByte // between words
)

var byteKinds = func() (kinds [256]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		kinds[c], kinds[c-'a'+'A'] = asciiLetter, asciiLetter
	}
	for _, c := range ",.;:?!" {
		kinds[c] = stopByte
	}
	kinds[' '], kinds['\n'] = blankByte, blankByte
	return kinds
}()

var classes = func() (classes [256]uint8) {
	for c := byte('a'); c <= 'z'; c++ {
		if strings.IndexByte("aeiouy", c) < 0 {
			classes[c], classes[c-'a'+'A'] = c-'a'+1, c-'a'+1
		}
	}
	return classes
}()

// add has the filter pass a term, which is not empty.
func (f *wordFilter) add(term string) {
	f.pairs[classes[term[0]]][classes[term[len(term)-1]]] = true
	f.numbers = f.numbers || len(term) <= 2 && isDigits(term) || strings.Contains(term, "/")
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// isRomanLike reports whether a word may be a Roman number, with stops after it.
func isRomanLike(word string) bool {
	return strings.TrimLeft(strings.TrimRight(word, ",.;:?!"), "IVXivx") == ""
}

// next returns the first stretch of text from at on, between blanks, all words of
// which may be terms; it is empty when there is none. Tokens do not reach over
// blanks, except for marks set apart, and except for Break and Comma do not depend on what
// stands around them. Numbers do: their stretch begins with the word before.
func (f *wordFilter) next(text string, at int) (start, end int) {
	start, end = len(text), len(text)
	before := at
	for at < len(text) {
		if byteKinds[text[at]] == blankByte {
			at++
			continue
		}
		after, passes := f.word(text, at)
		switch {
		case passes && start == len(text):
			start, end = at, after
			if f.numbers && (isDigits(text[at:at+1]) || isRomanLike(text[at:after])) {
				start = before
			}
		case passes:
			end = after
		case start < len(text):
			return start, end
		}
		before, at = at, after
	}
	return start, end
}

// word returns the end of what stands at start up to a blank, and whether it may be a term.
func (f *wordFilter) word(text string, start int) (end int, passes bool) {
	letters := start // the end of the letters, which stops may follow
	for end = start; end < len(text); {
		kind, n := byteKinds[text[end]], 1
		if kind == blankByte {
			if end+1 == len(text) || text[end+1] != 0xCC {
				break
			}
			kind = otherByte // a mark set apart
		}
		if kind == otherByte {
			if n = vietnameseLetter(text, end); n > 0 {
				kind = asciiLetter
			}
		}
		switch {
		case kind == otherByte || kind == asciiLetter && letters < end:
			passes, n = true, max(n, 1)
		case kind == asciiLetter:
			letters = end + n
		}
		end += n
	}
	return end, passes || letters == start || f.pairs[classes[text[start]]][classes[text[letters-1]]] || f.numbers && isRomanLike(text[start:end])
}

// vietnameseLetter returns the length of the letter at i when it is one of those of
// Latin-1, Latin Extended-A, Ơ, Ư and the Vietnamese block, else 0.
func vietnameseLetter(text string, i int) int {
	if i+1 >= len(text) {
		return 0
	}
	switch b := text[i+1]; text[i] {
	case 0xC3: // À … ÿ without ×, ÷ and ß, which two letters stand for
		if b&0xC0 == 0x80 && b != 0x97 && b != 0xB7 && b != 0x9F {
			return 2
		}
	case 0xC4: // Ā … Ŀ
		if b&0xC0 == 0x80 {
			return 2
		}
	case 0xC6: // Ơ ơ Ư ư
		if b == 0xA0 || b == 0xA1 || b == 0xAF || b == 0xB0 {
			return 2
		}
	case 0xE1: // Ạ … ỹ
		if i+2 < len(text) && (b == 0xBA || b == 0xBB) && text[i+2]&0xC0 == 0x80 {
			return 3
		}
	}
	return 0
}
