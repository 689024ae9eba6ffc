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

// markedForm is a word in lower case with all its marks, decomposed, that text
// is compared with.
type markedForm string

func newMarkedForm(s string) markedForm { return markedForm(norm.NFD.String(s)) }

func newMarkedForms(words string) []markedForm {
	var forms []markedForm
	for word := range strings.FieldsSeq(words) {
		forms = append(forms, newMarkedForm(word))
	}
	return forms
}

// fieldName is a way to write a field; in its form spaces are '_'.
type fieldName struct {
	form markedForm
	name string
	// spaced allows a space after the colon. Of 34,715 real headlines none
	// has such a name before ": "; "mục: " and "trước: " occur as the end of
	// ordinary words.
	spaced bool
}

var fieldNames = []fieldName{
	{newMarkedForm("title"), Title, true}, {newMarkedForm("tiêu_đề"), Title, true}, {newMarkedForm("tiêuđề"), Title, true},
	{newMarkedForm("tựa"), Title, true}, {newMarkedForm("tựa_đề"), Title, true}, {newMarkedForm("tựađề"), Title, true},
	{newMarkedForm("intitle"), Title, false}, {newMarkedForm("allintitle"), Title, false},
	{newMarkedForm("lead"), Lead, true}, {newMarkedForm("sapo"), Lead, true},
	{newMarkedForm("source"), Source, true}, {newMarkedForm("nguồn"), Source, true},
	{newMarkedForm("category"), Category, true}, {newMarkedForm("mục"), Category, false},
	{newMarkedForm("chuyên_mục"), Category, true}, {newMarkedForm("chuyênmục"), Category, true},
	{newMarkedForm("author"), Author, true}, {newMarkedForm("tác_giả"), Author, true}, {newMarkedForm("tácgiả"), Author, true},
	{newMarkedForm("tag"), Tag, true},
	{newMarkedForm("site"), Site, false}, {newMarkedForm("domain"), Site, false},
	{newMarkedForm("url"), URL, false}, {newMarkedForm("inurl"), URL, false}, {newMarkedForm("allinurl"), URL, false},
	{newMarkedForm(after), after, false}, {newMarkedForm("sau"), after, false}, {newMarkedForm("since"), after, false},
	{newMarkedForm(before), before, false}, {newMarkedForm("trước"), before, false}, {newMarkedForm("until"), before, false},
}

// foreignFields are fields of other search engines and feed readers that have no counterpart here. They are said and left
// out. Other names before a colon are words: headlines lose the space ("video:").
var foreignFields = map[string]bool{
	"filetype": true, "ext": true, "lang": true, "language": true, "cache": true, "related": true, "link": true, "info": true, "define": true,
	"loc": true, "location": true, "intext": true, "allintext": true, "inanchor": true, "allinanchor": true, "inbody": true, "body": true, "content": true,
	"date": true, "daterange": true, "pubdate": true, "type": true, "format": true, "subject": true, "feed": true, "ip": true, "near": true,
	"is": true, "has": true, "in": true, "label": true, "size": true, "sort": true, "order": true, "country": true, "region": true, "id": true,
}

// maxForeignBytes is the length of the longest of them.
const maxForeignBytes = 12

// matchForeignField returns the length of one of foreignFields and its colon at the start of s, when a value follows, or 0.
func matchForeignField(s string) int {
	at := strings.IndexByte(s[:min(len(s), maxForeignBytes+1)], ':')
	if at <= 0 || !foreignFields[strings.ToLower(s[:at])] {
		return 0
	}
	next, _ := utf8.DecodeRuneInString(s[at+1:])
	if at+1 == len(s) || unicode.IsSpace(next) || next == '/' || next == ')' {
		return 0
	}
	return at + 1
}

// maxNameRunes bounds a field name in runes: the longest, decomposed, has 14.
const maxNameRunes = 24

// matchField reads a field name and its colon at the start of s, and returns
// the length of both in bytes, or 0.
func matchField(s string) (f fieldName, length int) {
	runes := 0
	for i, r := range s {
		switch {
		case isColon(r):
			if f, ok := lookUpField(s[:i]); ok {
				return f, i + utf8.RuneLen(r)
			}
			return fieldName{}, 0
		case runes == maxNameRunes,
			!unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsSpace(r) && r != '_':
			return fieldName{}, 0
		}
		runes++
	}
	return fieldName{}, 0
}

// lookUpField finds the field that is called name, where any run of spaces and
// underscores stands for one.
func lookUpField(name string) (f fieldName, ok bool) {
	parts := strings.FieldsFunc(name, isNameSpace)
	if len(parts) == 0 || !strings.HasPrefix(name, parts[0]) || !strings.HasSuffix(name, parts[len(parts)-1]) {
		return fieldName{}, false
	}
	name = norm.NFD.String(strings.Join(parts, "_"))
	for _, f := range fieldNames {
		if f.form.agrees(name) {
			return f, true
		}
	}
	return fieldName{}, false
}

func isNameSpace(r rune) bool { return r == '_' || unicode.IsSpace(r) }

// agrees reports whether typed, decomposed, is the form in any case, with any
// of its marks missing but none other than its own.
func (f markedForm) agrees(typed string) bool {
	if typed == "" || f[0] < utf8.RuneSelf && typed[0]|0x20 != f[0] {
		return false
	}
	want := string(f)
	for _, r := range typed {
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
	if !strings.ContainsFunc(s, isColon) {
		return false
	}
	previous = strings.TrimPrefix(previous, "-")
	_, length := matchField(previous + " " + s)
	return length > len(previous)
}

func isColon(r rune) bool { return r == ':' || r == '：' }
