package query

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/newssearch/newssearch/analyzer"
)

// Demands are the parts of a query that must all be met.
func Demands(root Node) []Node {
	switch root := root.(type) {
	case nil:
		return nil
	case *And:
		return root.Nodes
	}
	return []Node{root}
}

// Unquoted is a query with its phrases as words, and whether it has any. What is
// excluded stays a phrase, since fewer articles would be found otherwise.
func Unquoted(text string) (string, bool) {
	q, err := Parse(text, nil)
	if err != nil {
		return text, false
	}
	var out strings.Builder
	at := 0
	replace := func(n Node, open, end string) {
		phrase, ok := n.(*Phrase)
		if !ok || phrase.Start < at {
			return
		}
		words := syllables(phrase.Text)
		if len(words) < 2 {
			return
		}
		out.WriteString(text[at:phrase.Start] + open + strings.Join(words, " ") + end)
		at = phrase.End
	}
	var walk func(n Node)
	walk = func(n Node) {
		switch n := n.(type) {
		case *Phrase:
			replace(n, "", "")
		case *Field:
			if n.Name == Title || n.Name == Lead {
				replace(n.Node, "(", ")")
			}
		case *And:
			for _, child := range n.Nodes {
				walk(child)
			}
		case *Or:
			for _, child := range n.Nodes {
				walk(child)
			}
		}
	}
	walk(q.Root)
	return out.String() + text[at:], at > 0
}

// syllables are the words of a text as written, punctuation left out.
func syllables(text string) []string {
	var words []string
	for _, t := range analyzer.Tokenize(text) {
		if !t.Compound {
			words = append(words, text[t.Start:t.End])
		}
	}
	return words
}

// DateFilter writes a time in the query language, as short as can be: both ends
// are named and included.
func DateFilter(from, to time.Time) string {
	from, to = from.In(Vietnam), to.In(Vietnam)
	last := to.Add(-1)
	layout := "2/1/2006"
	switch {
	case from.YearDay() == 1 && to.YearDay() == 1:
		layout = "2006"
	case from.Day() == 1 && to.Day() == 1:
		layout = "1/2006"
	}
	return fmt.Sprintf("sau:%s trước:%s", from.Format(layout), last.Format(layout))
}

// WordsAt returns the place of the bare words that a stretch of the query's text, in
// bytes, is made of; false when it is made of something else too, such as part of a phrase.
func (q *Query) WordsAt(all string, from, to int) (start, end int, ok bool) {
	text := []byte(all[from:to])
	start, end = from, to
	for _, n := range Demands(q.Root) {
		first, last := n.Span()
		if last <= from || first >= to {
			continue
		}
		if _, ok := n.(*Word); !ok {
			return 0, 0, false
		}
		start, end = min(start, first), max(end, last)
		for i := max(first, from); i < min(last, to); i++ {
			text[i-from] = ' '
		}
	}
	rest := slices.DeleteFunc(text, func(c byte) bool { return c == ' ' })
	return start, end, strings.TrimSpace(string(rest)) == ""
}
