package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/terminal"
)

// display is how results are shown to people: the flags and what follows from them.
type display struct {
	colour string
	lang   string
	json   bool
}

func (d *display) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&d.colour, "color", colourAuto, "colours: auto, always or never")
	flags.StringVar(&d.lang, "lang", langVi, "language of the result: vi or en")
	flags.BoolVar(&d.json, "json", false, "print JSON for programs")
	completeFrom(cmd, "color", colourAuto, colourAlways, colourNever)
	completeFrom(cmd, "lang", langVi, langEn)
}

// completeFrom offers the values of a flag to the shell.
func completeFrom(cmd *cobra.Command, flag string, values ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil { // the flag does not exist or has completions: a fault of this program
		panic(err)
	}
}

// page is a place to print a result on.
type page struct {
	painter
	*messages
	w     io.Writer
	width int
}

func (d *display) page(w io.Writer) (*page, error) {
	p, err := newPainter(w, d.colour)
	if err != nil {
		return nil, err
	}
	m, err := messagesFor(d.lang)
	if err != nil {
		return nil, err
	}
	return &page{painter: p, messages: m, w: w, width: textWidth(w)}, nil
}

// line prints strings that are ready for the terminal.
func (p *page) line(parts ...string) error {
	_, err := io.WriteString(p.w, strings.Join(parts, "")+"\n")
	return err
}

// text prints wrapped text with marks in the style s. The first line begins with
// first, the others with as many spaces as indent has.
func (p *page) text(first string, indent int, text string, marks [][2]int, s style) error {
	width := 0
	if p.width > 0 {
		width = max(p.width-indent, terminal.MinWidth)
	}
	prefix := first
	for _, l := range terminal.Wrap(text, width) {
		if err := p.line(prefix, p.marked(text, l[0], l[1], marks, s)); err != nil {
			return err
		}
		prefix = strings.Repeat(" ", indent)
	}
	return nil
}
