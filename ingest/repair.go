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
	if s == "" {
		return ""
	}
	return clean(s, true)
}

// cleanLine repairs the text of one line, such as a title: NFC, plain single
// spaces, no newlines, nothing invisible and no control characters.
func cleanLine(s string) string {
	if s == "" {
		return ""
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

// collapseSpace turns every run of white space into one space and trims the ends.
func collapseSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

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

// legible reports whether s, which has been cleaned, reads as text: at most one in
// fifty of its visible characters may be a replacement or private-use one.
// One torn character in an article is common, a page of them is noise.
func legible(s string) bool {
	bad, all := 0, 0
	for _, r := range s {
		if r == ' ' || r == '\n' {
			continue
		}
		all++
		if r == utf8.RuneError || unicode.Is(unicode.Co, r) {
			bad++
		}
	}
	return bad*50 <= all
}
