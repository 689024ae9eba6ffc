package web

import (
	"html"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

func TestSegments(t *testing.T) {
	for _, c := range []struct {
		text  string
		marks [][2]int
		want  []segment
	}{
		{"", nil, nil},
		{"abc", nil, []segment{{"abc", false}}},
		{"giá vàng lên", [][2]int{{0, 4}, {5, 10}}, []segment{{"giá vàng", true}, {" lên", false}}},
		{"a b c", [][2]int{{0, 1}, {4, 5}}, []segment{{"a", true}, {" b ", false}, {"c", true}}},
		{"abc", [][2]int{{1, 1}, {2, 9}, {-1, 2}}, []segment{{"abc", false}}},
		{"abcd", [][2]int{{0, 2}, {1, 3}}, []segment{{"ab", true}, {"cd", false}}},
		{"giá", [][2]int{{2, 3}}, []segment{{"giá", false}}},
	} {
		if got := segments(c.text, c.marks); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q %v: %v, want %v", c.text, c.marks, got, c.want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	got := paragraphs("một hai\n\n \nba bốn", [][2]int{{0, 4}, {5, 8}, {12, 14}})
	want := [][]segment{{{"một", false}, {" hai", false}}, {{"ba bốn", false}}}
	if len(got) != len(want) {
		t.Fatalf("%d paragraphs: %v", len(got), got)
	}
	var text []string
	for _, p := range got {
		line := ""
		for _, s := range p {
			line += s.Text
		}
		text = append(text, line)
	}
	if strings.Join(text, "|") != "một hai|ba bốn" {
		t.Errorf("%q", text)
	}
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct{ in, first, last, whole, words string }{
		{"2018", "2018-01-01", "2018-12-31", "year", "năm 2018"},
		{"2018-02", "2018-02-01", "2018-02-28", "month", "tháng 2/2018"},
		{"3/2018", "2018-03-01", "2018-03-31", "month", "tháng 3/2018"},
		{"31/3/2018", "2018-03-31", "2018-03-31", "day", "31/3/2018"},
		{"2018-03-31", "2018-03-31", "2018-03-31", "day", "31/3/2018"},
		{"2018-03-31T07:00:00+07:00", "2018-03-31T07:00:00+07:00", "2018-03-31T07:00:00+07:00", "", "31/3/2018 – 31/3/2018"},
	} {
		from, to, err := index.ParsePeriod(c.in)
		p := period{from, to}
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if p.first() != c.first || p.last() != c.last || message.Whole(from, to) != c.whole || vi.Period(p.from, p.to) != c.words {
			t.Errorf("%s: %s, %s, %s, %s", c.in, p.first(), p.last(), message.Whole(from, to), vi.Period(p.from, p.to))
		}
	}
}

func TestFillDates(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, index.VietnamTime) }
	counts := func(spans []dateSpan) (n []int) {
		for _, s := range spans {
			n = append(n, s.count)
		}
		return n
	}
	for _, c := range []struct {
		interval string
		dates    []index.DateCount
		want     []int
	}{
		{"day", nil, nil},
		{"day", []index.DateCount{{From: day(2018, 2, 28), Count: 1}, {From: day(2018, 3, 2), Count: 3}}, []int{1, 0, 3}},
		{"month", []index.DateCount{{From: day(2017, 12, 1), Count: 2}, {From: day(2018, 2, 1), Count: 1}}, []int{2, 0, 1}},
		{"year", []index.DateCount{{From: day(2017, 1, 1), Count: 2}, {From: day(2018, 1, 1), Count: 1}}, []int{2, 1}},
	} {
		if got := counts(fillDates(c.dates, c.interval)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.interval, got, c.want)
		}
	}
	// Two thousand years fit, and no article is lost.
	var dates []index.DateCount
	for y := 1; y <= 2000; y += 7 {
		dates = append(dates, index.DateCount{From: day(y, 1, 1), Count: 1})
	}
	spans := fillDates(dates, "year")
	sum := 0
	for _, n := range counts(spans) {
		sum += n
	}
	if len(spans) > maxBars+1 || sum != len(dates) {
		t.Errorf("%d bars with %d of %d", len(spans), sum, len(dates))
	}
}

func TestPaging(t *testing.T) {
	h := sampleHandler(t, Options{})
	for _, c := range []struct {
		page, total int
		want        string
	}{
		{1, 10, ""},
		{1, 11, "(1) 2 next"},
		{2, 11, "prev 1 (2)"},
		{1, 1000, "(1) 2 3 … 100 next"},
		{50, 1000, "prev 1 … 48 49 (50) 51 52 … 100 next"},
		{1, 1000000, "(1) 2 3 … 1.000 next"},
		{7, 20, "prev 1 2"},
	} {
		var parts []string
		if p := h.paging(vi, params{Page: c.page}, &index.Result{Total: c.total}); p != nil {
			if p.Previous != "" {
				parts = append(parts, "prev")
			}
			for _, l := range p.Pages {
				if l.Gap {
					parts = append(parts, "…")
				}
				if l.Current {
					l.Number = "(" + l.Number + ")"
				}
				parts = append(parts, l.Number)
			}
			if p.Next != "" {
				parts = append(parts, "next")
			}
		}
		if got := strings.Join(parts, " "); got != c.want {
			t.Errorf("page %d of %d hits: %q, want %q", c.page, c.total, got, c.want)
		}
	}
}

// The addresses of chips and options lead to the search without or with the filter.
func TestFilters(t *testing.T) {
	h := sampleHandler(t, Options{})
	v := params{Query: "vàng", Sources: []string{"kinh te dat viet"}, Lang: message.Vietnamese, Page: 3, Sort: index.SortRelevance, limit: 10, facets: true}
	results, err := h.searcher.search(t.Context(), v.request())
	if err != nil {
		t.Fatal(err)
	}
	f := h.filtersView(v, &results[0])
	if len(f.Chips) != 1 || f.Chips[0].URL != "/?q=v%C3%A0ng" {
		t.Errorf("chips %+v", f.Chips)
	}
	if o := f.Facets[0].Options; len(o) < 2 || !o[0].Set || o[0].Count == "0" || o[1].Set {
		t.Errorf("sources %+v", o)
	}
	for _, o := range f.Facets[0].Options[1:] {
		if !strings.Contains(o.URL, "source=kinh+te+dat+viet&source=") || strings.Contains(o.URL, "page=") {
			t.Errorf("another source leads to %s", o.URL)
		}
	}
}

// What helps when too little is found is said, and its link finds something.
func TestHelp(t *testing.T) {
	h := sampleHandler(t, Options{})
	suggested := regexp.MustCompile(`<p class="note">([^<:]+): <a href="([^"]+)"`)
	for _, c := range []struct{ target, before string }{
		{"/?q=gia+vang&source=nowhere", "Bỏ bộ lọc"},
		{"/?q=" + url.QueryEscape(`"vàng giá"`), "Tìm không cần đúng cụm từ"},
		{"/?q=" + url.QueryEscape("u23 tháng 1/2018"), "Chỉ tìm trong tháng 1/2018"},
		{"/?q=" + url.QueryEscape(`nguồn:nowhere "vàng giá"`), "Bỏ bộ lọc"},
	} {
		body := get(h, c.target).Body.String()
		found := false
		for _, m := range suggested.FindAllStringSubmatch(body, -1) {
			if html.UnescapeString(m[1]) != c.before {
				continue
			}
			found = true
			if next := get(h, html.UnescapeString(m[2])); next.Code != http.StatusOK || !strings.Contains(next.Body.String(), `class="hit"`) {
				t.Errorf("%s: %s finds nothing", c.target, m[2])
			}
		}
		if !found {
			t.Errorf("%s: no %q in %q", c.target, c.before, suggested.FindAllString(body, -1))
		}
	}
}
