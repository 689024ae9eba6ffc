package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

func TestSearchPage(t *testing.T) {
	h := sampleHandler(t, Options{Sample: true})
	for _, c := range []struct {
		name, target string
		status       int
		texts        []string
	}{
		{"first page", "/", 200, []string{"Mới nhất", "84 bài", "autofocus", "không phải tin thật"}},
		{"marked", "/?q=" + url.QueryEscape("giá vàng"), 200, []string{"<mark>Giá vàng</mark> hôm nay", "Kinh tế Đất Việt", `datetime="2024-05-07`}},
		{"unmarked", "/?q=tinh+gian+bien+che", 200, []string{"Hiển thị kết quả cho", "<em>giản biên chế</em>", "tìm nguyên văn", "literal=1", "khớp khi thêm dấu"}},
		{"literal", "/?q=tinh+gian+bien+che&literal=1", 200, []string{"Đang tìm nguyên văn"}},
		{"English", "/?q=gia+vang&hl=en", 200, []string{`<html lang="en">`, "Showing results for", "Tiếng Việt", `name="hl" value="en"`}},
		{"source set", "/?q=vàng&source=Kinh+tế+Đất+Việt", 200, []string{`aria-label="Bỏ lọc: Nguồn Kinh tế Đất Việt"`, "Nhật báo Cửu Long"}},
		{"dates set", "/?from=2024-05&to=2024-05", 200, []string{"tháng 5/2024", `name="from" value="2024-05-01"`, `name="to" value="2024-05-31"`}},
		{"newest", "/?q=vàng&sort=newest", 200, []string{`data-key="sort:Mới nhất" aria-current="true"`}},
		{"second page", "/?page=2", 200, []string{`aria-current="page">2<`, "trang 2", `rel="prev"`, `rel="next"`}},
		{"histogram", "/?q=vàng", 200, []string{`<svg viewBox="0 0 `, `data-from="2024-01-01"`, `data-label="năm 2024: `}},
		{"abbreviation", "/?q=BCT", 200, []string{`<strong lang="vi">BCT</strong> được tìm cả dưới dạng <span lang="vi">Bộ Chính trị</span>; còn có thể là <a href="/?q=B`}},
		{"nothing", "/?q=zzzzzz", 200, []string{"Không tìm thấy bài nào", "Hãy thử ít từ hơn"}},
		{"nothing, filtered", "/?q=zzzzzz&source=x", 200, []string{"Bỏ hết bộ lọc"}},
		{"nothing, but without the filter", "/?source=x&q=" + url.QueryEscape("giá vàng"), 200, []string{`Bỏ bộ lọc: <a href="/?q=gi%C3%A1&#43;v%C3%A0ng" lang="vi">5 bài</a>`}},
		{"nothing, but without the filters in the query", "/?q=" + url.QueryEscape("nguồn:x giá vàng"), 200, []string{`Bỏ bộ lọc: <a href="/?q=gi%C3%A1&#43;v%C3%A0ng" lang="vi">giá vàng</a> <span class="count">5 bài</span>`}},
		{"no such phrase", "/?from=2018&q=" + url.QueryEscape(`"vàng giá tăng"`), 200, []string{`Tìm không cần đúng cụm từ: <a href="/?from=2018-01-01&amp;q=v%C3%A0ng&#43;gi%C3%A1&#43;t%C4%83ng" lang="vi">vàng giá tăng</a>`}},
		{"a time in words", "/?q=" + url.QueryEscape("giá vàng tháng 5/2024"), 200, []string{`Chỉ tìm trong tháng 5/2024: <a href=`, "giá vàng sau:5/2024 trước:5/2024</a>"}},
		{"a time in words, in English", "/?hl=en&q=" + url.QueryEscape("giá vàng năm 2024"), 200, []string{`Only in 2024: <a href=`}},
		{"mistake", "/?q=" + url.QueryEscape("giá sau:hômkia"), 400, []string{"Câu tìm chưa đúng", "Ngày không hợp lệ", "giá <mark>sau:hômkia</mark>", `value="giá sau:hômkia"`}},
		{"mistake in English", "/?hl=en&q=" + url.QueryEscape("giá sau:hômkia"), 400, []string{"This is not a date"}},
		{"note", "/?q=" + url.QueryEscape(`"giá vàng`), 200, []string{"Thiếu dấu ngoặc kép đóng"}},
		{"bad date", "/?q=x&from=31-31-2018", 400, []string{"Ngày bắt đầu không hợp lệ"}},
		{"bad page", "/?q=x&page=0", 400, []string{"Phải là số từ 1 đến 1000"}},
		{"no such page", "/nowhere", 404, []string{"Không có trang này"}},
		{"no such article", "/article/none?hl=en", 404, []string{"There is no such page"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.target = strings.NewReplacer("à", "%C3%A0", " ", "+").Replace(c.target)
			wantPage(t, get(h, c.target), c.status, c.texts...)
		})
	}
}

func TestArticlePage(t *testing.T) {
	h := sampleHandler(t, Options{})
	w := get(h, "/article/u23-thuong-chau?q=thuong+chau")
	wantPage(t, w, http.StatusOK,
		"<mark>Thường Châu</mark>", "Đặng Tuấn Kiệt", "Thứ Bảy, 27/1/2018, 18:30 (UTC+7)",
		`href="https://thethaongaynay.example/the-thao/u23-thuong-chau.html"`, "Trở lại kết quả", "Chú thích ảnh", "Trích dẫn",
		"Đặng Tuấn Kiệt, “U23 Việt Nam thua Uzbekistan phút cuối hiệp phụ, giành ngôi á quân châu Á”, Thể thao Ngày Nay, 27/1/2018, https://")
	wantPage(t, get(h, "/article/u23-thuong-chau"), http.StatusOK, "Bài liên quan", "Cùng tin này", `href="/article/u23-thuong-chau-2"`, `aria-current="true">U23 Việt Nam thua`)
	if strings.Contains(get(h, "/article/u23-thuong-chau").Body.String(), "<mark>") {
		t.Error("marks without a query")
	}
}

// Any ID can be linked to, and the link leads to its article.
func TestArticleIDs(t *testing.T) {
	ids := []string{"a", "a/b", "https://bao.example/x?y=1&z=2#k", "..", ".", "tiếng Việt", "%2F", "a//b", "a b+c", `"<>`}
	var articles []index.Article
	for _, id := range ids {
		articles = append(articles, index.Article{ID: id, Title: "Bài số " + id})
	}
	h := articlesHandler(t, articles...)
	for _, id := range ids {
		w := get(h, h.links.article(id, params{}))
		if w.Code != http.StatusOK {
			t.Errorf("%q: %s: status %d, %s", id, h.links.article(id, params{}), w.Code, w.Header().Get("Location"))
		}
		api := get(h, h.links.byID("api/article", id, url.Values{}))
		if a := decode[index.Article](t, api); a.ID != id {
			t.Errorf("%q: the API gives %q", id, a.ID)
		}
	}
}

func TestPrefix(t *testing.T) {
	h := sampleHandler(t, Options{Prefix: "/tin/"})
	for _, target := range []string{"/tin/?q=v%C3%A0ng", "/tin/article/u23-thuong-chau", "/tin/nowhere"} {
		body := get(h, target).Body.String()
		for _, m := range regexp.MustCompile(`(?:href|src|action|data-base|data-suggest)="(/[^"]*)"`).FindAllStringSubmatch(body, -1) {
			if !strings.HasPrefix(m[1], "/tin/") {
				t.Errorf("%s leads out of the prefix: %s", target, m[0])
			}
		}
	}
	if w := get(h, "/?q=x"); w.Code != http.StatusNotFound {
		t.Errorf("status %d outside of the prefix", w.Code)
	}
	for _, bad := range []string{"tin/", "/tin", "//", "/a?b/", "/a b/"} {
		if _, err := New(h.searcher.Collection, Options{Prefix: bad}); err == nil {
			t.Errorf("prefix %q was accepted", bad)
		}
	}
}

// Everything that the first page loads, compressed as browsers ask for it.
func TestWeight(t *testing.T) {
	const most = 50 << 10
	h := sampleHandler(t, Options{})
	for _, target := range []string{"/", "/?q=tinh+gian+bien+che"} {
		total, plain := 0, 0
		page := get(h, target).Body.String()
		urls := []string{target}
		for _, m := range regexp.MustCompile(`(?:href|src)="(/static/[^"]*)"`).FindAllStringSubmatch(page, -1) {
			urls = append(urls, m[1])
		}
		for _, u := range urls {
			w := get(h, u, "Accept-Encoding", "gzip")
			total += w.Body.Len()
			plain += len(unzipped(t, w))
			if w.Code != http.StatusOK {
				t.Errorf("%s: status %d", u, w.Code)
			}
		}
		t.Logf("%s: %d files, %d bytes, %d before compression", target, len(urls), total, plain)
		if len(urls) != 4 || total > most {
			t.Errorf("%s: %d files of %d bytes, at most %d", target, len(urls), total, most)
		}
	}
}

func unzipped(t *testing.T, w *httptest.ResponseRecorder) []byte {
	t.Helper()
	body := io.Reader(w.Body)
	if w.Header().Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		body = z
	}
	data, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCaching(t *testing.T) {
	h := sampleHandler(t, Options{})
	for _, target := range []string{"/?q=gia+vang", "/api/search?q=gia+vang", "/article/u23-thuong-chau", "/feed?q=gia+vang", "/openapi.json", "/api/stats"} {
		first := get(h, target, "Accept-Encoding", "gzip")
		tag := first.Header().Get("ETag")
		if first.Code != http.StatusOK || tag == "" || first.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: status %d, ETag %q, Cache-Control %q", target, first.Code, tag, first.Header().Get("Cache-Control"))
		}
		if first.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(first.Header().Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s is not compressed: %v", target, first.Header())
		}
		again := get(h, target, "If-None-Match", `"other", `+tag)
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%s: status %d, %d bytes for the same ETag", target, again.Code, again.Body.Len())
		}
		if w := get(h, target, "If-None-Match", `"other"`); w.Code != http.StatusOK {
			t.Errorf("%s: status %d for another ETag", target, w.Code)
		}
	}
	static := get(h, h.assets.url("style.css"))
	if c := static.Header().Get("Cache-Control"); !strings.Contains(c, "immutable") {
		t.Errorf("style sheet: %q", c)
	}
	if c := get(h, "/?q="+url.QueryEscape("sau:x")).Header().Get("Cache-Control"); c != "no-store" {
		t.Errorf("an error may be kept: %q", c)
	}
}

func TestMoment(t *testing.T) {
	now := time.Date(2024, 5, 8, 9, 0, 0, 0, index.VietnamTime)
	for _, c := range []struct {
		t            time.Time
		words, exact string
	}{
		{time.Date(2018, 3, 12, 0, 0, 0, 0, index.VietnamTime), "12 tháng 3, 2018", "Thứ Hai, 12/3/2018"},
		{time.Date(2018, 3, 12, 0, 30, 0, 0, time.UTC), "12 tháng 3, 2018", "Thứ Hai, 12/3/2018, 07:30 (UTC+7)"},
		{now.Add(-30 * time.Second), "vừa xong", "Thứ Tư, 8/5/2024, 08:59 (UTC+7)"},
		{now.Add(-20 * time.Minute), "20 phút trước", "Thứ Tư, 8/5/2024, 08:40 (UTC+7)"},
		{now.Add(-2 * time.Hour), "2 giờ trước", "Thứ Tư, 8/5/2024, 07:00 (UTC+7)"},
		{now.Add(-10 * time.Hour), "hôm qua", "Thứ Ba, 7/5/2024, 23:00 (UTC+7)"},
		{now.AddDate(0, 0, -3), "3 ngày trước", "Chủ Nhật, 5/5/2024, 09:00 (UTC+7)"},
		{now.AddDate(0, 0, -7), "1 tháng 5, 2024", "Thứ Tư, 1/5/2024, 09:00 (UTC+7)"},
		{now.AddDate(0, 0, 1), "9 tháng 5, 2024", "Thứ Năm, 9/5/2024, 09:00 (UTC+7)"},
		{time.Date(2024, 5, 8, 0, 0, 0, 0, index.VietnamTime), "8 tháng 5, 2024", "Thứ Tư, 8/5/2024"},
	} {
		if got := newMoment(vi, c.t, now); got.Words != c.words || got.Exact != c.exact {
			t.Errorf("%v: %+v, want %q, %q", c.t, got, c.words, c.exact)
		}
	}
	if newMoment(vi, time.Time{}, now) != nil {
		t.Error("a date for no date")
	}
}
