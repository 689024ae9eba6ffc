package analyzer

import (
	"sync"
	"unicode/utf8"
)

// Tokenizer cuts text into tokens. It remembers the terms of the words it has seen, within a
// bound, so one that is kept is faster than a new one. It is not safe for concurrent use; use one for each goroutine.
type Tokenizer struct {
	cache termCache
	atoms []atom // of the chunk at hand
	// dayAt is how many tokens there were when a day and month ended, see afterDay.
	dayAt int
	// surfaces are the numbers of the tokens that were appended last.
	surfaces []uint32
}

// NewTokenizer returns a Tokenizer, about 4 MB when warm.
func NewTokenizer() *Tokenizer {
	return &Tokenizer{cache: newTermCache()}
}

var tokenizers = sync.Pool{New: func() any { return NewTokenizer() }}

// Tokenize cuts text with a shared Tokenizer. It is safe for concurrent use.
func Tokenize(text string) []Token {
	t := tokenizers.Get().(*Tokenizer)
	defer tokenizers.Put(t)
	return t.Append(nil, text)
}

// Surfaces returns a number for each token that the last Append appended: tokens with the same one have the same bytes in the
// text, term and kind. So a caller can keep what it knows of a word by number and need not look it up by its term.
// Numbers rise from 1; those from oldest on are in use, fewer than 33,000 at a time, lower ones will not come again. 0 stands
// for what is not remembered, long words. The slice is valid until the next call of Append.
func (t *Tokenizer) Surfaces() (numbers []uint32, oldest uint32) { return t.surfaces, t.cache.oldest }

// gap is what lies between two tokens.
type gap struct{ strong, comma bool }

// Append appends the tokens of text to dst, in order of Start; a compound comes directly before its parts.
// The text may be of any length and in any Unicode form; bytes that are not UTF-8 separate tokens. Terms are shared
// with the cache of t and do not keep text in memory. Append does not allocate but for dst and for words not seen before.
func (t *Tokenizer) Append(dst []Token, text string) []Token {
	var g gap
	t.surfaces = t.surfaces[:0]
	first := len(dst)
	t.dayAt = -1
	for i := 0; i < len(text); {
		var c class
		n := 1
		if b := text[i]; b < utf8.RuneSelf {
			c = classTable[b]
		} else {
			c, n = classAt(text, i)
		}
		switch c {
		case classLetter:
			end, next := wordEnd(text, i)
			switch {
			case end == next && joinsAt(text, end):
				dst, i = t.chunk(dst, text, i, g)
			case !g.strong && followsNumbered(dst[first:]) && isRoman(text[i:end]):
				dst = t.compound(dst, text, i, end, asRoman, g)
				dst = t.word(dst, text, i, end, g)
				i = next
			default:
				dst = t.word(dst, text, i, end, g)
				i = next
			}
			g = gap{}
			continue
		case classDigit:
			dst, i = t.number(dst, first, text, i, g)
			g = gap{}
			continue
		case classHan:
			end := clusterEnd(text, i+n)
			dst = t.part(dst, text, i, end, asHan, g)
			g = gap{}
			i = end
			continue
		case classBreak:
			g.strong = true
		case classComma:
			g.comma = true
		case classJoiner:
			g.strong = g.strong || signBreaks(dst[first:], text, i, n)
		}
		i += n
	}
	return dst
}

// signBreaks tells whether the sign at i, which joins nothing, ends something: full stops and colons do,
// but for the point of a title (TP. Hồ Chí Minh); a hyphen does between spaces; quotes do.
func signBreaks(before []Token, text string, i, n int) bool {
	switch text[i] {
	case '.':
		if k := len(before) - 1; k >= 0 && before[k].End == i && isTitle(before[k].Term) && byteAt(text, i+1) == ' ' {
			c, _ := classAt(text, i+2)
			return !c.isWord()
		}
		return true
	case ':', '\'':
		return true
	case '-':
		return i > 0 && text[i-1] == ' ' && byteAt(text, i+1) == ' '
	case '/', '&', '_', '@':
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[i : i+n])
	return r == '’'
}

// isTitle reports whether term is an abbreviation after which a name follows.
func isTitle(term string) bool {
	switch term {
	case "tp", "tx", "tt", "q", "p", "ts", "ths", "gs", "pgs", "bs", "ks", "ls", "vs", "ns", "mr", "mrs", "ms", "dr", "st":
		return true
	}
	return false
}

// word appends the part text[i:end], a run of letters and digits.
func (t *Tokenizer) word(dst []Token, text string, i, end int, g gap) []Token {
	return t.part(dst, text, i, end, asWord, g)
}

// part appends one token without Compound.
func (t *Tokenizer) part(dst []Token, text string, i, end int, h how, g gap) []Token {
	r := t.cache.get(text, i, end, h)
	t.surfaces = append(t.surfaces, r.number)
	return append(dst, Token{Start: i, End: end, Term: r.term, Kind: r.kind, Break: g.strong, Comma: g.comma})
}

// compound appends one token with Compound; its parts must follow.
func (t *Tokenizer) compound(dst []Token, text string, i, end int, h how, g gap) []Token {
	r := t.cache.get(text, i, end, h)
	t.surfaces = append(t.surfaces, r.number)
	return append(dst, Token{Start: i, End: end, Term: r.term, Kind: r.kind, Compound: true, Break: g.strong, Comma: g.comma})
}

// wordEnd returns the end of the run of letters, digits and their marks at i, and where to go on; the
// two differ only where a pile of marks was cut, or the run at a rune that only may separate words (see cutSoft). Hidden runes
// inside the run belong to it, at its end they do not.
func wordEnd(text string, i int) (end, next int) {
	runes, marks := 0, 0
	soft := false
	end = i
	for j := i; j < len(text); {
		n := plainLetter(text, j)
		if n == 0 {
			var c class
			c, n = classAt(text, j)
			switch c {
			case classLetter, classDigit:
			case classMark:
				if marks++; marks > maxTokenMarks {
					return end, skipMarks(text, j)
				}
				j += n
				end = j
				continue
			case classHidden:
				soft = true
				j += n
				continue
			default:
				if n = setApart(text, i, j); n == 0 {
					return cutSoft(text, i, end, soft)
				}
				soft = true
				j += n
				end = j
				continue
			}
		}
		if runes == maxTokenRunes {
			break
		}
		runes++
		marks = 0
		j += n
		end = j
	}
	return cutSoft(text, i, end, soft)
}

// plainLetter returns the length of the rune at j if it is one of the letters and digits that make up nearly all text:
// ASCII, Latin-1, Latin Extended-A and Vietnamese. 0 means that one has to look closer.
func plainLetter(text string, j int) int {
	switch b := text[j]; {
	case b < utf8.RuneSelf:
		if c := classTable[b]; c == classLetter || c == classDigit {
			return 1
		}
	case b == 0xE1: // U+1E80 … U+1EFF: ẁ … ỿ
		if j+2 < len(text) && (text[j+1] == 0xBA || text[j+1] == 0xBB) && text[j+2]&0xC0 == 0x80 {
			return 3
		}
	case b == 0xC3: // U+00C0 … U+00FF without × and ÷
		if j+1 < len(text) && text[j+1]&0xC0 == 0x80 && text[j+1] != 0x97 && text[j+1] != 0xB7 {
			return 2
		}
	case b == 0xC4 || b == 0xC5 || b == 0xC6: // U+0100 … U+01BF
		if j+1 < len(text) && text[j+1]&0xC0 == 0x80 {
			return 2
		}
	}
	return 0
}

func skipMarks(text string, j int) int {
	for j < len(text) {
		c, n := classAt(text, j)
		if c != classMark && c != classHidden {
			break
		}
		j += n
	}
	return j
}

// clusterEnd moves the end of a token behind the combining marks that follow it.
func clusterEnd(text string, end int) int {
	for j := end; j < len(text) && text[j] >= utf8.RuneSelf; {
		c, n := classAt(text, j)
		if c != classMark && c != classHidden {
			break
		}
		j += n
		if c == classMark {
			end = j
		}
	}
	return end
}

// joinsAt reports whether a sign stands at i that may join the word before it with a word behind it.
func joinsAt(text string, i int) bool {
	c, n := classAt(text, i)
	if c != classJoiner {
		return false
	}
	if after, _ := classAt(text, i+n); after == classLetter || after == classDigit {
		return true
	}
	return text[i] == ':' && byteAt(text, i+1) == '/' && byteAt(text, i+2) == '/'
}
