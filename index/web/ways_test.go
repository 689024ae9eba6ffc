package web

import (
	"html"
	"net/http"
	"regexp"
	"testing"
)

// Wherever a reader gets stuck, a link leads on, and it works.
func TestWays(t *testing.T) {
	h := sampleHandler(t, Options{})
	ways := regexp.MustCompile(`<a class="button" href="([^"]+)">([^<]+)</a>`)
	for _, c := range []struct {
		target string
		status int
		want   []string
	}{
		{"/?q=v%C3%A0ng&page=1001", 400, []string{"Về trang đầu"}},
		{"/?q=v%C3%A0ng&page=abc", 400, []string{"Về trang đầu"}},
		{"/?q=v%C3%A0ng&page=900", 200, []string{"Về trang đầu"}},
		{"/?q=v%C3%A0ng&from=2025&to=2018", 400, []string{"Đổi chỗ hai ngày: 1/1/2018 – 31/12/2025", "Mọi thời gian"}},
		{"/?q=v%C3%A0ng&from=31/2/2018", 400, []string{"Mọi thời gian"}},
		{"/?q=v%C3%A0ng&sort=upwards", 400, []string{"Tìm không có điều kiện này"}},
		{"/?q=zzzz&source=x", 200, []string{"Bỏ hết bộ lọc"}},
	} {
		w := get(h, c.target)
		found := ways.FindAllStringSubmatch(w.Body.String(), -1)
		if w.Code != c.status || len(found) != len(c.want) {
			t.Errorf("%s: status %d, %d ways, want %d, %d", c.target, w.Code, len(found), c.status, len(c.want))
			continue
		}
		for i, m := range found {
			if m[2] != c.want[i] {
				t.Errorf("%s: %q, want %q", c.target, m[2], c.want[i])
			}
			if next := get(h, html.UnescapeString(m[1])); next.Code != http.StatusOK {
				t.Errorf("%s: %s leads to status %d", c.target, m[1], next.Code)
			}
		}
	}
}
