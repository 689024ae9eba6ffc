package export

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/index"
)

// writeRIS writes an article as a newspaper article (NEWS) of the format that reference
// managers exchange: a tag, two spaces, a dash, a value, a line each.
func writeRIS(w io.Writer, a *index.Article) error {
	var b strings.Builder
	line := func(tag, value string) {
		if value = oneLine(value); value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", tag, value)
		}
	}
	line("TY", "NEWS")
	line("TI", a.Title)
	for _, name := range authors(a) {
		line("AU", name)
	}
	line("T2", a.Source)
	if !a.Published.IsZero() {
		line("PY", a.Published.Format("2006"))
		line("DA", a.Published.Format("2006/01/02"))
	}
	line("SE", a.Category)
	line("AB", a.Lead)
	for _, tag := range a.Tags {
		line("KW", tag)
	}
	line("UR", a.URL)
	line("L4", a.Image)
	line("ID", a.ID)
	line("LA", "vi")
	b.WriteString("ER  - \r\n\r\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// writeBibTeX writes an article as an entry of BibLaTeX's type for articles of papers.
func writeBibTeX(w io.Writer, keys citeKeys, a *index.Article) error {
	var b strings.Builder
	fmt.Fprintf(&b, "@article{%s,\n", keys.of(a))
	field := func(name, value string) {
		if value = oneLine(value); value != "" {
			fmt.Fprintf(&b, "  %-12s = {%s},\n", name, value)
		}
	}
	field("entrysubtype", "newspaper")
	field("title", "{"+escapeTeX(a.Title)+"}") // doubled, so that its capitals stay
	field("author", escapeTeX(strings.Join(braced(authors(a)), " and ")))
	field("journaltitle", escapeTeX(a.Source))
	if !a.Published.IsZero() {
		field("date", a.Published.Format("2006-01-02"))
		field("year", a.Published.Format("2006"))
	}
	field("url", a.URL)
	field("keywords", escapeTeX(strings.Join(a.Tags, ", ")))
	field("abstract", escapeTeX(a.Lead))
	field("langid", "vietnamese")
	b.WriteString("}\n\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// authors are the names of an article's authors.
func authors(a *index.Article) []string {
	var names []string
	for name := range strings.SplitSeq(a.Author, ",") {
		if name = oneLine(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// braced keeps names whole: BibTeX would take the last word of a Vietnamese name, which
// is the given one, for the family's.
func braced(names []string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = "\x00" + name + "\x01"
	}
	return all
}

// escapeTeX writes what has a meaning for TeX so that it is shown. The marks of braced
// become braces.
func escapeTeX(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `&`, `\&`, `%`, `\%`, `$`, `\$`, `#`, `\#`, `_`, `\_`,
		`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`, "\x00", "{", "\x01", "}").Replace(s)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// citeKeys are the keys that were given, so that no two entries have the same.
type citeKeys map[string]int

// of is the key of an article: the source, the year and the first word of the title, with
// a number where that is taken.
func (k citeKeys) of(a *index.Article) string {
	year := "nd"
	if !a.Published.IsZero() {
		year = a.Published.Format("2006")
	}
	first, _, _ := strings.Cut(oneLine(a.Title), " ")
	source := asciiLetters(a.Source)
	if source == "" {
		source = "anon"
	}
	key := source + year + asciiLetters(first)
	k[key]++
	if n := k[key]; n > 1 {
		key = fmt.Sprintf("%s-%d", key, n)
	}
	return key
}

// asciiLetters are the letters and digits of s without marks, in lower case.
func asciiLetters(s string) string {
	s = strings.NewReplacer("đ", "d", "ð", "d").Replace(strings.ToLower(s))
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, norm.NFD.String(s))
}
