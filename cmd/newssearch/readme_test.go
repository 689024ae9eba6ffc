package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// shown is a command of a document with what it is said to print.
type shown struct {
	command string
	lines   []string
}

var comment = regexp.MustCompile(`\s+#.*$`)

// codeOf reads the commands of a document's code blocks: those after "$ " with what
// they print, and those that only stand there.
func codeOf(text string) (run []shown, named []string) {
	fenced, printing := false, false
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "```") {
			fenced, printing = !fenced, false
			continue
		}
		code := strings.TrimPrefix(line, "    ")
		if !fenced && code == line {
			continue
		}
		switch {
		case strings.HasPrefix(code, "$ newssearch "):
			printing = true
			run = append(run, shown{command: comment.ReplaceAllString(strings.TrimPrefix(code, "$ newssearch "), "")})
		case strings.HasPrefix(code, "newssearch "), strings.HasPrefix(code, "go run ./cmd/newssearch "):
			_, command, _ := strings.Cut(code, "newssearch ")
			named = append(named, strings.TrimSuffix(comment.ReplaceAllString(command, ""), " &"))
		case printing && strings.TrimSpace(line) != "":
			run[len(run)-1].lines = append(run[len(run)-1].lines, line)
		}
	}
	return run, named
}

var (
	spaces = regexp.MustCompile(`\s+`)
	took   = regexp.MustCompile(`[\d.]+ ms`)
)

// prints reports whether a program printed a line, in which " …" stands for more.
func prints(printed, line string) bool {
	tidy := func(s string) string {
		return strings.TrimSpace(took.ReplaceAllString(spaces.ReplaceAllString(s, " "), "ms"))
	}
	printed, line = tidy(printed), tidy(line)
	if start, ok := strings.CutSuffix(line, " …"); ok {
		return strings.HasPrefix(printed, start)
	}
	return printed == line
}

// TestDocuments runs what README.md and MANUAL.md show on the built-in sample, and
// finds each line they say it prints, in that order; lines may be left out. Commands
// that only stand there have to exist, with their flags.
func TestDocuments(t *testing.T) {
	for name, least := range map[string]int{"README.md": 1, "MANUAL.md": 5} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		run, named := codeOf(string(text))
		if len(run) < least {
			t.Errorf("%s: only %d commands that are shown with what they print", name, len(run))
		}
		for _, s := range run {
			o := command(t, strings.Fields(s.command)...)
			rest := strings.Split(o.out, "\n")
			for _, line := range s.lines {
				at := 0
				for at < len(rest) && !prints(rest[at], line) {
					at++
				}
				if at == len(rest) {
					t.Errorf("%s: newssearch %s does not print %q; it prints\n%s", name, s.command, line, o.out)
					break
				}
				rest = rest[at+1:]
			}
		}
		for _, line := range named {
			root := newRootCommand()
			cmd, args, err := root.Find(strings.Fields(line))
			if err == nil && cmd != root {
				err = cmd.ParseFlags(args)
			}
			if err != nil || cmd == root {
				t.Errorf("%s: newssearch %s: %v", name, line, err)
			}
		}
	}
}

// The README can be read in one go.
func TestReadmeIsShort(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	const most = 150
	if n := strings.Count(string(text), "\n"); n > most {
		t.Errorf("README.md has %d lines, at most %d; what is long belongs in MANUAL.md or BENCHMARKS.md", n, most)
	}
}
