package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

func testPage(w *bytes.Buffer, lang string, colour bool, width int) *page {
	m, err := messagesFor(lang)
	if err != nil {
		panic(err)
	}
	return &page{painter: painter{colour}, messages: m, w: w, width: width}
}

func testResult() index.Result {
	title := "Tinh giản biên chế: làm thật"
	passage := "Sáng nay, việc tinh giản biên chế được bàn."
	mark := func(s, part string) [][2]int {
		i := strings.Index(s, part)
		return [][2]int{{i, i + len(part)}}
	}
	return index.Result{
		Query: "tinh gian bien che", Understood: "tinh giản biên chế", Total: 1234, TotalIs: index.TotalExact, TookMS: 1.26, More: true,
		Readings: []index.Reading{{Typed: "BCT", Read: "Bộ Công Thương", Kind: index.MatchAbbreviation, Choices: []string{"Bộ Chính trị"}}},
		Dropped:  []string{"xyz"},
		Problems: []index.Problem{{Kind: index.ProblemUnclosedQuote}},
		Hits: []index.Hit{{
			ID: "a1", Title: title, TitleMarks: mark(title, "giản biên"), Source: "VOV", Category: "Chính trị",
			Published: time.Date(2018, 3, 12, 0, 30, 0, 0, time.UTC), Match: index.MatchMarks, Missing: []string{"xyz"},
			Snippet: index.Snippet{Text: passage, Marks: mark(passage, "tinh giản biên chế")}, URL: "https://example.com/1",
			Reprints:    []index.Reprint{{ID: "a2", Source: "Báo Mới", Published: time.Date(2018, 3, 13, 0, 0, 0, 0, index.VietnamTime)}, {ID: "a3", Title: "Khác"}},
			Explanation: &index.Explanation{Value: 3.5, Text: "sum", Parts: []*index.Explanation{{Value: 3.5, Text: "body"}}},
		}},
		Facets: &index.Facets{
			Sources: []index.Count{{Value: "VOV", Count: 1200}, {Count: 34}}, Interval: "month",
			Dates: []index.DateCount{{From: time.Date(2018, 3, 1, 0, 0, 0, 0, index.VietnamTime), Count: 1234}},
		},
		Suggestions: []index.Suggestion{{Query: "tinh giản", Kind: "fewer-words", Total: 2}, {Query: "x", Kind: "new kind"}},
	}
}

const wantVietnamese = `1.234 bài · bài 1–1 · 1.3 ms
Hiển thị kết quả cho: tinh giản biên chế  (tìm nguyên văn: thêm --literal)
“BCT” được tìm cả dưới dạng “Bộ Công Thương”; còn có thể là: Bộ Chính trị
Không bài nào có đủ mọi từ; đã bỏ qua: xyz
Lưu ý: Thiếu dấu ngoặc kép đóng; cụm từ được tính đến hết câu tìm.

 1. Tinh giản biên chế: làm thật
    VOV · Chính trị · Thứ Hai, 12/3/2018, 07:30
    Sáng nay, việc tinh giản biên chế được bàn.
    khớp khi thêm dấu · Thiếu: xyz
    2 bài đăng lại: Báo Mới (13/3/2018), Khác
    id a1  https://example.com/1
      3.5000  sum
        3.5000  body

Nguồn: VOV 1.200 · không rõ 34

Thời gian: 3/2018 1.234

Tìm không cần đúng cụm từ: tinh giản  (2 bài)
Thử tìm: x
`

func TestResultText(t *testing.T) {
	var b bytes.Buffer
	req := index.Request{Explain: true}
	if err := testPage(&b, langVi, false, 0).result(req, testResult()); err != nil {
		t.Fatal(err)
	}
	if b.String() != wantVietnamese {
		t.Errorf("got\n%s\nwant\n%s", &b, wantVietnamese)
	}
	b.Reset()
	if err := testPage(&b, langEn, false, 0).result(req, testResult()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1,234 articles", "Showing results for: tinh giản", "Monday, 12/3/2018, 07:30", "2 reprints: ", "Note: The quotation mark is not closed", "Source: VOV 1,200"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the English page lacks %q:\n%s", want, &b)
		}
	}
}

// Marks that a line break cuts in two are highlighted on both lines.
func TestResultColours(t *testing.T) {
	var b bytes.Buffer
	if err := testPage(&b, langVi, true, 24).result(index.Request{}, testResult()); err != nil {
		t.Fatal(err)
	}
	h := func(s string) string { return string(highlight) + s + endStyle }
	for _, want := range []string{
		string(bold) + "Tinh " + endStyle + h("giản biên"),
		"Sáng nay, việc " + h("tinh") + "\n    " + h("giản biên chế") + " được",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page lacks %q:\n%q", want, &b)
		}
	}
}

// Articles without some of the words are set apart from those that are counted.
func TestResultLoose(t *testing.T) {
	var b bytes.Buffer
	res := index.Result{Query: "a b", Total: 1, Hits: []index.Hit{{ID: "1"}, {ID: "2", Missing: []string{"b"}}, {ID: "3", Missing: []string{"a"}}}}
	if err := testPage(&b, langVi, false, 0).result(index.Request{}, res); err != nil {
		t.Fatal(err)
	}
	want := "    id 1\n\nCác bài dưới đây không có đủ mọi từ:\n\n 2. 2\n    Thiếu: b\n    id 2\n\n 3. 3\n"
	if !strings.Contains(b.String(), want) || strings.Count(b.String(), "dưới đây") != 1 {
		t.Errorf("got\n%s\nwant in it\n%s", &b, want)
	}
}

func TestResultEmpty(t *testing.T) {
	var b bytes.Buffer
	res := index.Result{Query: "zzz", Suggestions: []index.Suggestion{{Query: "zz", Kind: "spelling"}}}
	if err := testPage(&b, langVi, false, 0).result(index.Request{}, res); err != nil {
		t.Fatal(err)
	}
	want := "Không tìm thấy bài nào cho “zzz”\n\nCó phải bạn muốn tìm: zz\nHãy thử ít từ hơn, viết đủ dấu, hoặc bỏ bớt điều kiện lọc.\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &b, want)
	}
}

// Suggestions say what they are good for.
func TestSuggestions(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, index.VietnamTime) }
	within := func(from, to time.Time) index.Suggestion {
		return index.Suggestion{Query: "lũ sau:2018", Kind: "date", From: from, To: to}
	}
	res := index.Result{Query: "lũ", Suggestions: []index.Suggestion{
		{Query: "lũ", Kind: "without-filters", Total: 12},
		{Query: "lũ quét", Kind: "without-filters", Total: 1200},
		{Query: "lũ quét", Kind: "fewer-words", Total: 3},
		{Query: "lu", Kind: "literal", Total: 1},
		within(day(2018, 1, 1), day(2019, 1, 1)), within(day(2018, 3, 1), day(2018, 4, 1)),
		within(day(2018, 3, 12), day(2018, 3, 13)), within(day(2018, 1, 1), day(2018, 4, 1)),
	}}
	for lang, want := range map[string]string{
		langVi: "Bỏ bộ lọc: 12 bài\nBỏ bộ lọc: lũ quét  (1.200 bài)\nTìm không cần đúng cụm từ: lũ quét  (3 bài)\n" +
			"Tìm nguyên văn (--literal): lu  (1 bài)\nChỉ tìm trong năm 2018: lũ sau:2018\n" +
			"Chỉ tìm trong tháng 3/2018: lũ sau:2018\nChỉ tìm trong ngày 12/3/2018: lũ sau:2018\n" +
			"Chỉ tìm trong 1/1/2018 – 31/3/2018: lũ sau:2018\n",
		langEn: "Without the filters: 12 articles\nWithout the filters: lũ quét  (1,200 articles)\nNot as an exact phrase: lũ quét  (3 articles)\n" +
			"Search literally (--literal): lu  (1 article)\nOnly in 2018: lũ sau:2018\nOnly in March 2018: lũ sau:2018\n" +
			"Only on 12/3/2018: lũ sau:2018\nOnly in 1/1/2018 – 31/3/2018: lũ sau:2018\n",
	} {
		var b bytes.Buffer
		if err := testPage(&b, lang, false, 0).suggestions(res); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimPrefix(b.String(), "\n"); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// An article must not be able to steer the terminal.
func TestResultHostile(t *testing.T) {
	var b bytes.Buffer
	evil := "\x1b]0;x\x07\x1b[2J\u202e\u009bA"
	res := index.Result{Query: evil, Understood: evil, Total: 1, Hits: []index.Hit{{ID: evil, Title: evil, Source: evil, URL: evil,
		Snippet: index.Snippet{Text: evil}, Missing: []string{evil}}}, Suggestions: []index.Suggestion{{Query: evil}}}
	if err := testPage(&b, langVi, false, 0).result(index.Request{}, res); err != nil {
		t.Fatal(err)
	}
	for _, r := range b.String() {
		if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u202e') {
			t.Fatalf("control character %U in %q", r, &b)
		}
	}
}
