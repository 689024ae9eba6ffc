package index

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// dearCollection is how many articles the dearest queries are measured over.
const dearCollection = 20_000

// TestDearestQueries measures the dearest queries that can be asked against a common one,
// and how far deadlines are overrun. Nothing is judged by time: it logs. NEWSSEARCH_NEWS
// names a file of articles (JSON lines, gzip).
//
//	NEWSSEARCH_NEWS=baomoi2017.jsonl.gz go test ./index -run TestDearestQueries -v
func TestDearestQueries(t *testing.T) {
	path := os.Getenv("NEWSSEARCH_NEWS")
	if path == "" {
		t.Skip("NEWSSEARCH_NEWS names no collection")
	}
	articles := readNews(t, path)
	x := storyIndex(t, articles[:min(len(articles), dearCollection)], 750)
	if err := x.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	took := func(ctx context.Context, q string) (time.Duration, error) {
		started := time.Now()
		_, err := x.Search(ctx, Request{Query: q, Facets: true})
		return time.Since(started), err
	}
	var common time.Duration
	for _, c := range dearQueries() {
		var all []time.Duration
		for range 9 {
			d, err := took(t.Context(), c.query)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			all = append(all, d)
		}
		slices.Sort(all)
		median := all[len(all)/2]
		if common == 0 {
			common = median
		}
		const deadline = 2 * time.Millisecond
		ctx, cancel := context.WithTimeout(t.Context(), deadline)
		d, _ := took(ctx, c.query)
		cancel()
		t.Logf("%-16s %4d bytes, median %v, %.0f times the common one; a deadline is overrun by %v",
			c.name, len(c.query), median, float64(median)/float64(common), max(d-deadline, 0))
	}
}

type dearQuery struct{ name, query string }

// dearQueries are the common query first, then the dearest of each kind that the
// bounds on a query let through.
func dearQueries() []dearQuery {
	words := strings.Fields("của và là có cho không được một người trong năm đã với các những này khi từ đến ông về ra vào nhiều tại còn như để sẽ theo")
	word := func(i int) string { return words[i%len(words)] }
	two := func(i int) string { return word(i) + " " + word(i*7+i/len(words)+1) }
	letters := "abcdeghiklmnopqrstuvxy"
	letter := func(i int) string { return letters[i%len(letters) : i%len(letters)+1] }
	many := func(n int, separator string, part func(i int) string) string {
		var parts []string
		for i := range n {
			parts = append(parts, part(i))
		}
		return strings.Join(parts, separator)
	}
	return []dearQuery{
		{"common", "giá vàng hôm nay"},
		{"phrases, OR", many(120, " OR ", func(i int) string { return `"` + two(i) + `"` })},
		{"one phrase, OR", many(120, " OR ", func(int) string { return `"của các"` })},
		{"phrases", many(120, " ", func(i int) string { return `"` + two(i) + `"` })},
		{"NOT of phrases", "giá vàng " + many(120, " ", func(i int) string { return `-"` + two(i) + `"` })},
		{"one letter", many(250, " ", func(i int) string { return letter(i) + "*" })},
		{"two letters, OR", many(250, " OR ", func(i int) string { return letter(i) + letter(i/len(letters)) + "*" })},
		{"one word", many(250, " ", func(int) string { return "của" })},
		{"without marks", many(250, " ", func(i int) string { return []string{"ban", "hoi", "cua", "cac", "tinh", "gia"}[i%6] })},
		{"fields, OR", many(250, " OR ", func(i int) string { return "title:" + word(i) })},
		{"labels, OR", many(250, " OR ", func(i int) string { return "tag:" + letter(i) + "*" })},
		{"groups", strings.Repeat("(", 8) + many(120, " OR ", word) + strings.Repeat(")", 8)},
		{"typos", many(250, " ", func(i int) string { return fmt.Sprintf("tingh%cgianr%c", 'a'+i%26, 'a'+i/26%26) })},
	}
}

// The cost of the dearest queries is many times that of common ones, and asking for the
// cost of one does not depend on how dear it is: nothing is expanded.
func TestCost(t *testing.T) {
	x := storyIndex(t, numbered(0, 300), 100)
	cost := func(q string) int64 {
		t.Helper()
		c, err := x.Cost(t.Context(), Request{Query: q})
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		return c
	}
	articles := int64(statsOf(t, x).Articles)
	for _, q := range []string{"", "giá vàng hôm nay", `"giá vàng"`, "gia vang -bạc", "title:giá"} {
		if c := cost(q); c > 20*articles {
			t.Errorf("%s costs %d with %d articles", q, c, articles)
		}
	}
	if c, many := cost("bài"), cost(strings.Repeat("bài ", 200)); c != many {
		t.Errorf("a word costs %d, 200 times %d: it is evaluated once", c, many)
	}
	for _, d := range dearQueries() {
		if d.name == "one letter" || d.name == "two letters, OR" || d.name == "labels, OR" {
			if c := cost(d.query); c <= 20*articles {
				t.Errorf("%s costs %d with %d articles", d.name, c, articles)
			}
		}
	}
}
