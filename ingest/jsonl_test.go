package ingest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/internal/date"
)

func TestRecordFields(t *testing.T) {
	date := time.Date(2018, 3, 12, 7, 30, 0, 0, date.Vietnam)
	tests := []struct {
		name, line string
		want       index.Article
	}{
		{"documented", `{"id":"a1","title":"T","lead":"L","body":"B1\n\nB2","captions":["c1","c2"],"author":"A","source":"S","category":"K","tags":["x","y"],"url":"https://a.example/1","published":"2018-03-12T07:30:00+07:00"}`,
			index.Article{ID: "a1", URL: "https://a.example/1", Title: "T", Lead: "L", Body: "B1\nB2", Captions: []string{"c1", "c2"}, Author: "A", Source: "S", Category: "K", Tags: []string{"x", "y"}, Published: date}},
		{"aliases", `{"_id":17,"Headline":"T","sapo":"L","content":["B1","B2"],"authors":["A","B"],"publisher":{"name":"S"},"section":"K","keywords":"x, y;z","link":"http://a.example","pubDate":"Mon, 12 Mar 2018 07:30:00 +0700"}`,
			index.Article{ID: "17", URL: "http://a.example", Title: "T", Lead: "L", Body: "B1\nB2", Author: "A, B", Source: "S", Category: "K", Tags: []string{"x", "y", "z"}, Published: date}},
		{"text and date", `{"id":"1","title":"T","text":"B","date":"12/03/2018, 07:30"}`,
			index.Article{ID: "1", Title: "T", Body: "B", Published: date}},
		{"empty ones are passed over", `{"id":"1","title":"T","body":"","text":"B","lead":null,"description":"L","date":"","published":null,"tags":[],"captions":[null,""]}`,
			index.Article{ID: "1", Title: "T", Lead: "L", Body: "B"}},
		{"url as id", `{"title":"T","url":"https://a.example/ bài"}`,
			index.Article{ID: "https://a.example/%20bài", URL: "https://a.example/%20bài", Title: "T"}},
		{"script as url", `{"id":"1","title":"T","url":"JavaScript:alert(1)"}`, index.Article{ID: "1", Title: "T"}},
		{"repair", `{"id":"1","title":" Ho\u0300a  bi\u0300nh\u00a0","body":"Ca\u0301\u200b ve\u0302\u0300\u0007 s\u00f4ng./."}`,
			index.Article{ID: "1", Title: "Hòa bình", Body: "Cá về sông."}},
		{"credit in brackets", `{"id":"1","title":"T","body":"Nước rút dần. (Theo VOV)"}`, index.Article{ID: "1", Title: "T", Body: "Nước rút dần.", Source: "VOV"}},
		{"credit after the end mark", `{"id":"1","title":"T","body":"Nước rút dần./. Theo Báo Mới"}`, index.Article{ID: "1", Title: "T", Body: "Nước rút dần.", Source: "Báo Mới"}},
		{"credit beside a source", `{"id":"1","title":"T","source":"S","body":"Nước rút dần. (Theo VOV)"}`, index.Article{ID: "1", Title: "T", Body: "Nước rút dần. (Theo VOV)", Source: "S"}},
		{"not a credit", `{"id":"1","title":"T","body":"Nước rút dần. Theo Bộ Y tế, chưa có dịch."}`, index.Article{ID: "1", Title: "T", Body: "Nước rút dần. Theo Bộ Y tế, chưa có dịch."}},
		{"dates in the text stay", `{"id":"1","title":"Từ 1/8/2014","body":"Ngày 1/8/2014, giá 1.000.000 đồng, tăng 3,5%."}`, index.Article{ID: "1", Title: "Từ 1/8/2014", Body: "Ngày 1/8/2014, giá 1.000.000 đồng, tăng 3,5%."}},
	}
	for _, tt := range tests {
		recs := readString(t, "a.jsonl", tt.line, Options{})
		if len(recs) != 1 || recs[0].Err != nil || recs[0].Warning != nil {
			t.Errorf("%s: %+v", tt.name, recs)
			continue
		}
		if got := recs[0].Article; !equal(got, tt.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", tt.name, got, tt.want)
		}
	}
}

func equal(a, b index.Article) bool {
	return a.ID == b.ID && a.ContentHash() == b.ContentHash() && a.Published.Equal(b.Published) &&
		slices.Equal(a.Tags, b.Tags) && slices.Equal(a.Captions, b.Captions)
}

func TestBadLinesCostOnlyThemselves(t *testing.T) {
	lines := []string{
		`{"id":"1","title":"một"}`,
		`{"id":"2","title":"hai"`,
		``,
		`[1,2]`,
		`null`,
		`{"id":"3","title":{"a":[1]}}`,
		`{"id":"4"}`,
		`{"id":"5","title":"năm","date":"hôm kia"}`,
		"{\"id\":\"6\",\"title\":\"\xff\xfe\x80\x81\x90 \xc0\xc1\"}",
		`{"id":"` + strings.Repeat("7", 3000) + `","title":"bảy"}`,
		`{"id":"8","title":"tám"}`,
	}
	want := []struct {
		line   int
		reason string // in the error or the warning
	}{
		{1, ""}, {2, "JSON"}, {4, "array instead of an object"}, {5, "null"}, {6, `field "title"`}, {7, "no title"},
		{8, "hôm kia"}, {9, "unreadable"}, {10, "id of 3000 bytes"}, {11, ""},
	}
	recs := readString(t, "news.jsonl", strings.Join(lines, "\r\n"), Options{})
	if len(recs) != len(want) {
		t.Fatalf("%d records, want %d: %+v", len(recs), len(want), recs)
	}
	for i, w := range want {
		problem := ""
		if recs[i].Err != nil {
			problem = recs[i].Err.Error()
		} else if recs[i].Warning != nil {
			problem = recs[i].Warning.Error()
		}
		if recs[i].Origin.Line != w.line || (problem == "") != (w.reason == "") || !strings.Contains(problem, w.reason) {
			t.Errorf("%v: %q, want line %d, %q", recs[i].Origin, problem, w.line, w.reason)
		}
	}
	if a := recs[6].Article; a.ID != "5" || !a.Published.IsZero() {
		t.Errorf("an article with a bad date should come without it: %+v", a)
	}
}

func TestOversizedLine(t *testing.T) {
	text := `{"title":"một"}` + "\n" + `{"title":"` + strings.Repeat("a", 200_000) + `"}` + "\n" + `{"title":"ba"}`
	recs := readString(t, "a.jsonl", text, Options{MaxRecordBytes: 100_000})
	if len(recs) != 3 || recs[0].Err != nil || recs[2].Err != nil || recs[2].Origin.Line != 3 {
		t.Fatalf("%+v", recs)
	}
	wantErr(t, recs[1].Err, ErrTooLarge)
}

func TestJSONInAnyLayout(t *testing.T) {
	const text = "[\n {\"title\": \"m}ộ\\\"{t\",\n  \"body\": \"[\"},\n\n {\"title\": \"hai\"} ]\n{\"title\":\"ba\"}\n x"
	recs := readString(t, "a.json", text, Options{})
	var titles []string
	var lines []int
	for _, rec := range recs {
		titles = append(titles, rec.Article.Title)
		lines = append(lines, rec.Origin.Line)
	}
	if !slices.Equal(titles, []string{`m}ộ"{t`, "hai", "ba", ""}) || !slices.Equal(lines, []int{2, 5, 6, 7}) {
		t.Errorf("titles %q, lines %v", titles, lines)
	}
	if recs := readString(t, "a.json", `[{"title":"một"`, Options{}); len(recs) != 1 || recs[0].Err == nil {
		t.Errorf("unclosed object: %+v", recs)
	}
}

func TestDefaultSource(t *testing.T) {
	recs := readString(t, "a.jsonl", "{\"title\":\"một\"}\n{\"title\":\"hai\",\"source\":\"VOV\"}", Options{DefaultSource: "Báo Xã"})
	if recs[0].Article.Source != "Báo Xã" || recs[1].Article.Source != "VOV" {
		t.Errorf("%+v", recs)
	}
}

func TestLegacyLine(t *testing.T) {
	// TCVN3 bytes in JSON, as databases from before Unicode were exported.
	line := "{\"title\":\"Tin v\xbean\",\"body\":\"\xa7\xed c n\xad\xedc s\xebng H\xe5ng l\xaan nhanh, b\xb8o \xae\xe9ng c\xcap hai, nh\xa9n d\xa9n s\xac t\xb8n.\"}"
	recs := readString(t, "a.jsonl", line, Options{})
	if len(recs) != 1 || recs[0].Err != nil || !strings.Contains(recs[0].Article.Body, "nhân dân sơ tán") {
		t.Errorf("%+v", recs)
	}
}
