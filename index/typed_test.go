package index_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
)

var vietnam = time.FixedZone("", 7*3600)

// review is an article that every way to ask for it has to find first, among
// those of the sample, several of which are on the same matter.
var review = index.Article{
	ID: "kiem-diem", URL: "https://bao.example/kiem-diem", Title: "Kiểm điểm tinh giản biên chế: Tinh giản biên chế còn chậm",
	Lead:      "Ủy ban nhân dân tỉnh cho rằng diễn biến của việc tinh giản biên chế chưa như ý.",
	Body:      "Tinh giản biên chế, theo báo cáo, phải đi cùng với cơ cấu lại đội ngũ. Kỹ sư Lý Thúy Hòa nói nơi khỏe tinh giản biên chế nhanh, nơi yếu thì chậm.\nDiễn biến mới: tỉnh sẽ thanh tra những nơi không tinh giản biên chế./.",
	Captions:  []string{"Quang cảnh buổi kiểm điểm."},
	Source:    "Đài Thử Nghiệm",
	Category:  "Thời sự",
	Author:    "Bùi Kiểm",
	Tags:      []string{"tinh giản biên chế"},
	Published: time.Date(2018, 3, 12, 7, 30, 0, 0, vietnam),
}

// withReview is the sample with it.
func withReview(t testing.TB) *index.Index {
	x := sampleIndex(t, 20)
	if _, err := x.Put(t.Context(), []index.Article{review}); err != nil {
		t.Fatal(err)
	}
	return x
}

func TestHoweverItIsTyped(t *testing.T) {
	x := withReview(t)
	for _, c := range []struct {
		query, understood string
		match             index.Match
	}{
		{"tinh giản biên chế", "", index.MatchExact},
		{"TINH GIẢN BIÊN CHẾ", "", index.MatchExact},
		{norm.NFD.String("tinh giản biên chế"), "", index.MatchExact},
		{norm.NFD.String("TINH GIẢN BIÊN CHẾ"), "", index.MatchExact},
		{"tinh gian bien che", "tinh giản biên chế", index.MatchMarks},
		{"TINH GIAN BIEN CHE", "TINH GIẢN BIÊN CHẾ", index.MatchMarks},
		{"tinh giản bien che", "tinh giản biên chế", index.MatchMarks},
		{"tinh giãn biên chế", "", ""}, // another word, but the rest is there
		{"tinh giarn bieen chees", "tinh giản biên chế", index.MatchKeys},
		{"tinh gianr bieen chees", "tinh giản biên chế", index.MatchKeys},
		{"tinh gia3n bie6n che61", "tinh giản biên chế", index.MatchKeys},
		{"TINH GIARN BIEEN CHEES", "TINH GIẢN BIÊN CHẾ", index.MatchKeys},
		{"  tinh\u00a0giản \t biên\u200b chế ", "", index.MatchExact},
		{`"tinh giản biên chế"`, "", index.MatchExact},
		{`"cơ cấu lại đội ngũ" kiểm điểm`, "", index.MatchExact},
		{"kiểm điểm Uỷ ban nhân dân", "", index.MatchTone},
		{"kiểm điểm Ủy ban nhân dân", "", index.MatchExact},
		{"kĩ sư lí thuý hoà", "", index.MatchTone},
		{"kỹ sư lý thúy hòa", "", index.MatchExact},
		{"ky su ly thuy hoa", "kỹ sư lý thúy hòa", index.MatchMarks},
		{"dien bien tinh gian bien che", "diễn biến tinh giản biên chế", index.MatchMarks},
		{"khoẻ tinh giản", "", index.MatchTone},
		{`nguồn:"Đài Thử Nghiệm"`, "", ""},
		{`source:"dai thu nghiem"`, "", ""},
		{"title:kiem title:tinh", "", ""},
		{`author:"bùi kiểm"`, "", ""},
		{"tinh giản biên chế sau:2018-03-12 trước:2018-03-12", "", index.MatchExact},
		{"after:2018-03-12 before:12/3/2018", "", ""},
	} {
		r := search(t, x, index.Request{Query: c.query})
		if len(r.Hits) == 0 || r.Hits[0].ID != review.ID {
			t.Errorf("%q finds %q", c.query, ids(r))
			continue
		}
		if c.match == "" {
			continue
		}
		if norm.NFC.String(r.Understood) != c.understood {
			t.Errorf("%q is understood as %q, want %q (%+v)", c.query, r.Understood, c.understood, r.Readings)
		}
		if h := r.Hits[0]; h.Match != c.match || len(h.Missing) > 0 {
			t.Errorf("%q: match %q, missing %q, want %q", c.query, h.Match, h.Missing, c.match)
		}
	}
}

// What does not change the letters does not change the answer.
func TestSameAnswer(t *testing.T) {
	x := withReview(t)
	forms := map[string]func(string) string{
		"NFD": norm.NFD.String, "capitals": strings.ToUpper, "new tone placement": mapWords(analyzer.NewTone),
		"old tone placement": mapWords(analyzer.OldTone), "spaces": func(s string) string { return " " + strings.ReplaceAll(s, " ", " \u00a0 ") + "\n" },
	}
	for _, q := range []string{
		"tinh giản biên chế", "giá vàng hôm nay", "ủy ban nhân dân tỉnh", "Nguyễn Văn Hòa", "thủy điện xả lũ", "sức khỏe học sinh", `"đội ngũ cán bộ"`,
		"thi hanh ky luat", "bóng đá U23", "12/3/2018", "hạn mặn miền Tây",
	} {
		want := search(t, x, index.Request{Query: q, Limit: 30})
		for name, form := range forms {
			r := search(t, x, index.Request{Query: form(q), Limit: 30})
			if !slices.Equal(ids(r), ids(want)) || r.Total != want.Total {
				t.Errorf("%q in %s: %d %q, want %d %q", q, name, r.Total, ids(r), want.Total, ids(want))
				continue
			}
			for i := range r.Hits {
				if r.Hits[i].Score != want.Hits[i].Score {
					t.Errorf("%q in %s: score %v of %s, want %v", q, name, r.Hits[i].Score, r.Hits[i].ID, want.Hits[i].Score)
				}
			}
		}
	}
}

func mapWords(f func(string) string) func(string) string {
	return func(s string) string {
		words := strings.Split(s, " ")
		for i := range words {
			words[i] = f(words[i])
		}
		return strings.Join(words, " ")
	}
}

// Marks that are typed are meant: bán never finds bạn before bán.
func TestMarksAreMeant(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer func() { _ = x.Close() }()
	ban := []index.Article{
		{ID: "bán", Title: "Chợ quê", Body: strings.Repeat("Phiên chợ đông người qua lại từ sáng sớm. ", 20) + "Bà con bán rau."},
		{ID: "bạn", Title: "Bạn bè bạn học bạn thân", Lead: "Bạn và bạn.", Body: strings.Repeat("bạn ", 60)},
		{ID: "bàn", Title: "Bàn ghế", Body: strings.Repeat("bàn ", 60)},
		{ID: "ban", Title: "Ban nhạc", Body: strings.Repeat("ban ", 60)},
	}
	put(t, x, ban...)
	for _, c := range ban {
		r := search(t, x, index.Request{Query: c.ID})
		switch want := []string{c.ID}; {
		case c.ID == "ban": // may be any of them, itself first
			if len(r.Hits) != 4 && len(r.Hits) != 1 || r.Hits[0].ID != "ban" {
				t.Errorf("ban finds %q", ids(r))
			}
		case !slices.Equal(ids(r), want) || r.Total != 1 || r.Hits[0].Match != index.MatchExact:
			t.Errorf("%s finds %q", c.ID, ids(r))
		}
		literal := search(t, x, index.Request{Query: c.ID, Literal: true})
		if !slices.Equal(ids(literal), []string{c.ID}) {
			t.Errorf("%s letter for letter finds %q", c.ID, ids(literal))
		}
	}
	for _, q := range []string{`"bán rau"`, "bán rau", "ban rau"} {
		if r := search(t, x, index.Request{Query: q}); len(r.Hits) == 0 || r.Hits[0].ID != "bán" {
			t.Errorf("%s finds %q", q, ids(r))
		}
	}
}

// Readings stand where they were typed, and the query can be searched letter by letter.
func TestReadings(t *testing.T) {
	x := withReview(t)
	for _, q := range []string{
		"tinh gian bien che", "Tinh Gian  (bien che) -vàng", `title:tinh "doi ngu can bo"`, "tinh giarn bieen chees 2018", "gia vang OR gia xang",
		norm.NFD.String("tinh giản bien che"), "ủy bán nhan dan", "thi hanh ky luat nguồn:vov",
	} {
		r := search(t, x, index.Request{Query: q})
		at := 0
		var understood strings.Builder
		for _, reading := range r.Readings {
			if reading.Kind == index.MatchAbbreviation {
				continue // beside what was typed
			}
			if reading.Start < at || reading.End > len(q) || reading.End <= reading.Start || q[reading.Start:reading.End] != reading.Typed || reading.Read == "" {
				t.Errorf("%q: reading %+v", q, reading)
				break
			}
			understood.WriteString(q[at:reading.Start] + reading.Read)
			at = reading.End
		}
		if at > 0 && understood.String()+q[at:] != r.Understood || at == 0 && r.Understood != "" {
			t.Errorf("%q: understood %q, readings %+v", q, r.Understood, r.Readings)
		}
		if r.Query != q {
			t.Errorf("%q: the result is of %q", q, r.Query)
		}
		literal := search(t, x, index.Request{Query: q, Literal: true})
		if literal.Understood != "" || len(literal.Readings) > 0 {
			t.Errorf("%q letter for letter: %q, %+v", q, literal.Understood, literal.Readings)
		}
	}
	for _, h := range search(t, x, index.Request{Query: "tinh gian bien che", Literal: true}).Hits {
		for _, m := range h.TitleMarks {
			if !strings.EqualFold(h.Title[m[0]:m[1]], "tinh") {
				t.Errorf("letter for letter %q is marked in the title of %s", h.Title[m[0]:m[1]], h.ID)
			}
		}
	}
}

// English words that could be raw Telex stay what they are.
func TestEnglishIsNotTelex(t *testing.T) {
	x := sampleIndex(t, 84)
	for _, q := range []string{"Texas", "Boxing", "Windows", "Messi", "texas", "F-35", "tests", "AI"} {
		if r := search(t, x, index.Request{Query: q}); r.Understood != "" {
			t.Errorf("%s is understood as %q", q, r.Understood)
		}
	}
}

// When no article has all the words the one that was in the way is named.
func TestRelaxing(t *testing.T) {
	x := withReview(t)
	for _, order := range []index.Sort{index.SortRelevance, index.SortNewest, index.SortOldest} {
		r := search(t, x, index.Request{Query: "kiểm điểm xyzzyq tinh giản biên chế", Sort: order, Facets: true})
		if len(r.Hits) == 0 || !slices.Equal(r.Dropped, []string{"xyzzyq"}) || r.Total == 0 {
			t.Errorf("%s: dropped %q, %d found", order, r.Dropped, r.Total)
			continue
		}
		complete := 0
		for _, h := range r.Hits {
			if slices.Contains(h.Missing, "xyzzyq") {
				t.Errorf("%s: %s misses %q, of which one was dropped", order, h.ID, h.Missing)
			}
			if len(h.Missing) == 0 {
				complete++
			}
		}
		if complete != r.Total {
			t.Errorf("%s: %d hits have the other words, the total is %d", order, complete, r.Total)
		}
		counted := 0
		for _, c := range r.Facets.Sources {
			counted += c.Count
		}
		if counted != r.Total {
			t.Errorf("%s: the sources are of %d articles, the total is %d", order, counted, r.Total)
		}
	}
	if r := search(t, x, index.Request{Query: "xyzzyq qwrtk"}); r.Total != 0 || len(r.Hits) != 0 || r.Hits == nil {
		t.Errorf("nothing: %d, %#v", r.Total, r.Hits)
	}
}
