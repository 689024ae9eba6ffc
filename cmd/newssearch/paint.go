package main

import (
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// style is an SGR sequence of a terminal.
type style string

const (
	plain     style = ""
	bold      style = "\x1b[1m"
	dim       style = "\x1b[2m"
	highlight style = "\x1b[1;31m" // as grep marks what it found
	heading   style = "\x1b[1;34m"
	endStyle        = "\x1b[0m"
)

// painter writes text in styles, or plainly.
type painter struct {
	colour bool
}

// paint returns text in a style, without anything that could steer the terminal.
func (p painter) paint(s style, text string) string {
	text = printable(text)
	if !p.colour || s == plain || text == "" {
		return text
	}
	return string(s) + text + endStyle
}

// marked returns the bytes [start, end) of text in the style base, what is in
// marks highlighted. Marks are byte ranges of text, rising.
func (p painter) marked(text string, start, end int, marks [][2]int, base style) string {
	var b strings.Builder
	for _, m := range marks {
		from, to := max(m[0], start), min(m[1], end)
		if from >= to {
			continue
		}
		b.WriteString(p.paint(base, text[start:from]))
		b.WriteString(p.paint(highlight, text[from:to]))
		start = to
	}
	b.WriteString(p.paint(base, text[start:end]))
	return b.String()
}

// printable makes spaces of control characters and drops those that turn the
// direction of writing: articles come from strangers, and a terminal obeys.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

// The values of --color.
const (
	colourAuto   = "auto"
	colourAlways = "always"
	colourNever  = "never"
)

// newPainter decides whether w gets colours. NO_COLOR (no-color.org) and a dumb
// terminal have none unless they are asked for.
func newPainter(w io.Writer, mode string) (painter, error) {
	switch mode {
	case colourAlways:
		return painter{true}, nil
	case colourNever:
		return painter{}, nil
	case colourAuto:
		quiet := os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb"
		return painter{isTerminal(w) && !quiet}, nil
	}
	return painter{}, oneOf("color", mode, colourAuto, colourAlways, colourNever)
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// maxTextWidth keeps lines short enough to read on a wide screen.
const maxTextWidth = 100

// textWidth is the number of columns to wrap text to, 0 for a w that is no
// terminal: then each paragraph is one line, for other programs to cut.
func textWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		// Who exports COLUMNS wants lines of that width in a file or a pipe, too.
		if width, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width > 0 {
			return min(width, maxTextWidth)
		}
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		return 80
	}
	return min(width, maxTextWidth)
}
