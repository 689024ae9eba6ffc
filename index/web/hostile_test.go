package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// evil is an article whose every field attacks the page.
var evil = index.Article{
	ID:       `x"><script>alert(0)</script>`,
	URL:      `javascript:alert(1)//https://bao.example/`,
	Title:    `Tấn công <script>alert(2)</script> <img src=x onerror=alert(3)> {{.}} ${7*7}`,
	Lead:     `</p></main><iframe src="//evil.example"></iframe>`,
	Body:     "tấn công <svg/onload=alert(4)>\n</textarea><base href='//evil.example/'>\nNUL \x00 xong\n\u202Eđảo chữ\u202C ]]>",
	Captions: []string{`<style>*{display:none}</style>`},
	Author:   `"><b onmouseover=alert(5)>`,
	Source:   `<a href="javascript:alert(6)">Báo</a>`,
	Category: `'"><script src=//evil.example/x.js></script>`,
	Tags:     []string{`"><script>`, `" OR *`},
}

// evilMarkup is what none of its pages may contain: the attack in force.
var evilMarkup = []string{
	"<script>alert", "<img src=x", "<iframe", "<svg/onload", "<base", "<style>", "<b onmouseover", `href="javascript:`, `href='javascript:`,
	"<script src=//evil", "</textarea>", "\x00",
}

// hostile are requests and what each gets.
var hostile = []struct {
	name   string
	target string
	status int
	// wants is in the answer.
	wants string
}{
	{"script in the query", "/?q=" + url.QueryEscape(`<script>alert(1)</script>`), 200, `&lt;script&gt;alert(1)&lt;/script&gt;`},
	{"script in the API's query", "/api/search?q=" + url.QueryEscape(`<script>alert(1)</script>`), 200, `\u003cscript\u003e`},
	{"attribute broken out of", "/?q=" + url.QueryEscape(`" autofocus onfocus=alert(1) x="`), 200, `value="&#34; autofocus onfocus`},
	{"template in the query", "/?q=" + url.QueryEscape(`{{.}} ${7*7}`), 200, `value="{{.}} ${7*7}"`},
	{"script in a source", "/?source=" + url.QueryEscape(`"><script>alert(1)</script>`), 200, "Không có bài nào"},
	{"script in a section", "/?category=" + url.QueryEscape(`'><svg onload=alert(1)>`), 200, "Không có bài nào"},
	{"script in a date", "/?from=" + url.QueryEscape(`"><script>alert(1)</script>`), 400, "Ngày bắt đầu không hợp lệ"},
	{"script in sort", "/?sort=" + url.QueryEscape(`<script>`), 400, "Cách sắp xếp"},
	{"script in the language", "/?hl=" + url.QueryEscape(`"><script>`), 200, `<html lang="vi">`},
	{"script in an ID", "/article/" + url.PathEscape(`<script>alert(1)</script>`), 404, "Không có trang này"},
	{"script in a path", "/" + url.PathEscape(`<script>alert(1)</script>`), 404, "Không có trang này"},
	{"title, source and section", "/?q=" + url.QueryEscape("tấn công"), 200, `&lt;img src=x onerror=alert(3)&gt;`},
	{"an article of attacks", "/article/" + url.PathEscape(evil.ID) + "?q=" + url.QueryEscape("tấn công"), 200, `&lt;svg/onload=alert(4)&gt;`},
	{"an article of attacks, JSON", "/api/article/" + url.PathEscape(evil.ID), 200, `\u003csvg/onload`},
	{"attacks in a feed", "/feed?q=" + url.QueryEscape("tấn công"), 200, `&lt;script&gt;alert(2)`},
	{"NUL in the query", "/?q=gi%00%C3%A1", 200, ""},
	{"NUL in an ID", "/article/%00", 404, ""},
	{"invalid UTF-8", "/?q=%ff%fe", 400, "không phải UTF-8"},
	{"invalid UTF-8 in the API", "/api/search?q=%ff", 400, "not UTF-8"},
	{"invalid UTF-8 in a name", "/api/search?%ff=1", 400, "parameter"},
	{"overlong UTF-8", "/api/search?q=%c0%af", 400, "not UTF-8"},
	{"lone surrogate", "/?q=%ed%a0%80", 400, "không phải UTF-8"},
	{"bad percent encoding", "/?q=%zz", 400, "không đúng cú pháp"},
	{"semicolons", "/api/search?q=a;b=c", 400, "semicolon"},
	{"bidi override", "/?q=" + url.QueryEscape("giá\u202Egnàv\u202C"), 200, ""},
	{"thousand combining marks", "/?q=" + url.QueryEscape("a"+strings.Repeat("\u0301", 1000)), 200, ""},
	{"zero-width characters", "/?q=" + url.QueryEscape("tấn\u200b công\ufeff"), 200, "article"},
	{"a query of 4 KiB", "/?q=" + url.QueryEscape(strings.Repeat("giá ", 900)), 400, "quá"},
	{"a query of 10 KiB", "/?q=" + strings.Repeat("a", 10<<10), 400, "Câu tìm quá dài"},
	{"an address of 20 KiB", "/?q=" + strings.Repeat("a", 20<<10), 414, "Địa chỉ quá dài"},
	{"nested deeply", "/?q=" + url.QueryEscape(strings.Repeat("(", 1000)+"a"+strings.Repeat(")", 1000)), 400, "lồng nhau quá sâu"},
	{"a thousand ORs", "/api/search?q=" + url.QueryEscape("a"+strings.Repeat(" OR b", 800)), 400, "too many words"},
	{"only operators", "/?q=" + url.QueryEscape(`-"" () OR * :`), 400, "Câu tìm chưa đúng"},
	{"only negation", "/api/search?q=-a", 400, "only words to leave out"},
	{"everything by prefix", "/?q=" + url.QueryEscape("* t* *"), 200, ""},
	{"unclosed quotes and groups", "/?q=" + url.QueryEscape(`"(("`), 400, "Câu tìm chưa đúng"},
	{"page zero", "/?q=a&page=0", 400, "từ 1 đến 1000"},
	{"page that overflows", "/?q=a&page=99999999999999999999", 400, "từ 1 đến 1000"},
	{"negative offset", "/api/search?q=a&offset=-1", 400, "offset"},
	{"offset out of bounds", "/api/search?q=a&offset=10000", 400, "offset"},
	{"huge limit", "/api/search?q=a&limit=1000000", 400, "limit"},
	{"number in other digits", "/api/search?q=a&limit=" + url.QueryEscape("１０"), 400, "limit"},
	{"dates out of order", "/?from=2020&to=2019", 400, "đứng trước"},
	{"the years 1000 and 9999", "/?from=1000-01-01&to=9999-12-31", 200, ""},
	{"the year 1", "/?from=0001-01-01", 400, "không hợp lệ"},
	{"thousand sources", "/?q=" + manySources(1000), 400, "Quá nhiều"},
	{"a parameter twice", "/api/search?q=a&q=b", 400, "2 times"},
	{"unknown parameter", "/api/search?q=a&callback=alert", 400, "unknown"},
	{"dots in the path", "/static/..%2f..%2fetc%2fpasswd", 404, ""},
	{"dots in the path, plain", "/static/../../etc/passwd", 307, "/etc/passwd"},
	{"dots as an ID", "/article/..%2f..%2fetc%2fpasswd", 404, ""},
	{"backslashes", "/static/..%5c..%5cwindows", 404, ""},
	{"double slashes", "//evil.example/", 307, "/evil.example/"},
	{"an ID of 5 KB", "/article/" + strings.Repeat("a", 5000), 404, ""},
	{"line breaks in an ID", "/article/a%0d%0aSet-Cookie:%20x=y", 404, ""},
}

func manySources(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "&source=%d", i)
	}
	return b.String()
}

func TestHostileRequests(t *testing.T) {
	h := articlesHandler(t, evil, index.Article{ID: "1", Title: "Giá vàng"})
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			w := get(h, c.target)
			body := w.Body.String()
			if w.Code != c.status {
				t.Errorf("status %d, want %d", w.Code, c.status)
			}
			if !strings.Contains(body+w.Header().Get("Location"), c.wants) {
				t.Errorf("no %q in the answer", c.wants)
			}
			if len(w.Header()["Set-Cookie"]) > 0 {
				t.Error("a cookie was set")
			}
			switch kind := w.Header().Get("Content-Type"); {
			case strings.HasPrefix(kind, "text/html") && w.Code < 300:
				for _, markup := range evilMarkup {
					if strings.Contains(body, markup) {
						t.Errorf("the page contains %q", markup)
					}
				}
				fallthrough
			case strings.HasPrefix(kind, "text/html") && w.Code >= 400:
				for _, fault := range faults(body) {
					t.Errorf("page: %s", fault)
				}
			case strings.Contains(kind, "json"):
				if !json.Valid(w.Body.Bytes()) || strings.ContainsAny(body, "<>") {
					t.Error("the JSON is not valid, or is HTML to a careless browser")
				}
			}
			if t.Failed() {
				t.Logf("%.3000s", body)
			}
		})
	}
}

// Headers that lie change nothing.
func TestHostileHeaders(t *testing.T) {
	h := sampleHandler(t, Options{})
	want := get(h, "/?q=gia+vang").Body.String()
	for name, value := range map[string]string{
		"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "javascript", "Forwarded": "host=evil.example",
		"X-Original-URL": "/admin", "X-Rewrite-URL": "/admin", "X-HTTP-Method-Override": "DELETE",
		"Accept-Language": "../../x", "Cookie": "hl=en", "Referer": "javascript:alert(1)", "User-Agent": "<script>",
		"If-None-Match": `W/"`, "Range": "bytes=0-1", "Accept": "*/*;q=nonsense", "Origin": "https://evil.example",
	} {
		w := get(h, "/?q=gia+vang", name, value)
		if w.Code != http.StatusOK || w.Body.String() != want {
			t.Errorf("%s: %s: status %d, or another page", name, value, w.Code)
		}
		if w.Header().Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: other sites may read the answer", name)
		}
	}
	feed := get(h, "/feed?q=gia", "X-Forwarded-Host", "evil.example").Body.String()
	if strings.Contains(feed, "evil.example") {
		t.Error("the feed names a host of the client's choice")
	}
}

func TestOutside(t *testing.T) {
	for address, want := range map[string]string{
		"https://bao.example/a?b=c#d": "https://bao.example/a?b=c#d", " http://bao.example ": "http://bao.example",
		"javascript:alert(1)": "", "JavaScript:alert(1)": "", "java\nscript:alert(1)": "", "data:text/html,x": "", "//bao.example": "",
		"ftp://bao.example": "", "file:///etc/passwd": "", "": "", "bao.example": "", "https:": "", "https:///x": "", "https://u:p@bao.example/": "",
		"\x01javascript:alert(1)": "", "vbscript:x": "", "https://bao.example/\"><script>": "https://bao.example/%22%3E%3Cscript%3E",
	} {
		if got := outside(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func FuzzSearchPage(f *testing.F) {
	for _, c := range hostile {
		if u, err := url.Parse(c.target); err == nil {
			f.Add(u.RawQuery)
		}
	}
	h := articlesHandler(f, evil, index.Article{ID: "1", Title: "Giá vàng"})
	f.Fuzz(func(t *testing.T, rawQuery string) {
		r, err := http.NewRequest(http.MethodGet, "http://localhost/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.URL.RawQuery = rawQuery
		w := answer(h, r)
		if w.Code != 200 && w.Code != 400 && w.Code != 414 {
			t.Errorf("status %d", w.Code)
		}
		for _, fault := range faults(w.Body.String()) {
			t.Error(fault)
		}
	})
}
