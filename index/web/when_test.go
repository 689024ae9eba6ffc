package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

func TestMovingPeriods(t *testing.T) {
	now := time.Date(2024, 2, 29, 1, 0, 0, 0, index.VietnamTime)
	for name, want := range map[string]string{
		whenToday: "29/2/2024", whenWeek: "23/2/2024 – 29/2/2024", whenMonth: "tháng 2/2024", whenYear: "năm 2024",
	} {
		p, ok := movingPeriod(name, now.UTC())
		if got := vi.Period(p.from, p.to); !ok || got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if _, ok := movingPeriod("yesterday", now); ok {
		t.Error("a time that nobody offers")
	}
}

// A time can be typed as people write it, stays what it is in every address of the
// page, and one that cannot be read leads on.
func TestWhen(t *testing.T) {
	old := index.Article{ID: "old", Title: "Lũ về", Published: time.Date(2018, 3, 5, 8, 0, 0, 0, index.VietnamTime)}
	today := index.Article{ID: "today", Title: "Lũ lại về", Published: time.Now().Add(-time.Minute)}
	h := articlesHandler(t, old, today, index.Article{ID: "undated", Title: "Lũ không rõ ngày"})
	for when, want := range map[string]string{
		"3/2018": "old", "2018": "old", "5/3/2018": "old", "2018-03-05": "old", "today": "today", "week": "today", "year": "today", "undated": "undated",
	} {
		w := get(h, "/?q=l%C5%A9&when="+url.QueryEscape(when))
		body := w.Body.String()
		for _, id := range []string{"old", "today", "undated"} {
			if shown := strings.Contains(body, `"/article/`+id+"?"); shown != (id == want) {
				t.Errorf("when=%s: %s is shown: %v", when, id, shown)
			}
		}
		wantPage(t, w, http.StatusOK, `class="chips"`)
		if isMoving := !strings.ContainsAny(when, "0123456789"); isMoving != strings.Contains(body, "/feed?q=l%C5%A9&amp;when="+when) {
			t.Errorf("when=%s: the feed does not move with the clock, or moves", when)
		}
	}
	wantPage(t, get(h, "/?q=l%C5%A9&when=h%C3%B4mkia"), http.StatusBadRequest, "Thời gian không hợp lệ", `href="/?q=l%C5%A9">Mọi thời gian`)
	wantPage(t, get(h, "/?q=l%C5%A9"), http.StatusOK, `Không rõ ngày <span class="count">1</span>`)
}
