package web

import (
	"strings"
	"unicode/utf8"
)

// segment is a stretch of text, marked or not. Templates write a marked one in
// <mark>, and escape both.
type segment struct {
	Text   string
	Marked bool
}

// segments cuts text at the marks, byte ranges that rise. Ranges that overlap,
// leave the text or cut a rune are left out; marks with one space between them are joined.
func segments(text string, marks [][2]int) []segment {
	var out []segment
	at := 0
	for _, m := range marks {
		start, end := m[0], m[1]
		if start < at || end <= start || end > len(text) || !onRune(text, start) || !onRune(text, end) {
			continue
		}
		between := text[at:start]
		if n := len(out); between == " " && n > 0 && out[n-1].Marked {
			out[n-1].Text += between + text[start:end]
		} else {
			if between != "" {
				out = append(out, segment{Text: between})
			}
			out = append(out, segment{Text: text[start:end], Marked: true})
		}
		at = end
	}
	if at < len(text) {
		out = append(out, segment{Text: text[at:]})
	}
	return out
}

func onRune(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// paragraphs are the lines of text that are not blank, each cut at the marks
// that lie within it.
func paragraphs(text string, marks [][2]int) [][]segment {
	var out [][]segment
	start := 0
	for start <= len(text) {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		var inside [][2]int
		for len(marks) > 0 && marks[0][0] < end {
			inside = append(inside, [2]int{marks[0][0] - start, marks[0][1] - start})
			marks = marks[1:]
		}
		if line := text[start:end]; strings.TrimSpace(line) != "" {
			out = append(out, segments(line, inside))
		}
		start = end + 1
	}
	return out
}

// shortenedSegments cuts a text at a space near the given number of runes.
func shortenedSegments(list []segment, most int) []segment {
	for i, s := range list {
		n := utf8.RuneCountInString(s.Text)
		if n <= most {
			most -= n
			continue
		}
		cut := string([]rune(s.Text)[:most])
		if at := strings.LastIndexByte(cut, ' '); at > 0 {
			cut = cut[:at]
		}
		return append(list[:i:i], segment{Text: cut, Marked: s.Marked}, segment{Text: " …"})
	}
	return list
}
