package export

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

var market = index.Article{
	ID: "a1", URL: "https://a.example/cho_1?x=1&y=2", Title: `Xã mở "chợ" & bến`, Lead: "Chợ họp\nmỗi tuần.", Body: "Một.\nHai, ba.",
	Captions: []string{"Ảnh chợ", "Ảnh bến"}, Author: "Minh Hà, An Bình", Source: "Báo Mây Đỏ", Category: "Xã hội", Tags: []string{"chợ", "bến 100%"},
	Image:     "https://anh.example/cho.jpg",
	Published: time.Date(2018, 3, 12, 7, 30, 0, 0, time.FixedZone("", 7*3600)),
}

func written(t *testing.T, f Format, articles ...index.Article) string {
	t.Helper()
	var b strings.Builder
	w, err := New(&b, f)
	if err != nil {
		t.Fatal(err)
	}
	for i := range articles {
		if err := w.Write(&articles[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestJSONL(t *testing.T) {
	var back index.Article
	if err := json.Unmarshal([]byte(written(t, JSONL, market)), &back); err != nil {
		t.Fatal(err)
	}
	if back.ID != market.ID || back.Revision() != market.Revision() {
		t.Errorf("%+v", back)
	}
}

func TestCSV(t *testing.T) {
	formula := index.Article{ID: "b", Title: "=HYPERLINK(\"https://x.example\")"}
	text := written(t, CSV, market, formula)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, byteOrderMark))).ReadAll()
	if err != nil || len(rows) != 3 || !strings.HasPrefix(text, byteOrderMark) {
		t.Fatalf("%q, %v", text, err)
	}
	if got := strings.Join(rows[1], "|"); got != "a1|2018-03-12T07:30:00+07:00|Báo Mây Đỏ|Xã hội|Minh Hà, An Bình|Xã mở \"chợ\" & bến|Chợ họp\nmỗi tuần.|Một.\nHai, ba.|Ảnh chợ\nẢnh bến|chợ; bến 100%|https://a.example/cho_1?x=1&y=2|https://anh.example/cho.jpg" {
		t.Errorf("%q", got)
	}
	if rows[2][5][0] != ' ' {
		t.Errorf("a formula: %q", rows[2][5])
	}
	if empty := written(t, CSV); !strings.Contains(empty, "title") {
		t.Errorf("without articles: %q", empty)
	}
}

func TestRIS(t *testing.T) {
	want := "TY  - NEWS\r\nTI  - Xã mở \"chợ\" & bến\r\nAU  - Minh Hà\r\nAU  - An Bình\r\nT2  - Báo Mây Đỏ\r\nPY  - 2018\r\nDA  - 2018/03/12\r\nSE  - Xã hội\r\nAB  - Chợ họp mỗi tuần.\r\n" +
		"KW  - chợ\r\nKW  - bến 100%\r\nUR  - https://a.example/cho_1?x=1&y=2\r\nL4  - https://anh.example/cho.jpg\r\nID  - a1\r\nLA  - vi\r\nER  - \r\n\r\n"
	if got := written(t, RIS, market); got != want {
		t.Errorf("%q", got)
	}
}

func TestBibTeX(t *testing.T) {
	text := written(t, BibTeX, market, market, index.Article{ID: "x", Title: "Không ngày {"})
	for _, want := range []string{
		"@article{baomaydo2018xa,\n", "@article{baomaydo2018xa-2,\n", "@article{anonndkhong,\n", `= {{Xã mở "chợ" \& bến}},`, "= {{Minh Hà} and {An Bình}},",
		"= {2018-03-12},", `= {chợ, bến 100\%},`, `{Không ngày \{}`, "= {https://a.example/cho_1?x=1&y=2},",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := New(&strings.Builder{}, "xml"); err == nil || !strings.Contains(err.Error(), "jsonl, csv, ris, bibtex") {
		t.Error(err)
	}
}
