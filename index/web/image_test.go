package web

import (
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// picturedHandler serves articles with pictures, good and hostile ones.
func picturedHandler(t *testing.T, images bool) *Handler {
	t.Helper()
	idx, err := index.OpenMemory(index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = idx.Close() })
	articles := []index.Article{
		{ID: "co", Title: "Chợ nổi đông khách", Body: "Ghe về chợ.", Image: "https://anh.vi.du/cho.jpg?w=1&h=2", Captions: []string{"Ghe bán \"dứa\""}},
		{ID: "khong", Title: "Chợ nổi vắng khách", Body: "Ghe rời chợ."},
		{ID: "js", Title: "Chợ nổi giữa trưa", Body: "Ghe chờ khách.", Image: "javascript:alert(1)"},
		{ID: "nha", Title: "Chợ nổi về chiều", Body: "Ghe về bến.", Image: "http://192.168.1.1/logout"},
	}
	if put, err := idx.Put(t.Context(), articles); err != nil || len(put.Rejected) > 0 {
		t.Fatal(put, err)
	}
	return newHandler(t, idx, Options{Images: images})
}

var picturedPages = []string{"/", "/?q=chợ+nổi", "/article/co", "/article/js", "/article/nha"}

// Without Options.Images nothing is loaded from elsewhere, and nothing may be.
func TestPicturesAreOff(t *testing.T) {
	h := picturedHandler(t, false)
	for _, target := range picturedPages {
		w := get(h, target)
		if body := w.Body.String(); strings.Contains(body, "<img") || strings.Contains(body, "anh.vi.du") {
			t.Errorf("%s has a picture", target)
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "img-src 'self';") {
			t.Errorf("%s: %s", target, policy)
		}
	}
}

func TestPictures(t *testing.T) {
	h := picturedHandler(t, true)
	for _, target := range picturedPages {
		w := get(h, target)
		body := w.Body.String()
		if strings.Contains(body, "javascript:") || strings.Contains(body, "192.168") {
			t.Errorf("%s names a hostile address", target)
		}
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http:; connect-src 'self'") {
			t.Errorf("%s: %s", target, policy)
		}
		want := 1
		if target == "/article/js" || target == "/article/nha" {
			want = 0
		}
		if got := strings.Count(body, "<img"); got != want {
			t.Errorf("%s has %d pictures, want %d", target, got, want)
			continue
		}
		for _, part := range []string{`src="https://anh.vi.du/cho.jpg?w=1&amp;h=2"`, `loading="lazy"`, `referrerpolicy="no-referrer"`, ` width="`, ` height="`, ` alt="`} {
			if want == 1 && !strings.Contains(body, part) {
				t.Errorf("%s: the picture has no %s", target, part)
			}
		}
	}
	if body := get(h, "/article/co").Body.String(); !strings.Contains(body, `alt="Ghe bán &#34;dứa&#34;"`) {
		t.Error("the caption does not say what the picture shows")
	}
	if body := get(h, "/?q=chợ+nổi").Body.String(); !strings.Contains(body, `alt="Ảnh của bài"`) {
		t.Error("a picture in a list says nothing")
	}
	answer := get(h, "/api/search?q=chợ+nổi").Body.String()
	if strings.Count(answer, `"image":`) != 1 || !strings.Contains(answer, `"image":"https://anh.vi.du/cho.jpg?w=1\u0026h=2"`) {
		t.Errorf("the API: %s", answer)
	}
}
