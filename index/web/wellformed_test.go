package web

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// void elements have no end tag.
var void = []string{"meta", "link", "input", "br", "hr", "img", "rect"}

// faults lists what is not well-formed in a page: end tags that are missing or
// wrong, IDs given twice, references to IDs that do not exist,
// scripts, styles and handlers in the page itself.
func faults(page string) []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	var open, ids, references []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				fault("%v", err)
			}
			break
		}
		t := z.Token()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			seen, data := map[string]bool{}, false
			for _, a := range t.Attr {
				seen[a.Key] = true
				switch {
				case t.Data == "script" && a.Key == "type" && a.Val == "application/ld+json":
					data = true // which no browser runs
				case a.Key == "id":
					if slices.Contains(ids, a.Val) {
						fault("id %q twice", a.Val)
					}
					ids = append(ids, a.Val)
				case a.Key == "for", a.Key == "aria-labelledby", a.Key == "aria-controls":
					references = append(references, a.Val)
				case a.Key == "style", strings.HasPrefix(a.Key, "on"):
					fault("<%s> has %s", t.Data, a.Key)
				case (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.Contains(strings.ToLower(a.Val), "javascript:"):
					fault("<%s> leads to %s", t.Data, a.Val)
				}
				if strings.Contains(a.Val, "ZgotmplZ") {
					fault("<%s> %s was refused by the template", t.Data, a.Key)
				}
			}
			if t.Data == "style" || t.Data == "script" && !seen["src"] && !data {
				fault("<%s> in the page", t.Data)
			}
			if kind == html.StartTagToken && !slices.Contains(void, t.Data) {
				open = append(open, t.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != t.Data {
				fault("</%s> in %v", t.Data, open)
				return faults
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		fault("not closed: %v", open)
	}
	for _, r := range references {
		if !slices.Contains(ids, r) {
			fault("no element has the id %q", r)
		}
	}
	return faults
}

func TestFaults(t *testing.T) {
	for page, want := range map[string]int{
		`<p id="a">x<br>y</p>`:         0,
		`<p>x`:                         1,
		`<p><b>x</p></b>`:              1,
		`<p id="a"></p><p id="a"></p>`: 1,
		`<a href="javascript:x">x</a><p onclick=x></p>`:  2,
		`<label for="q">x</label><style></style>`:        2,
		`<script>x</script>`:                             1,
		`<script type="application/ld+json">{}</script>`: 0,
	} {
		if got := faults(page); len(got) != want {
			t.Errorf("%s: %q, want %d faults", page, got, want)
		}
	}
}
