package analyzer

import (
	"unicode"
	"unicode/utf8"
)

// class is what the tokenizer needs to know of a rune.
type class uint8

const (
	classSpace  class = iota // also symbols and whatever has no meaning here
	classBreak               // the end of a sentence, a paragraph or a quotation
	classComma               //
	classJoiner              // may join two parts when nothing else stands between them
	classLetter              //
	classDigit               // an ASCII digit, where a number may start
	classMark                // a combining mark: belongs to the letter before it
	classHidden              // has no width, means nothing
	classHan                 // a Chinese character, or a number in one character: a word of its own
)

// Runes below classTableEnd are looked up, which covers Latin, Greek and Cyrillic letters.
const classTableEnd = 0x0500

var classTable = newClassTable()

func newClassTable() *[classTableEnd]class {
	var t [classTableEnd]class
	for r := rune(0); r < classTableEnd; r++ {
		t[r] = classify(r)
	}
	return &t
}

func classOf(r rune) class {
	if r < classTableEnd {
		return classTable[r]
	}
	return classify(r)
}

func classify(r rune) class {
	switch r {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029, '!', '?', ';', '…', '"', '(', ')', '[', ']', '{', '}', '|', '<', '>',
		'“', '”', '„', '«', '»', '‹', '›', '‘', '–', '—', '―', '。', '、', '！', '？', '：', '；', '•', '·':
		return classBreak
	case ',', '，':
		return classComma
	case '.', ':', '-', '/', '&', '\'', '’', '_', '@', 0x2010, 0x2011:
		return classJoiner
	case '¹', '²', '³':
		return classLetter
	case '¼', '½', '¾':
		return classHan
	}
	switch {
	case r >= 0x2460 && r <= 0x2473: // ① to ⑳
		return classHan
	case r >= '0' && r <= '9':
		return classDigit
	case isIgnorable(r):
		return classHidden
	case unicode.Is(unicode.Han, r) && unicode.IsLetter(r):
		return classHan
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return classLetter
	case unicode.IsMark(r):
		return classMark
	}
	return classSpace
}

// isWordClass reports whether a token may start with a rune of class c.
func (c class) isWord() bool { return c == classLetter || c == classDigit || c == classHan }

// classAt returns the class of the rune at byte i and its length; classSpace and 0 at the end of text.
func classAt(text string, i int) (class, int) {
	if i >= len(text) {
		return classSpace, 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		return classTable[c], 1
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	if r == utf8.RuneError && n == 1 {
		return classSpace, 1
	}
	return classOf(r), n
}

// visibleAt is classAt of the first rune at or after i that has a width.
func visibleAt(text string, i int) class {
	for {
		c, n := classAt(text, i)
		if c != classHidden {
			return c
		}
		i += n
	}
}
