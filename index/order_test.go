package index_test

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/index"
)

// dated are articles whose dates, sources and words are known: some without a
// date, some with one, spread over that span.
func dated(r *rand.Rand, n int, span time.Duration) []index.Article {
	start := time.Date(2019, 12, 31, 20, 0, 0, 0, vietnam)
	sources := []string{"Báo Đường", "báo đường", "Báo Dương", "VOV", "", "Hà Nội Mới"}
	articles := make([]index.Article, n)
	for i := range articles {
		words := []string{"tin"}
		for j, w := range []string{"mưa", "bão", "lũ", "nắng", "hạn"} {
			if r.IntN(j+2) == 0 {
				words = append(words, strings.Repeat(w+" ", 1+r.IntN(3)))
			}
		}
		articles[i] = index.Article{
			ID: fmt.Sprintf("%03d", i), Title: "Tin thời tiết", Body: strings.Join(words, " "),
			Source: sources[r.IntN(len(sources))], Category: []string{"Thời sự", "Đời sống"}[r.IntN(2)],
		}
		if r.IntN(6) > 0 {
			articles[i].Published = start.Add(time.Duration(r.Int64N(int64(span/time.Second))) / 20 * 20 * time.Second)
		}
	}
	return articles
}

// datedIndex has them in batches; some were put before with other content, some were deleted.
// It is open for reading, so that no merge changes the frequencies between two pages.
func datedIndex(t *testing.T, articles []index.Article) *index.Index {
	path := filepath.Join(t.TempDir(), "index")
	x, err := index.Open(t.Context(), path, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for batch := range slices.Chunk(articles, 60) {
		old := slices.Clone(batch[:len(batch)/4])
		for i := range old {
			old[i].Body, old[i].Source, old[i].Published = "mưa bão lũ nắng hạn", "VOV", time.Time{}
		}
		put(t, x, append(old, index.Article{ID: "gone" + batch[0].ID, Title: "Mưa bão lũ nắng hạn", Source: "VOV"})...)
		put(t, x, batch...)
		if n, err := x.Delete(t.Context(), "gone"+batch[0].ID); n != 1 || err != nil {
			t.Fatal(n, err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, path, index.Options{CacheBytes: 100_000, ReadOnly: true})
}

// hasAll reports whether the body has all the words.
func hasAll(a *index.Article, words ...string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(strings.Fields(a.Body), w) })
}

func TestFiltersAndFacets(t *testing.T) {
	for _, c := range []struct {
		span     time.Duration
		interval string
	}{{40 * 24 * time.Hour, "day"}, {500 * 24 * time.Hour, "month"}, {4000 * 24 * time.Hour, "year"}} {
		r := rand.New(rand.NewPCG(uint64(c.span), 1))
		articles := dated(r, 300, c.span)
		x := datedIndex(t, articles)
		for i := range 60 {
			request := index.Request{Facets: true, Limit: 1000, NoCollapse: true, Sort: []index.Sort{"", index.SortNewest, index.SortOldest}[i%3]}
			var words []string
			for _, w := range []string{"mưa", "bão", "lũ", "nắng"} {
				if r.IntN(3) == 0 {
					words = append(words, w)
				}
			}
			request.Query = strings.Join(words, " ")
			if r.IntN(2) == 0 {
				request.Sources = [][]string{{"báo đường"}, {"bao duong"}, {"vov", "Hà Nội Mới"}, {"Báo Dương", "không có"}, {"BÁO ĐƯỜNG "}}[r.IntN(5)]
			}
			if r.IntN(3) == 0 {
				request.Categories = []string{"thời sự"}
			}
			if r.IntN(2) == 0 {
				request.From = articles[0].Published.Add(time.Duration(r.Int64N(int64(c.span))) / 2)
			}
			if r.IntN(2) == 0 {
				request.To = time.Date(2019, 12, 31, 20, 0, 0, 1, vietnam).Add(c.span/2 + time.Duration(r.Int64N(int64(c.span)))/2)
			}
			if !request.From.IsZero() && !request.To.IsZero() && !request.From.Before(request.To) {
				continue
			}
			checkFiltered(t, x, articles, request, words, c.interval)
		}
	}
}

// passes is what the filters of a request mean.
func passes(a *index.Article, r index.Request) bool {
	fits := func(values []string, label string) bool {
		return len(values) == 0 || slices.ContainsFunc(values, func(v string) bool {
			v, label := strings.ToLower(strings.TrimSpace(v)), strings.ToLower(label)
			return v == label || v == "bao duong" && strings.HasPrefix(label, "báo")
		})
	}
	known := !a.Published.IsZero()
	return fits(r.Sources, a.Source) && fits(r.Categories, a.Category) &&
		(r.From.IsZero() || known && !a.Published.Before(r.From)) && (r.To.IsZero() || known && a.Published.Before(r.To))
}

func checkFiltered(t *testing.T, x *index.Index, articles []index.Article, r index.Request, words []string, interval string) {
	t.Helper()
	var want []string
	sources, categories, days := map[string]int{}, map[string]int{}, map[string]int{}
	for i := range articles {
		a := &articles[i]
		if !hasAll(a, words...) {
			continue
		}
		open := r // a facet is counted as if it were not set
		open.Sources = nil
		if passes(a, open) && a.Source != "" {
			sources[strings.ToLower(a.Source)]++
		}
		open.Sources, open.Categories = r.Sources, nil
		if passes(a, open) {
			categories[strings.ToLower(a.Category)]++
		}
		if !passes(a, r) {
			continue
		}
		want = append(want, a.ID)
		if !a.Published.IsZero() {
			days[a.Published.In(vietnam).Format(time.DateOnly)]++
		}
	}
	got := search(t, x, r)
	var whole []string
	for _, h := range got.Hits {
		if len(h.Missing) == 0 {
			whole = append(whole, h.ID)
		}
	}
	slices.Sort(whole)
	if len(got.Dropped) > 0 {
		return // none has all the words; TestRelaxing
	}
	if !slices.Equal(whole, want) || got.Total != len(want) || got.TotalIs != index.TotalExact {
		t.Errorf("%+v: %d %q, want %q", r, got.Total, whole, want)
		return
	}
	count := func(counts []index.Count) map[string]int {
		m := map[string]int{}
		for i, c := range counts {
			if c.Count > 0 {
				m[strings.ToLower(c.Value)] += c.Count
			}
			if i > 0 && counts[i-1].Count < c.Count {
				t.Errorf("%+v: facets are not in order: %+v", r, counts)
			}
		}
		return m
	}
	if g := count(got.Facets.Sources); !maps.Equal(g, sources) {
		t.Errorf("%+v: sources %v, want %v", r, g, sources)
	}
	if g := count(got.Facets.Categories); !maps.Equal(g, categories) {
		t.Errorf("%+v: categories %v, want %v", r, g, categories)
	}
	checkDates(t, r, got.Facets, days, interval)
}

func checkDates(t *testing.T, r index.Request, f *index.Facets, days map[string]int, interval string) {
	t.Helper()
	bounded := !r.From.IsZero() || !r.To.IsZero()
	if len(days) > 50 && !bounded && f.Interval != interval {
		t.Errorf("%+v: interval %q, want %q", r, f.Interval, interval)
	}
	form := map[string]string{"day": time.DateOnly, "month": "2006-01", "year": "2006", "": ""}[f.Interval]
	want := map[string]int{}
	for day, n := range days {
		want[day[:len(form)]] += n
	}
	got := map[string]int{}
	for i, d := range f.Dates {
		got[d.From.Format(form)] += d.Count
		if _, offset := d.From.Zone(); offset != 7*3600 || d.From.Hour() != 0 || i > 0 && !f.Dates[i-1].From.Before(d.From) || d.Count == 0 {
			t.Errorf("%+v: dates %+v", r, f.Dates)
		}
	}
	if !maps.Equal(got, want) || len(f.Dates) > 64 {
		t.Errorf("%+v: %s dates %v, want %v", r, f.Interval, got, want)
	}
}

// Newest and oldest put articles without a date last, and the order is one and
// the same for every page and however the articles came in.
func TestSortByDate(t *testing.T) {
	articles := dated(rand.New(rand.NewPCG(4, 4)), 200, 20*24*time.Hour)
	at := map[string]time.Time{}
	for _, a := range articles {
		at[a.ID] = a.Published
	}
	x := datedIndex(t, articles)
	other := must(index.OpenMemory(index.Options{}))
	defer func() { _ = other.Close() }()
	shuffled := slices.Clone(articles)
	slices.Reverse(shuffled)
	put(t, other, shuffled...)
	for _, order := range []index.Sort{index.SortNewest, index.SortOldest, index.SortRelevance} {
		for _, query := range []string{"", "mưa", "tin bão"} {
			r := index.Request{Query: query, Sort: order, Limit: 1000, NoCollapse: true}
			got := search(t, x, r)
			if query == "" && len(got.Hits) != len(articles) {
				t.Errorf("%s: %d of %d", order, len(got.Hits), len(articles))
			}
			if again := search(t, other, r); order != index.SortRelevance && !slices.Equal(ids(again), ids(got)) {
				t.Errorf("%s %q: another order of putting gives another order of hits", order, query)
			}
			if order == index.SortRelevance && query != "" {
				continue
			}
			if !slices.IsSortedFunc(got.Hits, func(a, b index.Hit) int {
				if a.Published.IsZero() != b.Published.IsZero() {
					return cmp.Compare(len(fmt.Sprint(a.Published.IsZero())), len(fmt.Sprint(b.Published.IsZero()))) * -1
				}
				if order == index.SortOldest {
					return a.Published.Compare(b.Published)
				}
				return b.Published.Compare(a.Published)
			}) {
				t.Errorf("%s %q is not in order", order, query)
			}
			for _, h := range got.Hits {
				if !h.Published.Equal(at[h.ID]) {
					t.Errorf("%s is of %s, not %s", h.ID, at[h.ID], h.Published)
				}
			}
		}
	}
}

// Pages of any size hold every hit once, in the order of one large page.
func TestPaging(t *testing.T) {
	articles := dated(rand.New(rand.NewPCG(5, 5)), 260, 20*24*time.Hour)
	x := datedIndex(t, articles)
	for _, r := range []index.Request{
		{}, {Query: "mưa"}, {Query: "mưa bão lũ"}, {Query: "bão", Sort: index.SortNewest}, {Query: "tin", Sort: index.SortOldest}, {Query: `"tin thời tiết"`},
		{Query: "mưa OR nắng -lũ", NoCollapse: true},
	} {
		r.Limit = 1000
		all := ids(search(t, x, r))
		for _, size := range []int{1, 7, 10, 100, 259, 300} {
			if size == 1 && len(all) > 100 {
				continue // slow
			}
			var got []string
			for r.Limit, r.Offset = size, 0; r.Offset < len(all)+size; r.Offset += size {
				page := search(t, x, r)
				if want := min(size, max(0, len(all)-r.Offset)); len(page.Hits) != want {
					t.Errorf("%+v: %d hits, want %d", r, len(page.Hits), want)
				}
				got = append(got, ids(page)...)
			}
			if !slices.Equal(got, all) {
				t.Errorf("%q sorted %q in pages of %d: %q, want %q", r.Query, r.Sort, size, got, all)
			}
		}
	}
}

func TestRequestLimits(t *testing.T) {
	x := sampleIndex(t, 84)
	now := time.Now()
	for _, c := range []struct {
		field string
		r     index.Request
	}{
		{"", index.Request{Limit: index.MaxLimit, Offset: index.MaxDepth - index.MaxLimit, SnippetRunes: index.MaxSnippetRunes}},
		{"", index.Request{Limit: 1, Offset: index.MaxDepth - 1, SnippetRunes: -1, Query: "giá"}},
		{"", index.Request{SnippetRunes: -100, Fresh: 1, From: now, To: now.Add(1)}},
		{"", index.Request{From: now.AddDate(-9999, 0, 0), To: now.AddDate(9999, 0, 0)}},
		{"Limit", index.Request{Limit: -1}},
		{"Limit", index.Request{Limit: index.MaxLimit + 1}},
		{"Offset", index.Request{Offset: -1}},
		{"Offset", index.Request{Offset: index.MaxDepth}},
		{"Offset", index.Request{Offset: math.MaxInt}},
		{"SnippetRunes", index.Request{SnippetRunes: index.MaxSnippetRunes + 1}},
		{"Fresh", index.Request{Fresh: -1}},
		{"To", index.Request{From: now, To: now}},
		{"To", index.Request{From: now, To: now.Add(-1)}},
		{"Sort", index.Request{Sort: "best"}},
	} {
		for _, err := range []error{c.r.Validate(), func() error { _, err := x.Search(t.Context(), c.r); return err }()} {
			var bad *index.RequestError
			switch {
			case c.field == "" && err != nil:
				t.Errorf("%+v: %v", c.r, err)
			case c.field != "" && (!errors.As(err, &bad) || bad.Field != c.field || bad.Reason == ""):
				t.Errorf("%+v: %v, want a fault of %s", c.r, err, c.field)
			}
		}
	}
}

func TestQueryErrors(t *testing.T) {
	x := sampleIndex(t, 84)
	for _, c := range []struct{ query, at string }{
		{"-giá", "-giá"}, {"giá sau:32/1/2020", "32/1/2020"}, {"giá OR -vàng", "-vàng"}, {"giá OR sau:2020", "sau:2020"}, {"(", "("}, {"???", "???"},
		{strings.Repeat("a", 5000), strings.Repeat("a", 5000)}, {strings.Repeat("a ", 257), ""}, {strings.Repeat("(", 20) + "a" + strings.Repeat(")", 20), ""},
		{norm.NFD.String("đường -(bán) sau:hôm"), "hôm"},
	} {
		_, err := x.Search(t.Context(), index.Request{Query: c.query})
		var bad *index.QueryError
		if !errors.As(err, &bad) {
			t.Errorf("%.40q: %v", c.query, err)
			continue
		}
		if bad.Start < 0 || bad.End > len(c.query) || bad.Start > bad.End || bad.Kind == "" {
			t.Errorf("%.40q: %+v", c.query, bad)
			continue
		}
		if at := norm.NFC.String(c.query[bad.Start:bad.End]); c.at != "" && !strings.Contains(at, c.at) {
			t.Errorf("%.40q: the fault is at %q, want %q", c.query, at, c.at)
		}
	}
}
