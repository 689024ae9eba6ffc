package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// cleanBlock repairs running text: its paragraphs come out separated by single
// newlines, without blank ones, each as cleanLine leaves it.
func cleanBlock(s string) string {
	if tidy(s, true) {
		return s
	}
	return clean(s, true)
}

// cleanLine repairs the text of one line, such as a title: NFC, plain single
// spaces, no newlines, nothing invisible and no control characters.
func cleanLine(s string) string {
	if tidy(s, false) {
		return s
	}
	return clean(s, false)
}

// clean is one pass over s; invalid bytes become U+FFFD.
func clean(s string, keepLines bool) string {
	var b strings.Builder
	b.Grow(len(s))
	space, line := false, false // separators owed before the next character
	last := rune(0)             // the last rune written
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			space, line = true, true
			continue
		case r == ' ' || r == '\t' || r > unicode.MaxASCII && unicode.Is(unicode.Zs, r):
			space = true
			continue
		case r < ' ' || r == '\x7f' || invisible(r, last):
			continue
		}
		if space && b.Len() > 0 {
			if line && keepLines {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		}
		space, line = false, false
		b.WriteRune(r)
		last = r
	}
	return norm.NFC.String(b.String())
}

// tidy reports whether clean would return s as it is, as it does for most text. It
// is a pass over bytes that knows the characters of Vietnamese text and gives up at
// any other: it is five times as fast as clean, which is what reading costs most.
func tidy(s string, keepLines bool) bool {
	separator := true // before the first character, none may stand
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' || c == '\n' {
			if separator || c == '\n' && !keepLines {
				return false
			}
			separator = true
			continue
		}
		if c < ' ' || c == 0x7f {
			return false
		}
		// A space before a newline is caught as a second separator.
		separator = false
		if c < utf8.RuneSelf {
			continue
		}
		n := tidyRune(s[i:])
		if n == 0 {
			return false
		}
		i += n - 1
	}
	return !separator || s == ""
}

// tidyRune is the length of the first character of s if it is visible and the same
// in every normal form that composes: Latin-1 and its extensions, the Vietnamese
// letters, general punctuation. Otherwise 0.
func tidyRune(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r > 0xa0 && r < 0x300 && r != '\u00ad',
		r >= 0x1e00 && r <= 0x1eff,
		r >= 0x2010 && r <= 0x2027,
		r >= 0x2030 && r <= 0x205e,
		r == '€', r == '₫':
		return n
	}
	return 0
}

// invisible reports whether r, standing after last, has no form of its own: zero-width
// characters, soft hyphens, direction marks, C1 controls and noncharacters. The
// zero-width joiner stays inside emoji, which it holds together.
func invisible(r, last rune) bool {
	switch {
	case r < 0x80:
		return false
	case r == '\u200d':
		return last < 0x2190
	case r < 0xa0, r == '\u00ad', r == '\u200b', r == '\u200c', r == '\u2060', r == '\ufeff':
		return true
	case r >= 0x200e && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2061 && r <= 0x206f:
		return true
	}
	return r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}

// legible reports whether texts, which have been cleaned, read as text: at most one in
// fifty of their characters may be a replacement or private-use one.
// One torn character in an article is common, a page of them is noise.
func legible(texts ...string) bool {
	bad, all := 0, 0
	for _, s := range texts {
		// Those characters begin with one of these bytes, which most texts do not have.
		if strings.IndexByte(s, 0xee) < 0 && strings.IndexByte(s, 0xef) < 0 && strings.IndexByte(s, 0xf3) < 0 && strings.IndexByte(s, 0xf4) < 0 {
			all += len(s) / 2 // at least, and near enough to tell noise
			continue
		}
		for _, r := range s {
			all++
			if r == utf8.RuneError || r >= 0xe000 && unicode.Is(unicode.Co, r) {
				bad++
			}
		}
	}
	return bad*50 <= all
}
