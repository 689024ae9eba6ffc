package index_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

// helped are articles for queries that find too little.
var helped = []index.Article{
	{ID: "1", Title: "Cháy rừng ở Hương Sơn", Body: "Đám cháy lan rộng trong gió tây nam.", Source: "Báo Núi", Category: "Thời sự", Published: time.Date(2018, 3, 12, 0, 0, 0, 0, time.UTC)},
	{ID: "2", Title: "Trồng lại rừng", Body: "Sau vụ cháy, người dân trồng lại keo.", Source: "Báo Biển", Category: "Kinh tế", Published: time.Date(2018, 9, 1, 0, 0, 0, 0, time.UTC)},
	{ID: "3", Title: "Trăm năm một mái đình", Body: "Đình làng được sửa.", Source: "Báo Biển", Category: "Văn hóa", Published: time.Date(2019, 1, 5, 0, 0, 0, 0, time.UTC)},
	{ID: "4", Title: "Bảng giá đất", Body: "Bảng giá đất mới và bảng lương công bố sáng nay, bảng dài.", Source: "Báo Núi"},
}

func helpIndex(t *testing.T) *index.Index {
	t.Helper()
	x := must(index.OpenMemory(index.Options{}))
	t.Cleanup(func() { _ = x.Close() })
	put(t, x, helped...)
	return x
}

// What finds nothing suggests what does, with its number of articles.
func TestHelp(t *testing.T) {
	x := helpIndex(t)
	from, to := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name    string
		request index.Request
		want    []index.Suggestion
	}{
		{"dates", index.Request{Query: "cháy rừng", From: from, To: to}, []index.Suggestion{{Query: "cháy rừng", Kind: "without-filters", Total: 2}}},
		{"source", index.Request{Query: "đình làng", Sources: []string{"Báo Núi"}}, []index.Suggestion{{Query: "đình làng", Kind: "without-filters", Total: 1}}},
		{"no words", index.Request{Categories: []string{"Bóng đá"}}, []index.Suggestion{{Kind: "without-filters", Total: 4}}},
		{"in the query", index.Request{Query: "nguồn:vov cháy rừng -keo sau:2019"}, []index.Suggestion{{Query: "cháy rừng -keo", Kind: "without-filters", Total: 1}}},
		{"excluded label", index.Request{Query: `đình -nguồn:"Báo Biển"`}, []index.Suggestion{{Query: "đình", Kind: "without-filters", Total: 1}}},
		{"only exclusions left", index.Request{Query: "-keo nguồn:vov"}, nil},
		{"phrase", index.Request{Query: `"rừng cháy"`}, []index.Suggestion{{Query: "rừng cháy", Kind: "fewer-words", Total: 2}}},
		{"phrase, punctuation", index.Request{Query: `“rừng, cháy” gió`, AllWords: true}, []index.Suggestion{{Query: "rừng cháy gió", Kind: "fewer-words", Total: 1}}},
		{"phrase, loosened", index.Request{Query: `“rừng, cháy” gió`}, nil},
		{"phrase in a field", index.Request{Query: `tiêu đề:"rừng cháy"`}, []index.Suggestion{{Query: "tiêu đề:(rừng cháy)", Kind: "fewer-words", Total: 1}}},
		{"either phrase", index.Request{Query: `"rừng cháy" HOẶC "làng đình"`}, []index.Suggestion{{Query: "rừng cháy HOẶC làng đình", Kind: "fewer-words", Total: 3}}},
		{"excluded phrase", index.Request{Query: `"rừng cháy" -"trồng lại"`}, []index.Suggestion{{Query: `rừng cháy -"trồng lại"`, Kind: "fewer-words", Total: 1}}},
		{"phrase, never all its words", index.Request{Query: `"cháy đình"`}, []index.Suggestion{{Query: "cháy đình", Kind: "fewer-words", Total: 2}}},
		{"filter and phrase", index.Request{Query: `"rừng cháy"`, Sources: []string{"x"}}, []index.Suggestion{{Query: "rừng cháy", Kind: "without-filters", Total: 2}}},
		{"filter or phrase", index.Request{Query: `"rừng cháy"`, Categories: []string{"Kinh tế"}}, []index.Suggestion{{Query: "rừng cháy", Kind: "fewer-words", Total: 1}}},
		{"filters drop a word", index.Request{Query: "cháy gió", Sources: []string{"Báo Biển"}}, []index.Suggestion{{Query: "cháy gió", Kind: "without-filters", Total: 1}}},
		{"nowhere", index.Request{Query: "qqqq", Sources: []string{"x"}}, nil},
		{"found", index.Request{Query: "cháy", Sources: []string{"Báo Núi"}}, nil},
		{"found phrase", index.Request{Query: `"cháy rừng"`}, nil},
	} {
		c.request.Now = asOf
		r := search(t, x, c.request)
		if !reflect.DeepEqual(r.Suggestions, c.want) {
			t.Errorf("%s: suggestions %+v, want %+v", c.name, r.Suggestions, c.want)
		}
		for _, s := range r.Suggestions {
			follow(t, x, c.request, s)
		}
	}
}

// follow does what a suggestion says and wants what it promises.
func follow(t *testing.T, x *index.Index, r index.Request, s index.Suggestion) {
	t.Helper()
	r.Query = s.Query
	switch s.Kind {
	case "without-filters":
		r.From, r.To, r.Sources, r.Categories = time.Time{}, time.Time{}, nil, nil
	case "literal":
		r.Literal = true
	}
	if got := search(t, x, r); got.Total != s.Total || len(got.Hits) == 0 {
		t.Errorf("%+v finds %d articles, %d hits", s, got.Total, len(got.Hits))
	}
}

// Marks that were restored do not hide what was typed.
func TestHelpLiteral(t *testing.T) {
	x := helpIndex(t)
	put(t, x, index.Article{ID: "5", Title: "Qua bang Texas", Body: "Bang này đón gia đình anh.", Source: "Báo Biển"})
	r := index.Request{Query: "bang gia", Sources: []string{"Báo Biển"}}
	got := search(t, x, r)
	want := []index.Suggestion{{Query: "bang gia", Kind: "without-filters", Total: 1}, {Query: "bang gia", Kind: "literal", Total: 1}}
	if got.Understood != "bảng giá" || !reflect.DeepEqual(got.Suggestions, want) {
		t.Fatalf("understood as %q, suggestions %+v, want %+v", got.Understood, got.Suggestions, want)
	}
	for _, s := range want {
		follow(t, x, r, s)
	}
	r.Literal = true
	if got := search(t, x, r); len(got.Suggestions) > 0 || got.Total != 1 {
		t.Errorf("already literal: %+v", got)
	}
}

// The time that a query names is offered as a filter, and only offered.
func TestHelpDate(t *testing.T) {
	x := helpIndex(t)
	vietnam := time.FixedZone("", 7*3600)
	date := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, vietnam) }
	for _, c := range []struct {
		query, want string
		from, to    time.Time
	}{
		{"cháy rừng tháng 3/2018", "cháy rừng sau:3/2018 trước:3/2018", date(2018, 3, 1), date(2018, 4, 1)},
		{"Tháng 3 năm 2018, cháy rừng", "cháy rừng sau:3/2018 trước:3/2018", date(2018, 3, 1), date(2018, 4, 1)},
		{"chay rung nam 2018", "chay rung sau:2018 trước:2018", date(2018, 1, 1), date(2019, 1, 1)},
		{"cháy ngày 12/3/2018 ở núi", "cháy ở núi sau:12/3/2018 trước:12/3/2018", date(2018, 3, 12), date(2018, 3, 13)},
		{"rừng quý I/2018", "rừng sau:1/2018 trước:3/2018", date(2018, 1, 1), date(2018, 4, 1)},
		{"rừng hôm qua", "rừng sau:9/5/2024 trước:9/5/2024", date(2024, 5, 9), date(2024, 5, 10)},
		{"rừng tuần trước -keo", "rừng -keo sau:29/4/2024 trước:5/5/2024", date(2024, 4, 29), date(2024, 5, 6)},
		{"năm 2018", "sau:2018 trước:2018", date(2018, 1, 1), date(2019, 1, 1)},
		{"zzzz năm 2018", "zzzz sau:2018 trước:2018", date(2018, 1, 1), date(2019, 1, 1)},
		{"rừng", "", time.Time{}, time.Time{}},
		{`"cháy rừng năm 2018"`, "", time.Time{}, time.Time{}},
		{"rừng (năm 2018)", "", time.Time{}, time.Time{}},
		{"rừng HOẶC năm 2018", "", time.Time{}, time.Time{}},
		{"tiêu đề:năm 2018", "", time.Time{}, time.Time{}},
		{"rừng năm 2018 sau:2017", "", time.Time{}, time.Time{}},
		{"rừng năm 2018 năm 2019", "", time.Time{}, time.Time{}},
	} {
		r := search(t, x, index.Request{Query: c.query, Now: asOf})
		var got index.Suggestion
		for _, s := range r.Suggestions {
			if s.Kind == "date" {
				got = s
			}
		}
		if got.Query != c.want || !got.From.Equal(c.from) || !got.To.Equal(c.to) {
			t.Errorf("%q: %+v, want %q from %v to %v", c.query, got, c.want, c.from, c.to)
		}
	}
	r := index.Request{Query: "cháy rừng tháng 3/2018", Now: asOf}
	if n := len(search(t, x, r).Hits); n < 2 {
		t.Errorf("%d hits: the date was applied without being asked for", n)
	}
	r.Query = "cháy rừng sau:3/2018 trước:3/2018"
	if got := search(t, x, r); got.Total != 1 || got.Hits[0].ID != "1" || len(got.Suggestions) > 0 {
		t.Errorf("%+v", got)
	}
	r = index.Request{Query: "rừng năm 2018", To: asOf, Now: asOf}
	if got := search(t, x, r).Suggestions; len(got) > 0 {
		t.Errorf("a time is set already, but offered is %+v", got)
	}
}
