package understand_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/internal/query"
	"github.com/newssearch/newssearch/index/internal/understand"
	"github.com/newssearch/newssearch/testdata"
)

// maxTrips is how often a query may ask the collection.
const maxTrips = 3

// articles are the sample and some hundred made up of its vocabulary of offices and
// matters, with abbreviations and slips.
func articles(t *testing.T) []index.Article {
	t.Helper()
	list := testdata.ArticlesAs[index.Article]()
	offices := []string{"Ủy ban nhân dân (UBND)", "Bộ Công Thương (BCT)", "Bộ Chính trị (BCT)", "Hội đồng nhân dân (HĐND)", "Sở Giáo dục và Đào tạo (GD&ĐT)"}
	matters := []string{"giá xăng dầu", "kỷ luật đảng viên", "tinh giản biên chế", "tuyển sinh lớp mười", "hợp đồng lao động", "cuộc họp báo", "ngành dược phẩm", "Donald Trump"}
	verbs := []string{"nói về", "kiểm tra", "báo cáo", "bàn", "thông qua"}
	for i := range 300 {
		office, matter, verb := offices[i*7%len(offices)], matters[(i*5+i/9)%len(matters)], verbs[i%len(verbs)]
		list = append(list, index.Article{
			ID: fmt.Sprint("made-", i), Title: fmt.Sprintf("Tin %d: %s", i, matter),
			Lead: fmt.Sprintf("%s %s %s.", office, verb, matter),
			Body: fmt.Sprintf("Ngày %d, %s %s %s, theo báo cáo số %d.", i%28+1, office, verb, matter, i),
		})
	}
	return list
}

// queries are those of the sample, and some for each thing that is understood.
func queries() []string {
	list := []string{
		"UBND tỉnh", "BCT xăng dầu", "BCT kỷ luật đảng viên", "uy ban nhan dan", "hội đồng nhân dân", "GD-ĐT tuyển sinh", "bct gia xang",
		"tinh gian bien che", "tinh giản biên chê", "họp", "hop bao", "luật -duoc", "Donal Trump", "Trmup", "nghành dược", "xăgn dầu",
		"tinh giarn bieen chees", "biên chees", "d9a3ng vie6n", `"hop dong lao dong"`, "title:hop", "lead:(bao cao)", "gia xang OR gia dau", "bao* cao", "tuyen* -sinh",
	}
	for line := range strings.Lines(testdata.Queries()) {
		_, rest, _ := strings.Cut(strings.TrimSpace(line), "\t")
		q, _, _ := strings.Cut(rest, "\t")
		if q != "" && !strings.HasPrefix(line, "#") {
			list = append(list, q, analyzer.StripMarks(q))
		}
	}
	return list
}

// A collection of plain maps gives the same readings as an index of the same
// articles, in three questions at most.
func TestAnotherDictionaryGivesTheSameReadings(t *testing.T) {
	list := articles(t)
	x, err := index.OpenMemory(index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	if _, err := x.Put(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	m := newMemory(list)
	asked, read := 0, 0
	for _, text := range queries() {
		want, err := x.Search(t.Context(), index.Request{Query: text, Limit: 1, SnippetRunes: -1})
		if err != nil {
			continue // not a query
		}
		q, err := query.Parse(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		m.trips = 0
		u, err := (&understand.Reader{Dictionary: m}).Understand(t.Context(), text, q.Root)
		if err != nil {
			t.Fatal(err)
		}
		if m.trips > maxTrips {
			t.Errorf("%q asks %d times, at most %d are allowed", text, m.trips, maxTrips)
		}
		asked = max(asked, m.trips)
		if got, want := readings(u), toldBy(want); !slices.Equal(got, want) {
			t.Errorf("%q is read as %q, by the index as %q", text, got, want)
		} else {
			read += len(want)
		}
	}
	t.Logf("%d readings of %d queries over %d articles, %d questions at most", read, len(queries()), len(list), asked)
	if read < 300 || asked < maxTrips {
		t.Error("the queries try too little")
	}
}

// readings are what differs from what was typed, and the other forms searched for.
func readings(u *understand.Understood) []string {
	var out []string
	for _, term := range u.Terms {
		if !term.Joined && !term.Prefix && term.Shown != term.Typed {
			out = append(out, fmt.Sprint(term.Start, term.Shown, term.Choices))
		}
	}
	for _, e := range u.Expansions {
		out = append(out, fmt.Sprint(e.Start, e.Written, e.Choices))
	}
	slices.Sort(out)
	return out
}

func toldBy(r index.Result) []string {
	var out []string
	for _, reading := range r.Readings {
		out = append(out, fmt.Sprint(reading.Start, reading.Read, reading.Choices))
	}
	slices.Sort(out)
	return out
}
