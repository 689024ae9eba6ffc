package ingest

import (
	"strings"
	"testing"
)

// imageOf is the picture of the first article in text.
func imageOf(t *testing.T, name, text string) string {
	t.Helper()
	for rec := range Read(t.Context(), name, strings.NewReader(text), Options{}) {
		if rec.Err != nil {
			t.Fatal(rec.Err)
		}
		return rec.Article.Image
	}
	t.Fatal("no article")
	return ""
}

func TestImageOfRecord(t *testing.T) {
	for value, want := range map[string]string{
		`"image":"https://anh.vi.du/a.jpg"`:             "https://anh.vi.du/a.jpg",
		`"image":"/a.jpg"`:                              "https://vi.du/a.jpg",
		`"image":["a.txt:", "https://anh.vi.du/b.jpg"]`: "https://anh.vi.du/b.jpg",
		`"image":{"@type":"ImageObject","name":"Chợ","url":"https://anh.vi.du/c.jpg"}`: "https://anh.vi.du/c.jpg",
		`"images":[{"src":"//anh.vi.du/d.jpg"}]`:                                       "https://anh.vi.du/d.jpg",
		`"image":"['https://anh.vi.du/e.jpg', 'https://anh.vi.du/f.jpg']"`:             "https://anh.vi.du/e.jpg",
		`"Ảnh đại diện":"https://anh.vi.du/g.jpg"`:                                     "https://anh.vi.du/g.jpg",
		`"urlToImage":null,"thumbnail":"https://anh.vi.du/h.jpg"`:                      "https://anh.vi.du/h.jpg",
		`"image":"javascript:alert(1)","thumbnail":"http://10.0.0.1/a.jpg"`:            "",
		`"image":"data:image/png;base64,AAAA"`:                                         "",
		`"image":17`:                                                                   "",
		`"image":{"width":3}`:                                                          "",
		`"date_gmt":"2024-01-01T00:00:00","_embedded":{"wp:featuredmedia":[{"source_url":"https://vi.du/i.jpg"}]}`: "https://vi.du/i.jpg",
	} {
		line := `{"url":"https://vi.du/bai","title":"Chợ nổi đông khách","body":"Sáng sớm ghe thuyền về chợ.",` + value + "}\n"
		if got := imageOf(t, "a.jsonl", line); got != want {
			t.Errorf("%s: %q, want %q", value, got, want)
		}
	}
}

func TestImageOfExport(t *testing.T) {
	for address, want := range map[string]string{"https://anh.vi.du/a.jpg": "https://anh.vi.du/a.jpg", "javascript:alert(1)": "", "http://localhost/a": ""} {
		line := `{"newssearch":1,"id":"1","title":"Chợ nổi","image":"` + address + `"}` + "\n"
		if got := imageOf(t, "a.jsonl", line); got != want {
			t.Errorf("%s: %q", address, got)
		}
	}
}

func TestImageOfPage(t *testing.T) {
	const body = `</head><body><h1>Chợ nổi đông khách</h1><p>Sáng sớm, hàng chục ghe thuyền từ các xã ven sông đã về chợ nổi để bán trái cây cho khách.</p>
<p>Nhiều người dậy từ ba giờ sáng để kịp phiên chợ, theo lời các tiểu thương lâu năm ở đây kể lại với khách phương xa.</p></body></html>`
	for head, want := range map[string]string{
		`<meta property="og:image" content="https://anh.vi.du/a.jpg?w=1&amp;h=2">`:                                  "https://anh.vi.du/a.jpg?w=1&h=2",
		`<meta property="og:image" content="/a.jpg"><link rel="canonical" href="https://vi.du/bai.html">`:           "https://vi.du/a.jpg",
		`<meta property="og:image" content="data:,x"><meta name="twitter:image" content="https://anh.vi.du/b.jpg">`: "https://anh.vi.du/b.jpg",
		`<script type="application/ld+json">{"@type":"NewsArticle","image":["https://anh.vi.du/c.jpg"]}</script>`:   "https://anh.vi.du/c.jpg",
		`<script type="application/ld+json">{"@type":"NewsArticle","image":{"url":"//anh.vi.du/d.jpg"}}</script>`:   "https://anh.vi.du/d.jpg",
		`<meta property="og:image" content="https://ai:mat@anh.vi.du/a.jpg">`:                                       "",
		`<meta property="og:image" content="https://anh.vi.du/` + strings.Repeat("a", 3000) + `">`:                  "",
	} {
		if got := imageOf(t, "a.html", `<html><head><title>Chợ nổi đông khách</title>`+head+body); got != want {
			t.Errorf("%.90s: %q, want %q", head, got, want)
		}
	}
}

func TestImageOfFeed(t *testing.T) {
	for item, want := range map[string]string{
		`<enclosure url="https://anh.vi.du/a.jpg" type="image/jpeg" length="1"/>`:                                                      "https://anh.vi.du/a.jpg",
		`<enclosure url="https://anh.vi.du/a.mp3" type="audio/mpeg" length="1"/>`:                                                      "",
		`<media:content url="https://anh.vi.du/v.mp4" type="video/mp4"/><media:content url="https://anh.vi.du/b.jpg" medium="image"/>`: "https://anh.vi.du/b.jpg",
		`<media:group><media:content url="https://anh.vi.du/c.webp"/></media:group>`:                                                   "https://anh.vi.du/c.webp",
		`<media:thumbnail url="/d.jpg"/>`: "https://vi.du/d.jpg",
		`<description><![CDATA[<a href="https://vi.du/bai"><img src="https://anh.vi.du/e.jpg" ></a></br>Ghe về chợ.]]></description>`:            "https://anh.vi.du/e.jpg",
		`<description><![CDATA[<img width=1 src="https://dem.vi.du/"><img src="data:," data-src="https://anh.vi.du/f.jpg">Ghe.]]></description>`: "https://anh.vi.du/f.jpg",
		`<enclosure url="javascript:alert(1)" type="image/png" length="1"/>`:                                                                     "",
	} {
		feed := `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Báo Mẫu</title><item><title>Chợ nổi đông khách</title>` +
			`<link>https://vi.du/bai</link>` + item + `</item></channel></rss>`
		if got := imageOf(t, "a.xml", feed); got != want {
			t.Errorf("%s: %q, want %q", item, got, want)
		}
	}
}
