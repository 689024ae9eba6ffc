package ingest

import (
	"fmt"
	"strings"
	"testing"
)

// Lists of articles are found in the answers and tables of programs.
func TestWrappedJSON(t *testing.T) {
	const one, two = `{"title":"Một","url":"https://a.example/1"}`, `{"title":"Hai","content":"Nội dung"}`
	for name, text := range map[string]string{
		"array":         `[` + one + `,` + two + `]`,
		"articles":      `{"status":"ok","totalResults":2,"articles":[` + one + `,` + two + `],"more":{"a":[1]}}`,
		"data":          `{"data":[` + one + `,` + two + `]}`,
		"data.items":    `{"code":0,"data":{"total":2,"items":[` + one + `,` + two + `],"page":1},"ok":true}`,
		"solr":          `{"responseHeader":{"status":0},"response":{"numFound":2,"docs":[` + one + `,` + two + `]}}`,
		"elasticsearch": `{"took":1,"hits":{"total":{"value":2},"hits":[{"_id":"a","_source":` + one + `},{"_id":"b","_source":` + two + `}]}}`,
		"graphql":       `{"data":{"posts":{"edges":[{"node":` + one + `},{"node":` + two + `}]}}}`,
		"django":        `[{"model":"news.article","pk":1,"fields":` + one + `},{"model":"news.article","pk":2,"fields":` + two + `}]`,
		"rss as json":   `{"rss":{"channel":{"title":"Báo","item":[` + one + `,` + two + `]}}}`,
		"by id":         `{"-N1":` + one + `,"-N2":` + two + `}`,
		"unknown list":  `{"cac_bai_bao":[` + one + `,` + two + `]}`,
		"two lists":     `{"articles":[` + one + `],"news":[` + two + `]}`,
		"columns":       `{"title":{"0":"Một","1":"Hai"},"content":{"0":"a","1":"b"}}`,
		"lists":         `{"title":["Một","Hai"],"content":["a","b"]}`,
		"split":         `{"columns":["title","content"],"index":[0,1],"data":[["Một","a"],["Hai","b"]]}`,
		"lines":         one + "\n" + two,
		"answers":       `{"articles":[` + one + `]}` + "\n" + `{"articles":[` + two + `]}`,
		"bulk":          "{\"index\":{\"_id\":\"1\"}}\n" + one + "\n{\"index\":{\"_id\":\"2\"}}\n" + two,
	} {
		for _, spaced := range []string{text, strings.NewReplacer(":{", ": {\n", ":[", ": [ \n", "},", "} ,\n").Replace(text)} {
			if spaced != text && (name == "lines" || name == "answers" || name == "bulk") {
				continue
			}
			for _, file := range []string{"a.json", "-"} {
				var titles []string
				for _, rec := range readString(t, file, spaced, Options{}) {
					if rec.Err == nil {
						titles = append(titles, rec.Article.Title)
					} else if name != "bulk" {
						t.Errorf("%s: %v", name, rec.Err)
					}
				}
				if fmt.Sprint(titles) != "[Một Hai]" {
					t.Errorf("%s in %s: %q\n%s", name, file, titles, spaced)
				}
			}
		}
	}
}

// A long list in an answer is read a record at a time.
func TestWrappedStream(t *testing.T) {
	text := `{"status":"ok","data":{"articles":[` + strings.TrimSuffix(strings.Repeat(`{"title":"Tin","body":"`+strings.Repeat("a", 1000)+`"},`, 200), ",") + `]}}`
	recs := readString(t, "a.json", text, Options{MaxRecordBytes: 5000})
	if len(recs) != 200 || recs[199].Err != nil {
		t.Errorf("%d records, last %+v", len(recs), recs[len(recs)-1])
	}
	if recs := readString(t, "a.json", `{"articles":[{"title":"Tin"}`, Options{}); len(recs) != 2 || recs[0].Err != nil || recs[1].Err == nil {
		t.Errorf("cut off: %+v", recs)
	}
}

func TestKnownDataSets(t *testing.T) {
	const body = "Chợ họp từ sáng sớm."
	for name, c := range map[string]struct{ line, want string }{
		"mongo":         {`{"_id":{"$oid":"5a"},"title":"T","content":"` + body + `","date":{"$date":{"$numberLong":"1520814600000"}},"views":{"$numberInt":"3"}}`, "5a|T||Chợ họp từ sáng sớm.|||2018-03-12"},
		"mongo shell":   {`{"_id":ObjectId("5a"),"title":"T","content":"` + body + `","date":ISODate("2018-03-12T00:30:00Z")}`, "5a|T||Chợ họp từ sáng sớm.|||2018-03-12"},
		"python":        {`{"id":1,"title":"T","content":"` + body + `","author":NaN,"tags":None}`, "1|T||Chợ họp từ sáng sớm.|||0001-01-01"},
		"wordpress":     {`{"id":5,"date":"2018-03-12T07:30:00","date_gmt":"2018-03-12T00:30:00","title":{"rendered":"T &#8211; U"},"content":{"rendered":"<p>` + body + `</p>"},"author":3,"categories":[3],"_embedded":{"author":[{"name":"Minh Hà"}],"wp:term":[[{"taxonomy":"category","name":"Xã hội"}]]}}`, "5|T – U||Chợ họp từ sáng sớm.|Minh Hà|Xã hội|2018-03-12"},
		"jsonfeed":      {`{"id":"1","title":"T","content_html":"<p>` + body + `</p>","date_published":"2018-03-12T07:30:00+07:00","authors":[{"name":"Minh Hà","url":"https://a.example"}]}`, "1|T||Chợ họp từ sáng sớm.|Minh Hà||2018-03-12"},
		"freshrss":      {`{"id":"tag:1","title":"T","canonical":[{"href":"https://a.example/1"}],"published":1520814600,"author":"Minh Hà","origin":{"title":"Báo"},"content":{"content":"<p>` + body + `</p>"},"categories":["user/-/state"]}`, "tag:1|T||Chợ họp từ sáng sớm.|Minh Hà|user/-/state|2018-03-12"},
		"nyt":           {`{"_id":"nyt","headline":{"main":"T","kicker":null},"abstract":"L","web_url":"https://a.example/1","pub_date":"2018-03-12T00:30:00+0000","byline":{"original":"By X"},"lead_paragraph":"x"}`, "nyt|T|L||||2018-03-12"},
		"trafilatura":   {`{"title":"T","author":"Minh Hà","hostname":"a.example","date":"2018-03-12","categories":"Xã hội","tags":"a;b","raw_text":"` + body + `","text":"` + body + `","source":"https://a.example/1","sitename":"Báo"}`, "https://a.example/1|T||Chợ họp từ sáng sớm.|Minh Hà|Xã hội|2018-03-12"},
		"newspaper":     {`{"url":"https://a.example/1","title":"T","authors":["Minh Hà"],"publish_date":"2018-03-12 07:30:00","text":"` + body + `","summary":"L"}`, "https://a.example/1|T|L|Chợ họp từ sáng sớm.|Minh Hà||2018-03-12"},
		"vietnamese":    {`{"Tiêu đề":"T","Tóm tắt":"L","Nội dung":"` + body + `","Ngày đăng":"12/03/2018","Tác giả":"Minh Hà","Chuyên mục":"Xã hội","Đường dẫn":"https://a.example/1"}`, "https://a.example/1|T|L|Chợ họp từ sáng sớm.|Minh Hà|Xã hội|2018-03-12"},
		"newsapi":       {`{"source":{"id":null,"name":"Báo"},"author":null,"title":"T","description":"L","content":"` + body + ` [+1234 chars]","publishedAt":"2018-03-12T00:30:00Z"}`, "*|T|L|Chợ họp từ sáng sớm.|||2018-03-12"},
		"page":          {`{"url":"https://a.example/1","html":"<!DOCTYPE html><html><head><meta property=\"article:published_time\" content=\"2018-03-12\"></head><body><h1>T</h1><article><p>Chợ họp từ sáng sớm, người từ các bản xuống đông nghịt hai bên đường.</p></article></body></html>"}`, "https://a.example/1|T||Chợ họp từ sáng sớm, người từ các bản xuống đông nghịt hai bên đường.|||2018-03-12"},
		"numbers only":  {`{"id":1,"title":"T","body":"` + body + `","author":105092,"category":7,"tags":[1,2]}`, "1|T||Chợ họp từ sáng sớm.|||0001-01-01"},
		"dotted":        {`{"id":"1","title":"T","source.name":"Báo","category.primary":"Xã hội","content.text":"` + body + `"}`, "1|T||Chợ họp từ sáng sớm.||Xã hội|0001-01-01"},
		"escaped twice": {`{"id":"1","title":"T","body":"&lt;p&gt;Chợ họp từ s&amp;aacute;ng sớm.&lt;/p&gt;"}`, "1|T||Chợ họp từ sáng sớm.|||0001-01-01"},
		"not markup":    {`{"id":"1","title":"T","body":"Nếu a < b và c > d thì AT&T, R&D"}`, "1|T||Nếu a < b và c > d thì AT&T, R&D|||0001-01-01"},
	} {
		recs := readString(t, "a.jsonl", c.line, Options{})
		if len(recs) != 1 || recs[0].Err != nil {
			t.Errorf("%s: %+v", name, recs)
			continue
		}
		a := recs[0].Article
		if strings.HasPrefix(c.want, "*") {
			a.ID = "*"
		}
		got := strings.Join([]string{a.ID, a.Title, a.Lead, a.Body, a.Author, a.Category, a.Published.Format("2006-01-02")}, "|")
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s (%v)", name, got, c.want, recs[0].Warning)
		}
	}
}

func TestSplitTags(t *testing.T) {
	for in, want := range map[string]string{
		"cầu treo, lũ": "cầu treo/lũ", "cầu treo|lũ": "cầu treo/lũ", "cầu; lũ": "cầu/lũ", "['cầu, treo', 'lũ']": "cầu, treo/lũ", `["cầu","lũ"]`: "cầu/lũ",
		"#cầu #lũ": "cầu/lũ", "[cầu, lũ]": "cầu/lũ", "": "", "['it\\'s', \"a\"]": "it's/a", "['mở": "['mở",
	} {
		if got := strings.Join(cleanList(splitTags(in)), "/"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestCheckMap(t *testing.T) {
	if CheckMap(map[string]string{"x": "body", "y": "-"}) != nil || CheckMap(map[string]string{"x": "text"}) == nil {
		t.Error("CheckMap is wrong")
	}
}
