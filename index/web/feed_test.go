package web

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed/atom"

	"github.com/newssearch/newssearch/index"
)

func TestFeed(t *testing.T) {
	h := sampleHandler(t, Options{})
	w := get(h, "/feed?q=gia+vang&source=Kinh+t%E1%BA%BF+%C4%90%E1%BA%A5t+Vi%E1%BB%87t")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	f, err := new(atom.Parser).Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Entries) < 3 || f.Title != "gia vang · newssearch" || f.ID == "" || f.UpdatedParsed == nil {
		t.Errorf("feed %q %q with %d entries", f.Title, f.ID, len(f.Entries))
	}
	previous := time.Now()
	for _, e := range f.Entries {
		if e.ID == "" || e.Title == "" || e.UpdatedParsed == nil || len(e.Authors) != 1 || len(e.Links) == 0 {
			t.Errorf("entry %+v lacks what Atom wants", e)
			continue
		}
		if e.UpdatedParsed.After(previous) {
			t.Errorf("%s stands after an older entry", e.Title)
		}
		previous = *e.UpdatedParsed
		for _, l := range append(e.Links, f.Links...) {
			if u, err := url.Parse(l.Href); err != nil || !u.IsAbs() {
				t.Errorf("link %q is not absolute", l.Href)
			}
		}
	}
}

// A feed names addresses that readers can reach, and has each story once.
func TestFeedBehindProxy(t *testing.T) {
	h := sampleHandler(t, Options{Prefix: "/tin/", BaseURL: "https://bao.example/tim/"})
	body := get(h, "/tin/feed?q=thuong+chau").Body.String()
	for _, part := range []string{`href="https://bao.example/tim/feed?q=thuong+chau"`, "<id>https://bao.example/tim/article/u23-thuong-chau"} {
		if !strings.Contains(body, part) {
			t.Errorf("no %s in\n%.1500s", part, body)
		}
	}
	if n := strings.Count(body, "article/u23-thuong-chau"); strings.Contains(body, "127.0.0.1") || n == 0 {
		t.Errorf("addresses:\n%.1500s", body)
	}
	if strings.Contains(body, "/article/u23-thuong-chau<") && strings.Contains(body, "/article/u23-thuong-chau-2<") {
		t.Error("the feed has one story twice")
	}
}

func TestFeedIsXML(t *testing.T) {
	h := articlesHandler(t, evil, index.Article{ID: "2", Title: "Tấn công \x01\x0b\ufffe hai"})
	body := get(h, "/feed?q="+url.QueryEscape("tấn công")).Body.Bytes()
	var f atomFeed
	if err := xml.Unmarshal(body, &f); err != nil || len(f.Entries) != 2 {
		t.Errorf("%v, %d entries in %s", err, len(f.Entries), body)
	}
	if strings.Contains(string(body), `="javascript:`) {
		t.Errorf("the feed links to a script:\n%s", body)
	}
}

func TestOpenSearch(t *testing.T) {
	h := sampleHandler(t, Options{Prefix: "/tin/"})
	w := get(h, "/tin/opensearch.xml")
	var d openSearch
	if err := xml.Unmarshal(w.Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if d.URLs[0].Template != "http://127.0.0.1:8080/tin/?q={searchTerms}" || len(d.ShortName) > 16 || d.Description == "" {
		t.Errorf("%+v", d)
	}
	if !strings.Contains(get(h, "/tin/").Body.String(), `type="application/opensearchdescription+xml" title="newssearch" href="/tin/opensearch.xml"`) {
		t.Error("the page does not name it")
	}
}
