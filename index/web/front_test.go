package web

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// The first page says what this is, and everything on it leads somewhere.
func TestFront(t *testing.T) {
	h := sampleHandler(t, Options{})
	w := get(h, "/")
	wantPage(t, w, http.StatusOK, "gõ kiểu nào cũng được", "84 bài từ", `class="lead-story"`, `class="rubric"`)
	links := regexp.MustCompile(`<(?:h2|h3|li)[^>]*><a href="(/[^"]*)"`).FindAllStringSubmatch(w.Body.String(), -1)
	if len(links) < 20 {
		t.Fatalf("%d links", len(links))
	}
	seen := map[string]bool{}
	for _, m := range links {
		target := html.UnescapeString(m[1])
		if strings.HasPrefix(target, "/article/") && seen[target] {
			t.Errorf("%s is shown twice", target)
		}
		seen[target] = true
		if next := get(h, target); next.Code != http.StatusOK {
			t.Errorf("%s: status %d", target, next.Code)
		}
	}
	examples := regexp.MustCompile(`<a href="([^"]+)"><code`).FindAllStringSubmatch(w.Body.String(), -1)
	if len(examples) == 0 {
		t.Error("no examples")
	}
	for _, m := range examples {
		if next := get(h, html.UnescapeString(m[1])); !strings.Contains(next.Body.String(), `class="hit"`) {
			t.Errorf("the example %s finds nothing", m[1])
		}
	}
	// The list of all articles is a page of its own.
	wantPage(t, get(h, "/?sort=newest"), http.StatusOK, `class="hits"`, `rel="next"`)
	wantPage(t, get(articlesHandler(t), "/"), http.StatusOK, "Chưa có bài báo nào")
}
