package ingest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const marketText = `<p>Chợ họp từ sáng sớm, người từ các bản xuống đông nghịt hai bên đường, mang theo rau, măng và gà đồi.</p>` +
	`<p>Chủ tịch xã cho biết chợ sẽ họp vào chủ nhật hằng tuần, thay cho chợ tạm bên bến sông trước đây.</p>` +
	`<p>Các hộ buôn bán được miễn tiền thuê chỗ trong năm đầu, để quen dần với nơi mới và giữ khách quen.</p>`

func marketAt(head, before, after string) string {
	return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Xã mở chợ phiên - Báo Mây</title>` + head + `</head><body>` + before +
		`<h1>Xã mở chợ phiên</h1><div class="content">` + marketText + after + `</div></body></html>`
}

func TestAuthorsOfPages(t *testing.T) {
	ld := func(author string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Xã mở chợ phiên","author":` + author + `,"publisher":{"@type":"Organization","name":"Báo Mây"}}</script>`
	}
	for name, c := range map[string]struct{ page, want string }{
		"paper as organization": {marketAt(ld(`{"@type":"Organization","name":"Mây"}`), "", `<p style="text-align:right"><strong>Minh Hà</strong> (tổng hợp)</p>`), "Minh Hà"},
		"paper as person":       {marketAt(ld(`{"@type":"Person","name":"BAOMAY.VN"}`), `<p class="author">Minh Chi</p>`, ""), "Minh Chi"},
		"person and paper":      {marketAt(ld(`[{"@type":"Organization","name":"Báo Mây"},{"@type":"Person","name":"Minh Hà"}]`), "", ""), "Minh Hà"},
		"several":               {marketAt(ld(`["Minh Hà","An Bình"]`), "", ""), "Minh Hà, An Bình"},
		"glued agency":          {marketAt(ld(`{"@type":"Person","name":"Minh HàTTXVN"}`), "", ""), "Minh Hà"},
		"glued, shown apart":    {marketAt(ld(`{"@type":"Person","name":"Minh HàTTXVN"}`), `<div class="author"><b>Minh Hà</b> (TTXVN)</div>`, ""), "Minh Hà"},
		"mail":                  {marketAt(`<meta name="author" content="ha@baomay.vn">`, "", ""), ""},
		"mail and name":         {marketAt(`<meta name="author" content="ha@baomay.vn (Minh Hà)">`, "", ""), "Minh Hà"},
		"number":                {marketAt(`<meta name="author" content="105092">`, "", ""), ""},
		"label":                 {marketAt("", `<span class="author">Tác giả: Minh Hà</span>`, ""), "Minh Hà"},
		"two at the end":        {marketAt("", "", `<p><b>Minh Hà - An Bình</b></p>`), "Minh Hà, An Bình"},
		"with work":             {marketAt("", "", `<p>Bài, ảnh: Minh Hà</p>`), "Minh Hà"},
		"admin":                 {marketAt(`<meta name="author" content="admin">`, "", ""), ""},
		"agency":                {marketAt(ld(`{"@type":"Organization","name":"TTXVN"}`), "", ""), "TTXVN"},
	} {
		recs := readString(t, "a.html", c.page, Options{})
		if len(recs) != 1 || recs[0].Err != nil {
			t.Errorf("%s: %+v", name, recs)
			continue
		}
		if a := recs[0].Article; a.Author != c.want || strings.Contains(a.Body, "Minh Hà") || !strings.HasSuffix(a.Body, "giữ khách quen.") {
			t.Errorf("%s: author %q, body %q", name, a.Author, a.Body)
		}
	}
}

func TestDatesOfPages(t *testing.T) {
	clock := `<div class="top"><span class="time">24/03/2019 11:54</span></div>`
	for name, c := range map[string]struct{ page, want string }{
		"clock above":            {marketAt("", clock, `<p class="date">12/03/2018 07:30</p>`), "2018-03-12"},
		"only a clock":           {marketAt("", `<div id="clock" class="date">24/03/2019 11:54</div>`, ""), "0001-01-01"},
		"teasers":                {marketAt("", "", `</div><ul class="related"><li><a href="/x">Tin khác</a><span class="date">01/01/2019</span></li></ul><div>`), "0001-01-01"},
		"above the heading":      {marketAt("", `<div class="article-head"><span class="date">Thứ Hai, 12/03/2018, 07:30 (GMT+7)</span></div>`, ""), "2018-03-12"},
		"in the address":         {marketAt(`<link rel="canonical" href="https://a.example/2018/03/12/cho.html">`, "", ""), "2018-03-12"},
		"number in the address":  {marketAt(`<link rel="canonical" href="https://a.example/cho-20180312073000123.htm">`, "", ""), "2018-03-12"},
		"US form in meta":        {marketAt(`<meta property="article:published_time" content="3/12/2018 7:30:00 AM">`, "", ""), "2018-03-12"},
		"section beside, a line": {marketAt("", "", `<div class="date">12-03-2018 - 07:30 AM | Thị trường</div>`), "2018-03-12"},
	} {
		recs := readString(t, "a.html", c.page, Options{})
		if len(recs) != 1 || recs[0].Err != nil {
			t.Errorf("%s: %+v", name, recs)
			continue
		}
		if got := recs[0].Article.Published.Format(time.DateOnly); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestAddressesOfPages(t *testing.T) {
	for head, want := range map[string]string{
		`<!-- saved from url=(0036)https://baomay.example/cho-1.html -->`:                                                 "https://baomay.example/cho-1.html",
		"<!--\n Page saved with SingleFile \n url: https://baomay.example/cho-2.html \n saved date: Mon Mar 12 2018 -->":  "https://baomay.example/cho-2.html",
		`<!-- Mirrored from baomay.example/cho-3.html by HTTrack Website Copier/3.x -->`:                                  "http://baomay.example/cho-3.html",
		`<link rel="canonical" href="https://web.archive.org/web/20180312073000/https://baomay.example/cho-4.html">`:      "https://baomay.example/cho-4.html",
		`<!-- saved from url=(0014)about:internet -->`:                                                                    "",
		`<link rel="canonical" href="https://baomay.example/cho-5.html"><!-- saved from url=(0010)https://x.example/ -->`: "https://baomay.example/cho-5.html",
	} {
		recs := readString(t, "a.html", marketAt(head, "", ""), Options{})
		if len(recs) != 1 || recs[0].Err != nil || recs[0].Article.URL != want {
			t.Errorf("%s: %+v", head, recs)
		}
	}
}

func teasers(n int, linked bool) string {
	var b strings.Builder
	for i := range n {
		text := fmt.Sprintf("Chợ họp từ sáng sớm, người từ các bản xuống đông nghịt hai bên đường, phiên %d.", i)
		if linked {
			text = fmt.Sprintf(`<a href="/%d.html">%s</a>`, i, text)
		}
		fmt.Fprintf(&b, `<article class="item-news"><h3><a href="/%d.html">Xã vùng cao mở chợ phiên lần thứ %d</a></h3><p class="description">%s</p><span class="time">12/03/2018 0%d:30</span></article>`, i, i, text, i%10)
	}
	return b.String()
}

func TestListPages(t *testing.T) {
	page := func(head, body, class string) string {
		return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Kinh doanh - Báo Mây</title>` + head + `</head><body class="` + class + `"><h1>Kinh doanh</h1>` + body + `</body></html>`
	}
	for name, text := range map[string]string{
		"website":        page(`<meta property="og:type" content="website">`, teasers(12, true), ""),
		"no type":        page("", teasers(12, true), ""),
		"text unlinked":  page("", teasers(15, false), ""),
		"article type":   page(`<meta property="og:type" content="article">`, teasers(12, true), ""),
		"collection":     page(`<script type="application/ld+json">{"@graph":[{"@type":"CollectionPage","name":"Kinh doanh"}]}</script>`, teasers(6, false), "archive"),
		"front page":     page(`<link rel="canonical" href="https://baomay.example/">`, teasers(12, false), "home"),
		"several in one": page(`<script type="application/ld+json">[{"@type":"NewsArticle","headline":"a"},{"@type":"NewsArticle","headline":"b"}]</script>`, teasers(12, true), ""),
	} {
		recs := readString(t, "a.html", text, Options{})
		if len(recs) != 1 {
			t.Fatalf("%s: %+v", name, recs)
		}
		if recs[0].Err == nil {
			t.Errorf("%s: taken in: %+v", name, recs[0].Article)
		} else {
			wantErr(t, recs[0].Err, ErrNoArticle)
		}
	}
	// Articles stay articles with a list of others below them.
	for name, text := range map[string]string{
		"related":   marketAt("", "", `</div><div class="related">`+teasers(20, true)+`</div><div>`),
		"no h1":     strings.Replace(marketAt("", "", `</div><aside>`+teasers(10, true)+`</aside><div>`), "h1", "h2", -1),
		"links":     marketAt("", "", `<p>Xem thêm <a href="/1">chuyện chợ phiên ở các xã vùng cao khác</a>.</p>`),
		"long date": marketAt(`<meta property="og:type" content="article">`, "", teasers(3, true)),
	} {
		recs := readString(t, "a.html", text, Options{})
		if len(recs) != 1 || recs[0].Err != nil || !strings.Contains(recs[0].Article.Body, "Chủ tịch xã") {
			t.Errorf("%s: %+v", name, recs)
		}
	}
}

func TestByline(t *testing.T) {
	for line, want := range map[string]string{
		"Minh Hà": "Minh Hà", "Minh Hà (tổng hợp)": "Minh Hà", "Minh Hà - An Bình": "Minh Hà, An Bình", "Bài và ảnh: Minh Hà": "Minh Hà", "Minh Hà/VOV": "Minh Hà",
		"Thực hiện: Minh Hà, An Bình": "Minh Hà, An Bình", "Minh Hà (TTXVN)": "Minh Hà", "Minh Hà (Theo Reuters)": "Minh Hà",
		"Hà Nội": "", "Chợ họp từ sáng sớm.": "", "Ủy ban Nhân dân": "", "Minh Hà nói:": "", "": "", "Theo VOV": "",
	} {
		if got, ok := byline(line); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", line, got, ok)
		}
	}
}

func TestFirstSection(t *testing.T) {
	for in, want := range map[string]string{
		"Xã hội": "Xã hội", "Thời sự; Chính trị": "Thời sự|Chính trị", "Trang chủ > Xã hội > Giáo dục": "Xã hội|Giáo dục", "Thời sự, Chính trị": "Thời sự|Chính trị",
		"Ô tô, xe máy": "Ô tô, xe máy", "Văn hóa - Giải trí": "Văn hóa - Giải trí", "": "",
	} {
		first, others := firstSection(in)
		if got := strings.Join(append([]string{first}, others...), "|"); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestFeedKinds(t *testing.T) {
	const open = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Báo Mây</title>`
	item := func(rest string) string { return `<item><title>Xã mở chợ phiên</title>` + rest + `</item>` }
	recs := readString(t, "a.xml", open+`<item><title>Xã mở chợ phiên - Báo Mây</title><link>https://news.google.com/rss/articles/x</link><description>&lt;a href="x"&gt;Xã mở chợ phiên&lt;/a&gt;&amp;nbsp;Báo Mây</description><source url="https://a.example">Báo Mây</source></item></channel></rss>`, Options{})
	if len(recs) != 1 || recs[0].Article.Title != "Xã mở chợ phiên" || recs[0].Article.Source != "Báo Mây" || recs[0].Article.Lead != "" {
		t.Errorf("aggregator: %+v", recs)
	}
	recs = readString(t, "a.xml", open+item("<link>https://a.example/1</link>")+`<item><title>Cầu`, Options{})
	if len(recs) != 2 || recs[0].Article.URL != "https://a.example/1" || recs[1].Err == nil {
		t.Errorf("cut off: %+v", recs)
	}
	recs = readString(t, "a.xml", open+item(`<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>`)+item(`<wp:post_type>attachment</wp:post_type>`)+item(`<wp:post_type>post</wp:post_type><wp:status>draft</wp:status>`)+`</channel></rss>`, Options{})
	if len(recs) != 1 || recs[0].Origin.Item != 1 {
		t.Errorf("WordPress: %+v", recs)
	}
	recs = readString(t, "a.xml", open+item(`<content:encoded><![CDATA[<p>Chợ họp.</p><figure><img src="x"><figcaption>Chợ nhìn từ trên cao.</figcaption></figure><p>Khách đến. Ảnh: M.H</p><p>Vui.</p>]]></content:encoded>`)+`</channel></rss>`, Options{})
	if a := recs[0].Article; a.Body != "Chợ họp.\nVui." || fmt.Sprint(a.Captions) != "[Chợ nhìn từ trên cao. Khách đến. Ảnh: M.H]" {
		t.Errorf("captions: %+v", a)
	}
}
