package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

// upkept are the options of a server that follows sources, one of which fails, and has
// saved searches, one of which cannot be delivered.
func upkept() Options {
	now := time.Now()
	u := Upkeep{
		Fetching: true, Fetched: Fetched{Visits: 5, Failures: 2, Pages: 9, PageFailures: 1, Articles: 8},
		Sources: []SourceStatus{
			{Address: "https://tin.example/rss", Kind: "feed", Articles: 8, Queued: 3, Tried: now.Add(-5 * time.Minute), Succeeded: now.Add(-5 * time.Minute), Next: now.Add(5*time.Minute + time.Second)},
			{Address: "https://hong.example/<script>", Kind: "sitemap", Skipped: 1, Tried: now.Add(-time.Minute), Failures: 2, Error: "status 503 <b>", Next: now.Add(2*time.Hour + time.Second)},
			{Address: "tin-bai", Kind: "folder"},
		},
		Searches: []SearchStatus{
			{Name: "vang", Query: `"giá vàng"`, Created: now, Hits: 4},
			{Name: "dầu/khí", Query: "giá dầu", Created: now, Hits: 2, Undelivered: 2, Failures: 1, Next: now.Add(10 * time.Second)},
		},
	}
	return Options{
		Upkeep: func(context.Context) (Upkeep, error) { return u, nil },
		Saved: func(_ context.Context, name string) (SavedSearch, error) {
			if name != "vang" {
				return SavedSearch{}, index.ErrNotFound
			}
			return SavedSearch{Name: name, Query: "giá vàng", Hits: []SavedHit{{Arrived: now, Hit: index.Hit{ID: "a", Title: "Giá vàng", Published: now}}}}, nil
		},
	}
}

func TestStatusPage(t *testing.T) {
	h := sampleHandler(t, upkept())
	for target, texts := range map[string][]string{
		"/status": {
			"Tình trạng", "https://tin.example/rss", "3 bài chờ tải", "5 phút trước", "sau 5 phút", "Đang gặp lỗi (2 lần liền)", "status 503 &lt;b&gt;",
			"sau 2 giờ", "chưa ghé lần nào", "khi tới lượt", "thư mục", "4 bài mới đến nay", "/saved/vang.atom", "Không gửi được tin báo (1 lần liền)",
		},
		"/status?hl=en": {"3 articles wait", "in 5 min", "It fails (2 times in a row)", "not visited yet", "Alerts cannot be delivered"},
	} {
		w := get(h, target)
		page := w.Body.String()
		if w.Code != http.StatusOK {
			t.Fatalf("%s: status %d", target, w.Code)
		}
		if strings.Contains(page, "0 B") {
			t.Errorf("%s tells what an index in memory takes on disk", target)
		}
		for _, text := range texts {
			if !strings.Contains(page, text) {
				t.Errorf("%s does not have %q", target, text)
			}
		}
		for _, f := range faults(page) {
			t.Errorf("%s: %s", target, f)
		}
	}
	if page := get(h, "/").Body.String(); !strings.Contains(page, `href="/status"`) {
		t.Error("nothing leads to the status page")
	}
}

// Where nothing is taken in, and where the state cannot be read.
func TestStatusWithout(t *testing.T) {
	page := get(sampleHandler(t, Options{}), "/status").Body.String()
	if !strings.Contains(page, "chỉ để đọc") || len(faults(page)) > 0 {
		t.Errorf("%v in %s", faults(page), page)
	}
	empty := sampleHandler(t, Options{Upkeep: func(context.Context) (Upkeep, error) { return Upkeep{}, nil }})
	page = get(empty, "/status").Body.String()
	for _, text := range []string{"Chưa theo dõi nguồn nào", "Chưa lưu tìm kiếm nào", "--no-fetch"} {
		if !strings.Contains(page, text) {
			t.Errorf("%q is missing", text)
		}
	}
	broken := sampleHandler(t, Options{Upkeep: func(context.Context) (Upkeep, error) { return Upkeep{}, errors.New("the file is gone") }})
	for _, target := range []string{"/status", "/api/status"} {
		if w := get(broken, target); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "is gone") {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
	if w := get(broken, "/metrics"); w.Code != http.StatusOK {
		t.Errorf("metrics: status %d", w.Code)
	}
}

func TestUpkeepMetrics(t *testing.T) {
	text := get(sampleHandler(t, upkept()), "/metrics").Body.String()
	for _, line := range []string{
		"newssearch_sources 3", "newssearch_sources_failing 1", "newssearch_sources_queue 3", "newssearch_saved_searches 2",
		"newssearch_alerts_waiting 2", "newssearch_alerts_failing 1", `newssearch_source_visits_total{result="ok"} 3`,
		`newssearch_source_visits_total{result="failed"} 2`, `newssearch_source_pages_total{result="failed"} 1`, "newssearch_source_articles_total 8",
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("no line %q", line)
		}
	}
}
