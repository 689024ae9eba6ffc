package query

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite testdata/*.txt with what Parse does now")

// dump writes a tree with its structure, and with places when they are wanted.
func dump(n Node, places bool) string {
	at := ""
	if places {
		if n == nil {
			return "nil"
		}
		start, end := n.Span()
		at = fmt.Sprintf("@%d-%d", start, end)
	}
	list := func(name string, nodes []Node) string {
		parts := []string{name}
		for _, child := range nodes {
			parts = append(parts, dump(child, places))
		}
		return "(" + strings.Join(parts, " ") + ")"
	}
	switch n := n.(type) {
	case nil:
		return "nil"
	case *Word:
		return "word" + strconv.Quote(n.Text) + at
	case *Phrase:
		return "phrase" + strconv.Quote(n.Text) + at
	case *Prefix:
		return "prefix" + strconv.Quote(n.Text) + at
	case *Field:
		return "(" + n.Name + at + " " + dump(n.Node, places) + ")"
	case *Not:
		return "(not" + at + " " + dump(n.Node, places) + ")"
	case *And:
		return list("and", n.Nodes)
	case *Or:
		return list("or", n.Nodes)
	}
	panic(fmt.Sprintf("unexpected %T", n))
}

// report writes all that Parse says about s.
func report(s string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "query: %s\n", strconv.Quote(s))
	q, err := Parse(s, nil)
	if err != nil {
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			return b.String() + "not a SyntaxError: " + err.Error() + "\n"
		}
		fmt.Fprintf(&b, "error: %s %q\n", syntax.Kind, s[syntax.Start:syntax.End])
		return b.String()
	}
	fmt.Fprintf(&b, "tree:  %s\n", dump(q.Root, true))
	if !q.After.IsZero() {
		fmt.Fprintf(&b, "from:  %s\n", q.After.Format(time.RFC3339))
	}
	if !q.Before.IsZero() {
		fmt.Fprintf(&b, "until: %s\n", q.Before.Format(time.RFC3339))
	}
	fmt.Fprintf(&b, "canon: %s\n", q)
	for _, p := range q.Problems {
		fmt.Fprintf(&b, "note:  %s %q\n", p.Kind, s[p.Start:p.End])
	}
	return b.String()
}

// TestCases reads the cases of testdata: blocks that begin with a query, a
// quoted Go string or the bare rest of the line.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { checkFile(t, file) })
	}
}

func checkFile(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for block := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
		if strings.HasPrefix(block, "#") {
			blocks = append(blocks, block+"\n")
			continue
		}
		line, _, _ := strings.Cut(block, "\n")
		s, ok := strings.CutPrefix(line, "query: ")
		if !ok {
			t.Fatalf("%s: block begins with %q, want a query", file, line)
		}
		if unquoted, err := strconv.Unquote(s); err == nil && strings.HasPrefix(line, `query: "`) {
			s = unquoted
		}
		got := report(s)
		if want := block + "\n"; got != want && !*update {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		blocks = append(blocks, got)
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(blocks, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLimits(t *testing.T) {
	tests := []struct {
		name, query string
		want        Kind
	}{
		{"1 MB", strings.Repeat("báo ", 200_000), TooLong},
		{"one byte more", strings.Repeat("a", MaxBytes+1), TooLong},
		{"as long as allowed", strings.Repeat("a", MaxBytes), ""},
		{"canonical form too long", strings.Repeat("muc:abcdefgh ", 250) + strings.Repeat("a", 700), TooLong},
		{"deepest", strings.Repeat("(", MaxDepth) + "a" + strings.Repeat(")", MaxDepth), ""},
		{"deeper", strings.Repeat("(", MaxDepth+1) + "a" + strings.Repeat(")", MaxDepth+1), TooDeep},
		{"deep negations", strings.Repeat("-(", MaxBytes/2), TooDeep},
		{"most words", strings.Repeat("a ", MaxLeaves), ""},
		{"too many words", strings.Repeat("a ", MaxLeaves+1), TooMany},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse(test.query, nil)
			var syntax *SyntaxError
			switch {
			case test.want == "" && err != nil:
				t.Fatal(err)
			case test.want != "" && (!errors.As(err, &syntax) || syntax.Kind != test.want):
				t.Fatalf("error %v, want kind %s", err, test.want)
			}
		})
	}
}

func TestError(t *testing.T) {
	_, err := Parse("tin sau:2018-13-45", nil)
	const want = `query: bytes 4-18, "sau:2018-13-45": bad_date`
	if err == nil || err.Error() != want {
		t.Errorf("error\n%v, want\n%s", err, want)
	}
}

func TestZone(t *testing.T) {
	// Midnight of 2018-11-04 did not exist in São Paulo.
	loc, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Skip("no time zone database:", err)
	}
	q, err := Parse("after:2018-11-04 before:2018-11-03", loc)
	if err != nil {
		t.Fatal(err)
	}
	want := time.Date(2018, 11, 4, 3, 0, 0, 0, time.UTC)
	if !q.After.Equal(want) || !q.Before.Equal(want) {
		t.Errorf("bounds %v and %v, want %v", q.After, q.Before, want)
	}
	if got := q.String(); got != "after:2018-11-04 before:2018-11-03" {
		t.Errorf("canonical form %q", got)
	}
}

func ExampleParse() {
	q, err := Parse(`tinh giản nguồn:"Báo Sông Hồng" -bóng sau:3/2018 trước:3/2018`, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(q.Root)
	fmt.Println(q.After.Format(time.DateOnly), "to", q.Before.Format(time.DateOnly))
	// Output:
	// tinh giản source:"Báo Sông Hồng" -bóng
	// 2018-03-01 to 2018-04-01
}
