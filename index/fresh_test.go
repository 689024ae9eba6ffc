package index_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

const day = 24 * time.Hour

// asOf is the moment that freshness is counted from in these tests.
var asOf = time.Date(2024, 5, 10, 8, 0, 0, 0, time.UTC)

// Of two articles that match about as well the fresher one wins; one that
// matches clearly better stays on top however old it is.
func TestFresh(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer func() { _ = x.Close() }()
	put(t, x,
		index.Article{ID: "better", Title: "Lũ quét ở Mường La", Lead: "Lũ quét làm sập cầu.", Body: "Trận lũ quét cuốn trôi nhiều nhà.", Published: asOf.AddDate(-10, 0, 0)},
		index.Article{ID: "old", Title: "Họp bàn", Body: "Huyện họp bàn về lũ quét mùa mưa này.", Published: asOf.AddDate(-5, 0, 0)},
		index.Article{ID: "fresh", Title: "Tập huấn", Body: "Tỉnh tập huấn cho cán bộ xã cách tránh lũ quét.", Published: asOf.Add(-2 * day)},
		index.Article{ID: "undated", Title: "Ghi chép", Body: "Người già kể lại trận lũ quét năm xưa."},
		index.Article{ID: "other", Title: "Giá cà phê", Body: "Giá cà phê tăng phiên thứ ba.", Published: asOf},
	)
	for _, c := range []struct {
		fresh time.Duration
		want  []string
	}{
		{0, []string{"better", "old", "undated", "fresh"}},
		{7 * day, []string{"better", "fresh", "old", "undated"}},
		{time.Hour, []string{"better", "old", "undated", "fresh"}}, // nothing is that fresh
	} {
		r := search(t, x, index.Request{Query: "lũ quét", Fresh: c.fresh, Now: asOf})
		if got := ids(r); !slices.Equal(got, c.want) {
			t.Errorf("half-life %v: %q, want %q", c.fresh, got, c.want)
		}
	}
	plain, lifted := scores(search(t, x, index.Request{Query: "lũ quét"})), scores(search(t, x, index.Request{Query: "lũ quét", Fresh: 2 * day, Now: asOf}))
	if plain["undated"] != lifted["undated"] {
		t.Errorf("an article without a date scores %v, %v when fresh ones are preferred", plain["undated"], lifted["undated"])
	}
	// Two days old, with a half-life of two days: half of the boost.
	if got, want := lifted["fresh"], plain["fresh"]*(1+index.FreshBoost/2); math.Abs(got-want) > 1e-6 {
		t.Errorf("after one half-life the score is %v, want %v", got, want)
	}
	future := scores(search(t, x, index.Request{Query: "lũ quét", Fresh: day, Now: asOf.AddDate(-20, 0, 0)}))
	if got, want := future["better"], plain["better"]*(1+index.FreshBoost); math.Abs(got-want) > 1e-6 {
		t.Errorf("an article of the future scores %v, want %v", got, want)
	}
}

func scores(r index.Result) map[string]float64 {
	all := map[string]float64{}
	for _, h := range r.Hits {
		all[h.ID] = h.Score
	}
	return all
}

// The explanation names freshness, and its parts still add up to the score that
// the hits are ordered by.
func TestFreshExplained(t *testing.T) {
	x := sampleIndex(t, 100)
	for _, q := range []string{"giá vàng", "tinh gian bien che", "lũ"} {
		r := index.Request{Query: q, Fresh: 30 * day, Now: asOf, Limit: 50}
		plain := search(t, x, r)
		r.Explain = true
		for i, h := range search(t, x, r).Hits {
			sum, named := 0.0, false
			for _, p := range h.Explanation.Parts {
				sum += p.Value
				named = named || strings.HasPrefix(p.Text, "freshness")
			}
			if math.Abs(sum-h.Score) > 1e-9 || math.Abs(h.Score-plain.Hits[i].Score) > 1e-4 || h.ID != plain.Hits[i].ID || !named {
				t.Errorf("%s, hit %d: %s scores %v, parts add up to %v, without explanation %s %v; freshness named: %v",
					q, i, h.ID, h.Score, sum, plain.Hits[i].ID, plain.Hits[i].Score, named)
			}
		}
	}
	for _, h := range search(t, x, index.Request{Query: "giá vàng", Fresh: day, Sort: index.SortNewest, Explain: true}).Hits {
		for _, p := range h.Explanation.Parts {
			if strings.HasPrefix(p.Text, "freshness") {
				t.Fatalf("freshness has no part in the order by date: %s", p.Text)
			}
		}
	}
}

// A fresh article far down by its words is lifted all the same, and pages are
// cut from one order.
func TestFreshDeep(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer func() { _ = x.Close() }()
	var articles []index.Article
	const n = 1500
	for i := range n {
		// The longer, the less a word weighs, by a little each.
		body := "Bàn về thủy lợi." + strings.Repeat(fmt.Sprintf(" Chuyện thứ %d.", i), 1+i/50)
		articles = append(articles, index.Article{ID: fmt.Sprintf("a%04d", i), Body: body, Published: asOf.AddDate(-3, 0, -i)})
	}
	articles[200].Published = asOf
	put(t, x, articles...)
	r := index.Request{Query: "thủy lợi", Fresh: 7 * day, Now: asOf, NoCollapse: true, SnippetRunes: -1, Limit: 20}
	all := r
	all.Limit = index.MaxLimit
	want := search(t, x, all)
	rank := slices.Index(ids(want), "a0200")
	r.Fresh = 0
	r.Limit = index.MaxLimit
	before := slices.Index(ids(search(t, x, r)), "a0200")
	if rank < 0 || rank >= before-50 {
		t.Errorf("the only fresh article is at %d, without freshness at %d", rank, before)
	}
	r.Fresh, r.Limit = all.Fresh, 20
	var got []string
	for ; r.Offset < index.MaxLimit; r.Offset += r.Limit {
		got = append(got, ids(search(t, x, r))...)
	}
	if !slices.Equal(got, ids(want)) {
		t.Error("pages of 20 are not what one page of 1,000 is")
	}
}
