// Package terminal breaks text into the lines of a terminal.
package terminal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// MinWidth is the narrowest column text is wrapped to; below, it would be
// one word a line.
const MinWidth = 20

// Wrap breaks text into lines of at most width columns and returns their byte
// ranges, without the spaces at their ends. It breaks at spaces, and within words
// only if they are too long for a line and no addresses, which would be no links then; a newline always breaks. A letter and its
// combining marks are never parted and count as they are seen. With a width of 0
// it breaks at newlines alone. Empty lines are left out.
func Wrap(text string, width int) [][2]int {
	if width > 0 {
		width = max(width, MinWidth)
	}
	w := wrapper{width: width, start: -1}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n':
			w.flush()
			i += size
		case isBreakingSpace(r):
			i += size
		default:
			end := len(text)
			if n := strings.IndexFunc(text[i:], isBreakingSpace); n >= 0 {
				end = i + n
			}
			w.add(text, i, end)
			i = end
		}
	}
	w.flush()
	return w.lines
}

// isBreakingSpace leaves out the spaces that are meant not to break.
func isBreakingSpace(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
}

type wrapper struct {
	width      int
	lines      [][2]int
	start, end int // the line so far; start is -1 if there is none
	columns    int
}

func (w *wrapper) flush() {
	if w.start >= 0 {
		w.lines = append(w.lines, [2]int{w.start, w.end})
	}
	w.start, w.columns = -1, 0
}

// add puts the word text[start:end] on the line, or on the next.
func (w *wrapper) add(text string, start, end int) {
	columns := uniseg.StringWidth(text[start:end])
	if w.start >= 0 {
		// The gap may be of several spaces, which are kept.
		gap := uniseg.StringWidth(text[w.end:start])
		if w.width == 0 || w.columns+gap+columns <= w.width {
			w.columns += gap + columns
			w.end = end
			return
		}
		w.flush()
	}
	if w.width > 0 && columns > w.width && !isAddress(text[start:end]) {
		start, columns = w.split(text, start, end)
	}
	w.start, w.end, w.columns = start, end, columns
}

func isAddress(word string) bool {
	return strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://")
}

// split makes full lines of the word text[start:end] and returns where its last
// piece begins and how wide that is.
func (w *wrapper) split(text string, start, end int) (rest, columns int) {
	state := -1
	for i := start; i < end; {
		cluster, _, n, next := uniseg.FirstGraphemeClusterInString(text[i:end], state)
		if columns+n > w.width {
			w.lines = append(w.lines, [2]int{start, i})
			start, columns = i, 0
		}
		columns += n
		i, state = i+len(cluster), next
	}
	return start, columns
}
