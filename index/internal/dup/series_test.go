package dup

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// seriesText is one article of testdata/series.txt.
type seriesText struct {
	headline string
	set      Set
	sketch   Sketch
}

// seriesPair is two of them.
type seriesPair struct {
	series string
	a, b   seriesText
	same   bool
}

// readSeries makes pairs of the issues and reprints in testdata/series.txt.
func readSeries(t *testing.T) (pairs []seriesPair) {
	t.Helper()
	data, err := os.ReadFile("testdata/series.txt")
	if err != nil {
		t.Fatal(err)
	}
	var name, headline string
	var body []string
	var issues, reprints []seriesText
	var at []int // of each reprint, its issue
	var values []string
	flush := func() {
		n := len(issues)
		for i := 1; i < n; i++ {
			pairs = append(pairs, seriesPair{name, issues[i-1], issues[i], false})
		}
		if n > 2 {
			pairs = append(pairs, seriesPair{name, issues[0], issues[n-1], false})
		}
		for i, r := range reprints {
			pairs = append(pairs, seriesPair{name, issues[at[i]], r, true}, seriesPair{name, r, issues[(at[i]+1)%n], false})
		}
		body, issues, reprints, at = nil, nil, nil, nil
	}
	for line := range strings.Lines(string(data)) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch kind {
		case "=":
			flush()
			name = rest
		case "T":
			headline = rest
		case "B":
			body = append(body, rest)
		case "-":
			values = strings.Split(rest, " | ")
			issues = append(issues, seriesTextOf(t, filled(headline, values), filled(strings.Join(body, "\n"), values)))
		case "+":
			text := filled(strings.Join(body[:len(body)-1], "\n"), values)
			if day := values[0]; strings.Count(day, "/") == 1 {
				text = strings.ReplaceAll(text, day, strings.ReplaceAll(day, "/", "."))
			}
			reprints, at = append(reprints, seriesTextOf(t, rest, text+"\nTheo Tin Miền Trung.")), append(at, len(issues)-1)
		}
	}
	flush()
	return pairs
}

func filled(text string, values []string) string {
	for i, v := range values {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%d}", i), v)
	}
	return text
}

func seriesTextOf(t *testing.T, headline, body string) seriesText {
	text := textOf(t, headline+"\n"+body)
	return seriesText{headline, text.Set(), text.Sketch()}
}

// TestSeries wants every pair of testdata/series.txt judged right, and the pairs to be a
// test: most of those that are other news share more than what is asked of the same news.
func TestSeries(t *testing.T) {
	alike, apart, same := 0, 0, 0
	for _, p := range readSeries(t) {
		l := Compare(p.a.set, p.b.set)
		if l.Near() != p.same {
			t.Errorf("%s: %q, %q: one story %v, want %v: %+v", p.series, p.a.headline, p.b.headline, l.Near(), p.same, l)
		}
		switch {
		case p.same:
			same++
		case l.Jaccard >= nearJaccard:
			alike++
			fallthrough
		default:
			apart++
		}
	}
	t.Logf("%d pairs apart, %d of them alike in their words; %d pairs the same", apart, alike, same)
	if apart+same < 100 || alike < apart/2 {
		t.Errorf("%d of %d pairs are alike in their words, of %d: too few to say anything", alike, apart, apart+same)
	}
}
