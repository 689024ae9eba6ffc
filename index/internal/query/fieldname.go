package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The names of the two filters that leave the tree.
const (
	after  = "after"
	before = "before"
)

// fieldName is a way to write a field. Its form is lower case, marked, with
// spaces as '_'.
type fieldName struct {
	form, name string
	// spaced allows a space after the colon. Of 34,715 real headlines none
	// has such a name before ": "; "mục: " and "trước: " occur as the end of
	// ordinary words.
	spaced bool
}

var fieldNames = []fieldName{
	{"title", Title, true}, {"tiêu_đề", Title, true}, {"tiêuđề", Title, true},
	{"tựa", Title, true}, {"tựa_đề", Title, true}, {"tựađề", Title, true},
	{"lead", Lead, true}, {"sapo", Lead, true},
	{"source", Source, true}, {"nguồn", Source, true},
	{"category", Category, true}, {"mục", Category, false},
	{"chuyên_mục", Category, true}, {"chuyênmục", Category, true},
	{"author", Author, true}, {"tác_giả", Author, true}, {"tácgiả", Author, true},
	{"tag", Tag, true},
	{after, after, false}, {"sau", after, false},
	{before, before, false}, {"trước", before, false},
}

// maxNameRunes bounds a field name in runes: the longest, decomposed, has 14.
const maxNameRunes = 24

// matchField reads a field name and its colon at the start of s, and returns
// the length of both in bytes, or 0.
func matchField(s string) (f fieldName, length int) {
	var form strings.Builder
	runes := 0
	for i, r := range s {
		switch {
		case isColon(r):
			typed := form.String()
			for _, f := range fieldNames {
				if agrees(typed, f.form) {
					return f, i + utf8.RuneLen(r)
				}
			}
			return fieldName{}, 0
		case unicode.IsSpace(r) || r == '_':
			if !strings.HasSuffix(form.String(), "_") {
				form.WriteByte('_')
			}
		case unicode.IsLetter(r) || unicode.IsMark(r):
			form.WriteRune(r)
		default:
			return fieldName{}, 0
		}
		if runes++; runes > maxNameRunes {
			break
		}
	}
	return fieldName{}, 0
}

// agrees reports whether typed is the lower-case marked form, in any case and
// normalisation, with any of its marks missing but none other than its own.
func agrees(typed, form string) bool {
	want := norm.NFD.String(form)
	for _, r := range norm.NFD.String(typed) {
		r = unicode.ToLower(r)
		if r == 'ð' {
			r = 'đ' // Icelandic eth, a common mistyping of đ
		}
		for {
			w, size := utf8.DecodeRuneInString(want)
			if size == 0 {
				return false
			}
			want = want[size:]
			if w == r || w == 'đ' && r == 'd' {
				break
			}
			if !unicode.Is(unicode.Mn, w) {
				return false
			}
		}
	}
	return strings.TrimLeftFunc(want, func(r rune) bool { return unicode.Is(unicode.Mn, r) }) == ""
}

// joinsFieldName reports whether s after previous and a space would be read as
// a field name that begins in previous.
func joinsFieldName(previous, s string) bool {
	previous = strings.TrimPrefix(previous, "-")
	_, length := matchField(previous + " " + s)
	return length > len(previous)
}

func isColon(r rune) bool { return r == ':' || r == '：' }
