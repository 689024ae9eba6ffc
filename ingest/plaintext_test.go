package ingest

import (
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

func TestPlainTextVariations(t *testing.T) {
	const title, date, body1, body2 = "Hồ chứa Nà Pheo tích đủ nước", "Thứ Ba, 10/09/2019, 14:05 (GMT+7)",
		"Đến trưa nay, mực nước hồ đạt cao trình 412 mét, đủ tưới cho vụ đông.",
		"Hai cửa xả đã đóng, một cửa còn mở một phần ba theo quy trình."
	const lead = "Sau hai tuần mưa, hồ chứa lớn nhất huyện đã đầy, nông dân yên tâm xuống giống"
	join := func(parts ...string) string { return strings.Join(parts, "\n\n") }
	full := index.Article{Title: title, Lead: lead, Body: body1 + "\n" + body2}
	noLead := index.Article{Title: title, Body: body1 + "\n" + body2}
	tests := []struct {
		name, text string
		want       index.Article
		dated      bool
	}{
		{"quoted lead", join(title, date, `"`+lead+`"`, body1, body2), full, true},
		{"curly quotes", join(title, date, "“"+lead+"”", body1, body2), full, true},
		{"lead without quotes", join(title, date, lead, body1, body2), full, true},
		{"no date, quoted lead", join(title, `"`+lead+`"`, body1, body2), full, false},
		{"no date, no lead", join(title, body1, body2), noLead, false},
		{"date first", join(date, title, `"`+lead+`"`, body1, body2), full, true},
		{"single newlines", strings.Join([]string{title, date, `"` + lead + `"`, body1, body2}, "\n"), full, true},
		{"end mark and dot", join(title, `"`+lead+`"`, body1, strings.TrimSuffix(body2, ".")+"./.", " ", "."), full, false},
		{"quoted speech is not a lead", join(title, `"Nước về rồi", ông Páo nói "chắc ăn".`, body1),
			index.Article{Title: title, Body: `"Nước về rồi", ông Páo nói "chắc ăn".` + "\n" + body1}, false},
		{"one paragraph", title, index.Article{Title: title}, false},
		{"long first paragraph", strings.Repeat("Nước lên. ", 40), index.Article{Body: strings.TrimSpace(strings.Repeat("Nước lên. ", 40))}, false},
		{"year is no caption", join(title, body1, "2019", body2), index.Article{Title: title, Body: body1 + "\n2019\n" + body2}, false},
		{"photo credit", join(title, body1, "Mặt hồ nhìn từ đập chính. Ảnh: Văn Tới", body2),
			index.Article{Title: title, Body: body1 + "\n" + body2, Captions: []string{"Mặt hồ nhìn từ đập chính. Ảnh: Văn Tới"}}, false},
		{"source with author", join(title, body1, body2, "Theo Lý Thị Mai/VOV"),
			index.Article{Title: title, Body: body1 + "\n" + body2, Source: "VOV", Author: "Lý Thị Mai"}, false},
		{"address", join(title, "https://b.example/ho-chua", body1, body2),
			index.Article{Title: title, Body: body1 + "\n" + body2, URL: "https://b.example/ho-chua"}, false},
	}
	for _, tt := range tests {
		got, err := PlainText(tt.text, Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got.Published.IsZero() == tt.dated {
			t.Errorf("%s: published %v", tt.name, got.Published)
		}
		tt.want.Published, tt.want.ID = got.Published, got.ID
		if !equal(got, tt.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", tt.name, got, tt.want)
		}
	}
}

func TestPlainTextWithoutText(t *testing.T) {
	for _, text := range []string{"", " \n\t\n", ". . .", "./."} {
		_, err := PlainText(text, Options{})
		wantErr(t, err, ErrNoArticle)
	}
}

func TestTakeCredit(t *testing.T) {
	tests := []struct{ body, rest, source string }{
		{"Nước rút. Theo VOV", "Nước rút.", "VOV"},
		{"Nước rút. (Theo VOV).", "Nước rút.", "VOV"},
		{"Nước rút.\nTheo Tuổi trẻ", "Nước rút.", "Tuổi trẻ"},
		{"Nước rút.\n(Nguồn: TTXVN)", "Nước rút.", "TTXVN"},
		{"Nước rút, ông nói.” (Theo USA Today)", "Nước rút, ông nói.”", "USA Today"},
		{"Theo VOV", "Theo VOV", ""},
		{"Nước rút. Theo đó, dân về nhà.", "Nước rút. Theo đó, dân về nhà.", ""},
		{"Nước rút.\nTheo ông Nam, mai sẽ nắng.", "Nước rút.\nTheo ông Nam, mai sẽ nắng.", ""},
		{"Nước rút theo VOV", "Nước rút theo VOV", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		if rest, source := takeCredit(tt.body); rest != tt.rest || source != tt.source {
			t.Errorf("%q: %q from %q, want %q from %q", tt.body, rest, source, tt.rest, tt.source)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ in, line, block string }{
		{"Hòa  bình ", "Hòa bình", "Hòa bình"},
		{"a\n\n \nb\r\nc", "a b c", "a\nb\nc"},
		{"a\u00a0b\u2009c\u3000d\te", "a b c d e", "a b c d e"},
		{"\ufeffx\u200b\u00ady\u2060", "xy", "xy"},
		{"\x00a\x07\u0085b\x1b[0m", "a b[0m", "a\nb[0m"},
		{"👨\u200d👩 a\u200db", "👨\u200d👩 ab", "👨\u200d👩 ab"},
		{"a \n b", "a b", "a\nb"},
		{"a\xffb", "a\ufffdb", "a\ufffdb"},
		{"Vie\u0302\u0323t", "Việt", "Việt"},
		{"1/8/2014 – 3,5% – 1.000", "1/8/2014 – 3,5% – 1.000", "1/8/2014 – 3,5% – 1.000"},
	}
	for _, tt := range tests {
		if got := cleanLine(tt.in); got != tt.line {
			t.Errorf("line %q: %q, want %q", tt.in, got, tt.line)
		}
		if got := cleanBlock(tt.in); got != tt.block {
			t.Errorf("block %q: %q, want %q", tt.in, got, tt.block)
		}
	}
}

func TestWebLink(t *testing.T) {
	tests := []struct{ in, want string }{
		{"https://a.example/b?c=d#e", "https://a.example/b?c=d#e"},
		{" HTTP://A.example ", "HTTP://A.example"},
		{"//a.example/b", "https://a.example/b"},
		{"https://a.example/bài viết", "https://a.example/bài%20viết"},
		{"javascript:alert(1)", ""}, {"java\nscript:alert(1)", ""}, {"data:text/html,x", ""}, {"ftp://a.example", ""},
		{"/b", ""}, {"b.html", ""}, {"https://", ""}, {"https://:80/", ""}, {"", ""}, {"http://[::1", ""},
	}
	for _, tt := range tests {
		if got := webLink(tt.in); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.in, got, tt.want)
		}
	}
}
