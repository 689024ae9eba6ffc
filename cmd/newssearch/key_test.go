package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// send makes a request with a key, and returns status and body.
func send(t *testing.T, method, url, key, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// What is written over HTTP is found at once, by keys that come and go while serve runs.
func TestWritingOverHTTP(t *testing.T) {
	dir := threeIndexed(t)
	address, stop := serving(t, "--index", dir)
	articles := address + "/api/articles"
	batch := "{\"title\":\"Cà phê được mùa\",\"url\":\"https://example.vn/1\",\"date\":\"12/3/2018\"}\nkhông phải JSON\n{\"id\":\"a1\",\"text\":\"Tin mới\"}\n"
	if status, _ := send(t, http.MethodPost, articles, "newssearch_doan", batch); status != http.StatusUnauthorized {
		t.Errorf("with a guessed key: %d", status)
	}
	o := command(t, "key", "add", "--index", dir, "--role", "write", "cms")
	o.wants(t, exitOK, "newssearch_", "never again")
	key := strings.TrimSpace(o.out)
	status, body := send(t, http.MethodPost, articles, key, batch)
	if status != http.StatusOK || !strings.Contains(body, `"added":1,"updated":1,"unchanged":0,"rejected":1`) || !strings.Contains(body, `{"id":"https://example.vn/1","status":"added"}`) {
		t.Errorf("%d %s", status, body)
	}
	command(t, "query", "--index", dir, "ca phe").wants(t, exitOK, "Cà phê được mùa", "")
	if status, body := send(t, http.MethodPost, articles, key, `[{"id":"m1","title":"Một"},{"id":"m2","title":"Hai"}]`); status != http.StatusOK || !strings.Contains(body, `"added":2`) {
		t.Errorf("an array: %d %s", status, body)
	}
	if status, _ := send(t, http.MethodDelete, articles+"/m1", key, ""); status != http.StatusNoContent {
		t.Errorf("delete: %d", status)
	}
	command(t, "key", "list", "--index", dir).wants(t, exitOK, "cms  write", "")
	command(t, "key", "add", "--index", dir, "cms").wants(t, exitUsage, "", "already")
	command(t, "key", "add", "--index", dir, "--role", "admin", "x").wants(t, exitUsage, "", `"admin" is none of`)
	command(t, "key", "remove", "--index", dir, "cms").wants(t, exitOK, "removed cms", "")
	command(t, "key", "remove", "--index", dir, "cms").wants(t, exitNothing, "", "no key of that name")
	command(t, "key", "list", "--index", dir).wants(t, exitNothing, "", "")
	command(t, "key", "add", "--index", filepath.Join(dir, "none"), "x").wants(t, exitIndex, "", "not found")
	if status, _ := send(t, http.MethodDelete, articles+"/m2", key, ""); status != http.StatusUnauthorized {
		t.Errorf("with a key that was removed: %d", status)
	}
	if code := stop(); code != exitOK {
		t.Errorf("serve ended with %d", code)
	}
}
