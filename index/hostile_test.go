package index_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

// Whatever is asked is answered soon, with a result or an error of the query.
func TestHostileQueries(t *testing.T) {
	x := withReview(t)
	long := func(s string) string { return strings.Repeat(s, index4KiB/len(s)) }
	queries := []string{
		"\x00", "tinh\x00giản", "\xff\xfe", "giản \xc3", "\u200b\u200d", "\u0301", "\u202e", strings.Repeat("\u0301", 100), "a" + strings.Repeat("\u0301", 2000),
		"*", "t*", "a* b* c* d* e* t* n* h*", "**", "*a", `"`, `""`, `"""`, "(", ")", "()", "-", "--", "OR", "OR OR", "AND", ":", "a:", "source:", `title:"`, "-*", "1*",
		long("a "), long("tinh"), long("é"), long("("), long(`"a" `), long("-a "), long("t* "), long("a OR "), long("ủy ban "), long("😀"), long("\xff"), long("source:a "),
		strings.Repeat("nhan ", 256), strings.Repeat("t* ", 256), strings.Repeat(`"nhan dan" `, 200), strings.Repeat("covid-19 ", 256), strings.Repeat("U23-VN.A/B ", 250),
		strings.Repeat("(", 16) + "a" + strings.Repeat(")", 16), strings.Repeat("-(", 16) + "a", "sau:0001-01-01", "trước:9999-12-31", "sau:9999 trước:1", "after:99999999999999",
		"a' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "%00%ff", "${x}", "\\", "a\\*", strings.Repeat("x", 4000), strings.Repeat("1", 4000),
		strings.Repeat("á", 2000), "https://" + strings.Repeat("a.", 1500) + "vn", strings.Repeat("a@", 1000) + "b.vn",
	}
	r := rand.New(rand.NewPCG(2, 3))
	alphabet := []rune("tinhgảbêcếđàáÀ \"()-:*ORaàsau:source:title:0123/.,%@\x00\u0301🙂\u00a0")
	for range 400 {
		var b strings.Builder
		for range r.IntN(60) {
			b.WriteRune(alphabet[r.IntN(len(alphabet))])
		}
		queries = append(queries, b.String())
	}
	orders := []index.Sort{index.SortRelevance, index.SortNewest, index.SortOldest}
	for i, q := range queries {
		request := index.Request{Query: q, Sort: orders[i%3], Facets: i%2 == 0, Explain: i%4 == 0, Literal: i%5 == 0, Fresh: time.Hour * time.Duration(i%7)}
		started := time.Now()
		result, err := x.Search(context.Background(), request)
		if took := time.Since(started); took > patience {
			t.Errorf("%.60q of %d bytes took %s", q, len(q), took)
		}
		var bad *index.QueryError
		switch {
		case err != nil && !errors.As(err, &bad):
			t.Errorf("%.60q: %v", q, err)
		case err == nil && result.Hits == nil:
			t.Errorf("%.60q: hits are nil", q)
		}
		for _, p := range result.Problems {
			if p.Start < 0 || p.End > len(q) || p.Start > p.End || p.Kind == "" {
				t.Errorf("%.60q: problem %+v", q, p)
			}
		}
	}
}

// index4KiB is the size of the longest query that is read.
const index4KiB = 4 << 10

// Filters take strangers' words too.
func TestHostileFilters(t *testing.T) {
	x := withReview(t)
	for _, v := range []string{"", "\x00", "\xff", strings.Repeat("a", 1<<20), "*", strings.Repeat("Báo ", 10_000)} {
		for _, r := range []index.Request{{Sources: []string{v}}, {Categories: []string{v, v}}, {Query: "giá", Sources: []string{v}}} {
			if result := search(t, x, r); result.Total != 0 {
				t.Errorf("%.20q of %d bytes: %d articles", v, len(v), result.Total)
			}
		}
	}
	many := make([]string, 2000)
	for i := range many {
		many[i] = fmt.Sprint("báo ", i)
	}
	started := time.Now()
	search(t, x, index.Request{Query: "giá", Sources: many, Categories: many})
	if took := time.Since(started); took > patience {
		t.Errorf("%d filters took %s", len(many), took)
	}
}

// A search stops with its context.
func TestSearchStops(t *testing.T) {
	x := withReview(t)
	ctx, cancel := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancel()
	if _, err := x.Search(ctx, index.Request{Query: "giá"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("after the deadline: %v", err)
	}
}
