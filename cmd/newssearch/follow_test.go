package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/ingest/follow"
)

// newsSite serves a feed with n articles, written for these tests.
func newsSite(t *testing.T, n int) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case path == "/rss":
			fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Báo Thử</title>`)
			for i := range n {
				fmt.Fprintf(w, `<item><title>Nước hồ xuống thấp %d</title><link>http://%s/bai/%d</link></item>`, i, r.Host, i)
			}
			fmt.Fprint(w, `</channel></rss>`)
		case strings.HasPrefix(path, "/bai/"):
			fmt.Fprintf(w, `<meta charset="utf-8"><article><h1>Nước hồ xuống thấp %s</h1><p>Bà con mong kênh mương sớm được nạo vét, vì mực nước hồ %s đang thấp hơn mọi năm.</p></article>`, path, path)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func TestFollow(t *testing.T) {
	t.Setenv(contactVariable, "")
	site := newsSite(t, 5)
	dir := filepath.Join(t.TempDir(), "index")
	feed := site.URL + "/rss"
	command(t, "follow", "--index", dir, feed).wants(t, exitNothing, "", "not a public address")
	command(t, "follow", "--index", dir, "--allow-private", "--delay", "1ms", feed).wants(t, exitOK, "following "+feed+" (feed, every 10m0s)", "set $NEWSSEARCH_CONTACT")
	command(t, "sources", "--index", dir).wants(t, exitOK, "next visit", "")
	command(t, "fetch", "--index", dir).wants(t, exitOK, feed+": 5 taken in", "")
	command(t, "query", "--index", dir, "kenh muong").wants(t, exitOK, "Bà con mong", "")
	command(t, "fetch", "--index", dir, feed).wants(t, exitOK, feed+": 0 taken in", "")
	command(t, "unfollow", "--index", dir, feed, feed).wants(t, exitNothing, "no longer following "+feed, feed+" is not followed")
	command(t, "sources", "--index", dir).wants(t, exitNothing, "nothing is followed", "")
	command(t, "follow", "--index", dir, "--every", "1ms", feed).wants(t, exitUsage, "", "less than")
	command(t, "follow", "--index", dir, "--since", "hôm qua", feed).wants(t, exitUsage, "", "--since")
}

// Sources are followed, shown and visited beside serve as without it, and serve
// visits them by itself.
func TestFollowBesideServe(t *testing.T) {
	t.Setenv(contactVariable, "mailto:bien.tap@example.vn")
	site := newsSite(t, 3)
	dir := threeIndexed(t)
	address, stop := serving(t, "--index", dir)
	feed := site.URL + "/rss"
	command(t, "follow", "--index", dir, "--allow-private", "--delay", "1ms", feed).wants(t, exitOK, "following "+feed, "")
	await(t, "the articles", func() bool {
		status, body := get(t, address+"/api/search?q=kenh+muong")
		return status == http.StatusOK && strings.Contains(body, site.URL+"/bai/2")
	})
	folder := t.TempDir()
	command(t, "follow", "--index", dir, folder).wants(t, exitOK, "following "+folder+" (folder", "")
	if err := os.WriteFile(filepath.Join(folder, "a.jsonl"), []byte(`{"id":"f1","title":"Tin trong thư mục"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	await(t, "the file of the folder", func() bool {
		status, _ := get(t, address+"/article/f1")
		return status == http.StatusOK
	})
	command(t, "fetch", "--index", dir, feed).wants(t, exitOK, feed+": 0 taken in", "")
	var list []follow.Status
	await(t, "the status", func() bool {
		o := command(t, "sources", "--index", dir, "--json")
		return json.Unmarshal([]byte(o.out), &list) == nil && len(list) == 2 && list[0].Articles == 1 && list[1].Articles == 3
	})
	command(t, "unfollow", "--index", dir, folder).wants(t, exitOK, "no longer following", "")
	if code := stop(); code != exitOK {
		t.Errorf("serve ended with %d", code)
	}
}
