package query

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// onBorder reports whether i is the start of a rune of s, or its end.
func onBorder(s string, i int) bool {
	for j := range s {
		if i == j {
			return true
		}
	}
	return i == len(s)
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`tinh giản "biên chế" -thể* (a OR b HOẶC c) nguồn:"Báo Sông Hồng"`, `tiêu đề:x sau:2018-03-01 trước:31/3/2018`,
		`(tiêu) đề:x`, `tiêu "" đề:x`, `-tiêu - đề:x`, `title:(a -b OR "c d")`, `nguồn: -VOV`, `mục: x`, `mục: () sau: 2018`,
		`-(-a)`, `-(a OR -b)`, `«a "b» ”`, `OR`, `AND a AND`, `SỐNG HOẶC CHẾT sau:2018`, `--title:title:x`, `**a*: *b`,
		"ti\u200btle:O\u202eR \xff\x00 a", `((((a)))) ) (`, `title:-title:-x`, `a OR (b AND (c OR -d e))`, `title:OR:* "OR"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s, nil)
		var syntax *SyntaxError
		if errors.As(err, &syntax) {
			checkPlace(t, s, syntax.Start, syntax.End)
			if syntax.Kind == "" || !utf8.ValidString(syntax.Near) {
				t.Errorf("error of %q without kind, or of invalid text: %#v", s, syntax)
			}
			return
		} else if err != nil {
			t.Fatalf("error of %q is no SyntaxError: %v", s, err)
		}
		for _, p := range q.Problems {
			checkPlace(t, s, p.Start, p.End)
			if p.Kind == "" {
				t.Errorf("a problem of %q without kind", s)
			}
		}
		if q.Root != nil {
			checkTree(t, s, q.Root, nil)
		}
		canonical := q.String()
		if !utf8.ValidString(canonical) || strings.ContainsFunc(canonical, func(r rune) bool { return r < ' ' }) {
			t.Errorf("canonical form %q is not clean text", canonical)
		}
		again, err := Parse(canonical, nil)
		if err != nil {
			t.Fatalf("%q became %q: %v", s, canonical, err)
		}
		if a, b := dump(q.Root, false), dump(again.Root, false); a != b || !q.After.Equal(again.After) || !q.Before.Equal(again.Before) {
			t.Errorf("%q\nbecame %q\n%s\nand then\n%s", s, canonical, a, b)
		}
		for _, p := range again.Problems {
			if p.Kind != EmptyRange && p.Kind != MisplacedStar {
				t.Errorf("canonical form %q has problem %s", canonical, p.Kind)
			}
		}
	})
}

func checkPlace(t *testing.T, s string, start, end int) {
	t.Helper()
	if start > end || !onBorder(s, start) || !onBorder(s, end) {
		t.Errorf("place %d-%d is not in %q on rune borders", start, end, s)
	}
}

// checkTree checks what the documentation of the nodes promises.
func checkTree(t *testing.T, s string, n, parent Node) {
	t.Helper()
	start, end := n.Span()
	checkPlace(t, s, start, end)
	var children []Node
	switch n := n.(type) {
	case *Field:
		children = []Node{n.Node}
		switch n.Node.(type) {
		case *Word, *Phrase, *Prefix:
		default:
			t.Errorf("field of %T in %q", n.Node, s)
		}
	case *Not:
		children = []Node{n.Node}
		if _, ok := parent.(*And); !ok {
			t.Errorf("Not in %T in %q", parent, s)
		}
	case *And:
		children = n.Nodes
		if _, ok := parent.(*And); ok || len(n.Nodes) < 2 || !isPositive(n) {
			t.Errorf("And that is nested, short or only negated in %q", s)
		}
	case *Or:
		children = n.Nodes
		if _, ok := parent.(*Or); ok || len(n.Nodes) < 2 {
			t.Errorf("Or that is nested or short in %q", s)
		}
	}
	for _, child := range children {
		checkTree(t, s, child, n)
	}
}

func FuzzDatePhrases(f *testing.F) {
	for _, seed := range []string{"tin tháng 3/2018 và quý I/2020", "ngày 31/2/2018", "hôm qua, 15/3/2018/NĐ-CP", "\xff tháng 3 năm"} {
		f.Add(seed)
	}
	now := time.Date(2026, 3, 31, 23, 0, 0, 0, Vietnam)
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, p := range DatePhrases(s, now) {
			checkPlace(t, s, p.Start, p.End)
			if p.Start < end || p.Text != s[p.Start:p.End] || !p.From.Before(p.To) {
				t.Errorf("phrase %+v in %q after %d", p, s, end)
			}
			end = p.End
		}
	})
}
