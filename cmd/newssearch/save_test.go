package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/alert"
)

func TestSavedSearches(t *testing.T) {
	dir := threeIndexed(t)
	command(t, "save", "--index", dir, "giá", "gia", "vang").wants(t, exitOK, "saved giá: gia vang", "")
	command(t, "save", "--index", dir, "x").wants(t, exitUsage, "", "a name and a query")
	command(t, "save", "--index", dir, "x", "-bạc").wants(t, exitUsage, "", "newssearch: ")
	command(t, "save", "--index", dir, "a/b", "x").wants(t, exitUsage, "", "slash")
	command(t, "new", "--index", dir).wants(t, exitNothing, "", "")
	file := write(t, "b.jsonl", `{"id":"b1","title":"Giá vàng giảm","source":"VOV","published":"2020-02-03"}`+"\n"+`{"id":"b2","title":"Giá dầu giảm"}`+"\n")
	command(t, "ingest", "--index", dir, file).wants(t, exitOK, "added 2", "")
	command(t, "new", "--index", dir, "--since", "1h").wants(t, exitOK, "Giá vàng giảm · VOV · 3/2/2020", "")
	o := command(t, "new", "--index", dir, "giá", "--json")
	var n newHits
	if err := json.Unmarshal([]byte(o.out), &n); err != nil || o.code != exitOK || len(n.Hits) != 1 || n.Hits[0].ID != "b1" {
		t.Errorf("%+v, %v", o, err)
	}
	command(t, "new", "--index", dir).wants(t, exitNothing, "", "")
	command(t, "new", "--index", dir, "none").wants(t, exitNothing, "", "no saved search none")
	command(t, "new", "--index", dir, "--since", "hôm qua").wants(t, exitUsage, "", "--since")
	command(t, "save", "--index", dir, "--list").wants(t, exitOK, "giá  gia vang  0 new", "")
	command(t, "save", "--index", dir, "--remove", "giá", "none").wants(t, exitNothing, "forgotten: giá", "no saved search none")
	command(t, "save", "--index", dir, "--list").wants(t, exitNothing, "", "")
}

// Beside serve a webhook is told within moments, each story once.
func TestWebhookBesideServe(t *testing.T) {
	var mu sync.Mutex
	told := map[string]int{}
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		var d alert.Delivery
		if err := json.NewDecoder(r.Body).Decode(&d); err != nil {
			t.Error(err)
		}
		for _, h := range d.Hits {
			told[h.ID]++
		}
	}))
	defer hook.Close()
	dir := threeIndexed(t)
	address, stop := serving(t, "--index", dir)
	command(t, "save", "--index", dir, "--webhook", hook.URL, "giá", "gia vang").wants(t, exitOK, "saved", "")
	command(t, "ingest", "--index", dir, write(t, "b.jsonl", `{"id":"b1","title":"Giá vàng giảm"}`+"\n")).wants(t, exitOK, "added 1", "")
	await(t, "the webhook", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return told["b1"] == 1
	})
	command(t, "new", "--index", dir).wants(t, exitOK, "Giá vàng giảm", "")
	command(t, "save", "--index", dir, "--list").wants(t, exitOK, "0 new", "")
	feed := address + "/saved/" + url.PathEscape("giá")
	for target, want := range map[string]string{feed + ".atom": "<title>Giá vàng giảm</title>", feed + ".json": `"title":"Giá vàng giảm"`} {
		if status, body := get(t, target); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", target, status, body)
		}
	}
	for _, target := range []string{address + "/saved/none.atom", feed, feed + ".txt"} {
		if status, _ := get(t, target); status != http.StatusNotFound {
			t.Errorf("%s: %d", target, status)
		}
	}
	if code := stop(); code != exitOK {
		t.Errorf("serve ended with %d", code)
	}
	if told["b1"] != 1 {
		t.Errorf("told %d times", told["b1"])
	}
}
