package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestTables(t *testing.T) {
	const want = "Xã mở chợ phiên|Chợ họp từ sáng sớm."
	for name, text := range map[string]string{
		"a.csv":      "title,content\nXã mở chợ phiên,Chợ họp từ sáng sớm.\n",
		"bom.csv":    "\xef\xbb\xbfid,title,content\n1,Xã mở chợ phiên,\"Chợ họp từ sáng sớm.\"\r\n",
		"a.tsv":      "Tiêu đề\tNội dung\tNgày đăng\nXã mở chợ phiên\tChợ họp từ sáng sớm.\t12/03/2018",
		"excel.csv":  "sep=;\nTiêu đề;Nội dung\nXã mở chợ phiên;Chợ họp từ sáng sớm.",
		"b.csv":      "Tiêu Đề;Nội Dung Bài Viết;Ngày\nXã mở chợ phiên;Chợ họp từ sáng sớm.;12/3/2018",
		"pandas.csv": ",title,text\n0,Xã mở chợ phiên,Chợ họp từ sáng sớm.",
		"-":          "url,title,content\nhttps://a.example/1,Xã mở chợ phiên,Chợ họp từ sáng sớm.",
		"utf16.csv":  utf16le("title,content\nXã mở chợ phiên,Chợ họp từ sáng sớm."),
		"html.csv":   "title,content\nXã mở chợ phiên,<p>Chợ họp từ s&aacute;ng sớm.</p>",
		"one.csv":    "title|body\nXã mở chợ phiên|Chợ họp từ sáng sớm.",
	} {
		recs := readString(t, name, text, Options{})
		if len(recs) != 1 || recs[0].Err != nil || recs[0].Article.Title+"|"+recs[0].Article.Body != want {
			t.Errorf("%s: %+v", name, recs)
		}
	}
}

func TestTableFields(t *testing.T) {
	text := "id,author,content,picture_count,source,title,topic,url,crawled_at,tags\n" +
		`1,"['Minh Hà', 'An Bình']","Dòng một,` + "\n" + `dòng ""hai""",3,bao.example,Tin,Xã hội,https://bao.example/1,2022-08-01 09:09:22,"['cầu', 'lũ, bão']"` + "\n"
	var unread []string
	recs := readString(t, "a.csv", text, Options{UnreadKey: func(key string) { unread = append(unread, key) }})
	if len(recs) != 1 || recs[0].Err != nil {
		t.Fatalf("%+v", recs)
	}
	a := recs[0].Article
	if a.Author != "Minh Hà, An Bình" || a.Body != "Dòng một,\ndòng \"hai\"" || a.Category != "Xã hội" || fmt.Sprint(a.Tags) != "[cầu lũ, bão]" || !a.Published.IsZero() || recs[0].Origin.Line != 2 {
		t.Errorf("%+v", recs[0])
	}
	slices.Sort(unread)
	if fmt.Sprint(unread) != "[crawled_at picture_count]" {
		t.Errorf("unread %q", unread)
	}
}

func TestTableIsRefused(t *testing.T) {
	for _, text := range []string{"a,b,c\n1,2,3", "Giá vàng hôm nay", "1,2\n3,4"} {
		recs := readString(t, "a.csv", text, Options{})
		if len(recs) != 1 {
			t.Fatalf("%q: %+v", text, recs)
		}
		wantErr(t, recs[0].Err, ErrUnknownKind)
	}
	// By hand, any column will do.
	recs := readString(t, "a.csv", "a,b\nTin,Nội dung", Options{Map: map[string]string{"A": "title", "b": "body"}})
	if len(recs) != 1 || recs[0].Article.Title != "Tin" || recs[0].Article.Body != "Nội dung" {
		t.Errorf("%+v", recs)
	}
}

// A quotation mark that is not closed costs its line, not the rest of the table.
func TestTableGoesOn(t *testing.T) {
	var b strings.Builder
	b.WriteString("title,content\nMột,\"Mở mà không đóng\n")
	for i := range 300 {
		fmt.Fprintf(&b, "Tin %d,Nội dung %s\n", i, strings.Repeat("dài ", 100))
	}
	recs := readString(t, "a.csv", b.String(), Options{MaxRecordBytes: 10_000})
	articles, problems := 0, 0
	for _, rec := range recs {
		if rec.Err == nil {
			articles++
		} else {
			problems++
			if rec.Origin.Line != 2 {
				t.Errorf("%v: %v", rec.Origin, rec.Err)
			}
		}
	}
	if articles != 300 || problems != 1 || recs[len(recs)-1].Origin.Line != 302 {
		t.Errorf("%d articles, %d problems, last %v", articles, problems, recs[len(recs)-1].Origin)
	}
}
