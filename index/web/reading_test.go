package web

import (
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

var articleTitle = regexp.MustCompile(`<title>([^<]*)</title>`)

func TestArticleTitle(t *testing.T) {
	h := sampleHandler(t, Options{})
	body := get(h, "/article/u23-thuong-chau?q=thuong+chau").Body.String()
	want := "U23 Việt Nam thua Uzbekistan phút cuối hiệp phụ, giành ngôi á quân châu Á · newssearch"
	if m := articleTitle.FindStringSubmatch(body); m == nil || m[1] != want {
		t.Errorf("title %q, want %q", m, want)
	}
}

// What the head tells programs can be read by them, whatever an article has.
func TestArticleData(t *testing.T) {
	h := articlesHandler(t, index.Article{ID: "x", Title: `Giá "vàng" </script> & lũ`, Body: "Thân bài\nhai", Author: "Lê A", Source: "Báo B", Tags: []string{"lũ"}})
	body := get(h, "/article/x").Body.String()
	m := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`).FindStringSubmatch(body)
	if m == nil {
		t.Fatal("no data")
	}
	var data newsArticle
	if err := json.Unmarshal([]byte(m[1]), &data); err != nil {
		t.Fatalf("%v in %s", err, m[1])
	}
	if data.Type != "NewsArticle" || data.Headline != `Giá "vàng" </script> & lũ` || data.Author.Name != "Lê A" || data.Publisher.Name != "Báo B" {
		t.Errorf("%+v", data)
	}
	for _, want := range []string{`property="og:title" content="Giá &#34;vàng&#34;`, `content="Thân bài hai"`, `rel="canonical" href="http://127.0.0.1:8080/article/x"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
}

// Going from hit to hit passes through all of them in the order of the pages, over
// the ends of pages, and back; the way back leads to the page of the hit.
func TestNeighbours(t *testing.T) {
	h := sampleHandler(t, Options{})
	hit := regexp.MustCompile(`<h2 lang="vi"(?: class="long")?><a href="([^"]+)"`)
	var want []string
	for _, page := range []string{"", "&page=2"} {
		for _, m := range hit.FindAllStringSubmatch(get(h, "/?sort=newest"+page).Body.String(), -1) {
			want = append(want, html.UnescapeString(m[1]))
		}
	}
	if len(want) < 11 {
		t.Fatalf("only %d hits", len(want))
	}
	follow := func(address, id string) string {
		m := regexp.MustCompile(`<a href="([^"]+)" id="` + id + `"`).FindStringSubmatch(get(h, address).Body.String())
		if m == nil {
			return ""
		}
		return html.UnescapeString(m[1])
	}
	at := want[0]
	if follow(at, "before") != "" {
		t.Error("something before the first hit")
	}
	for i, address := range want[1:] {
		at = follow(at, "after")
		if at != address {
			t.Fatalf("after hit %d: %s, want %s", i, at, address)
		}
	}
	if back := follow(at, "back"); !strings.Contains(back, "page=2") || !strings.Contains(back, "sort=newest") {
		t.Errorf("back to %s", back)
	}
	if got := follow(at, "before"); got != want[len(want)-2] {
		t.Errorf("before the last: %s", got)
	}
	// A query that cannot be read is no reason not to show the article.
	wantPage(t, get(h, "/article/u23-thuong-chau?q=sau:x"), http.StatusOK, "Thường Châu")
}

func TestShortenedSegments(t *testing.T) {
	text := strings.Repeat("lũ quét ", 100)
	got := shortenedSegments(segments(text, [][2]int{{0, 4}}), 20)
	joined := ""
	for _, s := range got {
		joined += s.Text
	}
	if joined != "lũ quét lũ quét lũ …" || !got[0].Marked {
		t.Errorf("%q %v", joined, got)
	}
	short := segments("lũ quét", nil)
	if got := shortenedSegments(short, 7); len(got) != 1 || got[0].Text != "lũ quét" {
		t.Errorf("%v", got)
	}
}
