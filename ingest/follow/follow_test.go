package follow

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/fetch"
)

// paper is a newspaper's site on the loopback address. All its texts were written
// for these tests.
type paper struct {
	*httptest.Server
	mu      sync.Mutex
	pages   map[string]string
	asked   map[string]int
	refusal map[string]int // status by path
}

func newPaper(t *testing.T) *paper {
	p := &paper{pages: map[string]string{}, asked: map[string]int{}, refusal: map[string]int{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *paper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked[r.URL.Path]++
	text, ok := p.pages[r.URL.Path]
	status := p.refusal[r.URL.Path]
	switch {
	case status != 0:
		w.WriteHeader(status)
		return
	case !ok:
		w.WriteHeader(http.StatusNotFound)
		return
	}
	tag := fmt.Sprintf(`"%x"`, len(text))
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if strings.HasPrefix(strings.TrimSpace(text), "<?xml") {
		w.Header().Set("Content-Type", "application/xml")
	}
	fmt.Fprint(w, text)
}

func (p *paper) set(path, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pages[path] = text
}

func (p *paper) refuse(path string, status int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refusal[path] = status
}

func (p *paper) times(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[path]
}

// article puts an article's page at a path.
func (p *paper) article(path, title string) {
	p.set(path, `<html><head><meta charset="utf-8"><title>`+title+`</title></head><body><article><h1>`+title+`</h1>
<p>Sáng nay, ban quản lý công trình thủy lợi của huyện họp bàn kế hoạch tưới tiêu cho vụ hè thu. `+title+`.</p>
<p>Bà con nông dân mong kênh mương sớm được nạo vét, vì mực nước hồ đang thấp hơn mọi năm gần hai mét.</p>
<p>Theo kế hoạch, việc nạo vét bắt đầu từ tuần sau và kéo dài một tháng, với kinh phí của tỉnh và của xã.</p></article></body></html>`)
}

// feed puts a feed of articles at a path.
func (p *paper) feed(path string, articles ...string) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Báo Thử</title>`)
	for _, a := range articles {
		fmt.Fprintf(&b, `<item><title>Tin %s</title><link>%s%s?utm_source=rss</link><description>Tóm tắt của %s</description></item>`, a, p.URL, a, a)
	}
	b.WriteString(`</channel></rss>`)
	p.set(path, b.String())
}

// box takes articles in and counts how often it was given each.
type box struct {
	mu       sync.Mutex
	articles map[string]index.Article
	given    map[string]int
}

func newBox() *box {
	return &box{articles: map[string]index.Article{}, given: map[string]int{}}
}

func (b *box) put(_ context.Context, list []index.Article) (r index.PutResult, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range list {
		b.given[a.ID]++
		switch old, ok := b.articles[a.ID]; {
		case !ok:
			r.Added++
		case old.ContentHash() == a.ContentHash():
			r.Unchanged++
		default:
			r.Updated++
		}
		b.articles[a.ID] = a
	}
	return r, nil
}

func (b *box) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.articles)
}

func database(t *testing.T, path string) *bbolt.DB {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func follower(t *testing.T, db *bbolt.DB, sink Sink) *Follower {
	t.Helper()
	f, err := New(db, sink, Options{Fetch: fetch.Options{Delay: time.Millisecond, Timeout: 5 * time.Second}, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func start(t *testing.T) (*Follower, *box) {
	t.Helper()
	b := newBox()
	return follower(t, database(t, filepath.Join(t.TempDir(), "db")), b.put), b
}

var local = Settings{Private: true, Delay: time.Millisecond}

func follow(t *testing.T, f *Follower, address string, s Settings) Source {
	t.Helper()
	src, err := f.Follow(t.Context(), address, s)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func (p *paper) source(t *testing.T, f *Follower, address string) Status {
	t.Helper()
	s, err := f.status(address)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func fetchAll(t *testing.T, f *Follower) {
	t.Helper()
	if err := f.Fetch(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
}

func TestFeed(t *testing.T) {
	p := newPaper(t)
	for _, a := range []string{"/1", "/2", "/3"} {
		p.article(a, "Tin "+a)
	}
	p.feed("/rss", "/2", "/1", "/khong-co")
	f, b := start(t)
	if src := follow(t, f, p.URL+"/rss", local); src.Kind != KindFeed {
		t.Fatalf("%+v", src)
	}
	fetchAll(t, f)
	a := b.articles[p.URL+"/1"]
	if a.Title != "Tin /1" || !strings.Contains(a.Body, "kênh mương sớm được nạo vét") || a.Source == "" {
		t.Errorf("the article of the page: %+v", a)
	}
	if a = b.articles[p.URL+"/khong-co"]; a.Lead != "Tóm tắt của /khong-co" {
		t.Errorf("the article of an item whose page is not there: %+v", a)
	}
	s := p.source(t, f, p.URL+"/rss")
	if s.Articles != 3 || s.Queued != 0 || s.Failures != 0 || s.Succeeded.IsZero() || s.Next.Before(time.Now().Add(9*time.Minute)) {
		t.Errorf("%+v", s)
	}
	// Unchanged, it is not read again; with a new item only that is fetched.
	fetchAll(t, f)
	p.feed("/rss", "/3", "/2", "/1", "/khong-co")
	fetchAll(t, f)
	if p.times("/rss") != 4 || p.times("/1") != 1 || p.times("/3") != 1 || b.count() != 4 || b.given[p.URL+"/1"] != 1 {
		t.Errorf("asked %v, given %v", p.asked, b.given)
	}
}

// An article that two sources list is fetched once, and one that its listing changes again.
func TestSharedAndChangedEntries(t *testing.T) {
	p := newPaper(t)
	p.article("/1", "Tin cũ")
	p.feed("/rss", "/1")
	p.set("/rss2", strings.ReplaceAll(p.pages["/rss"], "Tóm tắt", "Tóm lược"))
	f, b := start(t)
	follow(t, f, p.URL+"/rss", local)
	follow(t, f, p.URL+"/rss2", local)
	for range 3 {
		fetchAll(t, f)
	}
	if p.times("/1") != 1 {
		t.Errorf("fetched %d times", p.times("/1"))
	}
	p.article("/1", "Tin mới")
	p.set("/rss2", strings.ReplaceAll(p.pages["/rss2"], "Tóm lược", "Tóm lược mới"))
	fetchAll(t, f)
	if p.times("/1") != 2 || b.articles[p.URL+"/1"].Title != "Tin mới" {
		t.Errorf("fetched %d times: %+v", p.times("/1"), b.articles)
	}
}

func TestKinds(t *testing.T) {
	p := newPaper(t)
	p.feed("/rss", "/1")
	p.article("/1", "Tin một")
	p.set("/trang-chu", `<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body></body></html>`)
	p.set("/muc", `<html><body><a href="/">Trang chủ</a> <a href="/1#anh">Nước hồ xuống thấp, nông dân lo vụ hè thu</a>
		<a href="http://khac.example/2">Một bài ở trang khác không theo dõi ở đây</a></body></html>`)
	p.set("/sitemap.xml", `<?xml version="1.0"?><urlset><url><loc>`+p.URL+`/1</loc></url></urlset>`)
	p.set("/trong", `<html><body>Không có gì</body></html>`)
	f, _ := start(t)
	for path, want := range map[string]Source{
		"/rss":         {Kind: KindFeed, Listing: p.URL + "/rss"},
		"/trang-chu":   {Kind: KindFeed, Listing: p.URL + "/rss"},
		"/muc":         {Kind: KindSection, Listing: p.URL + "/muc"},
		"/sitemap.xml": {Kind: KindSitemap, Listing: p.URL + "/sitemap.xml"},
	} {
		if src := follow(t, f, p.URL+path, local); src.Kind != want.Kind || src.Listing != want.Listing {
			t.Errorf("%s: %+v", path, src)
		}
	}
	fetchAll(t, f)
	if p.times("/1") != 1 || p.source(t, f, p.URL+"/muc").Error != "" {
		t.Errorf("asked %v; %+v", p.asked, p.source(t, f, p.URL+"/muc"))
	}
	for _, address := range []string{p.URL + "/trong", p.URL + "/khong-co", "http://", "ftp://a/b", filepath.Join(t.TempDir(), "none"), ""} {
		if _, err := f.Follow(t.Context(), address, local); err == nil {
			t.Errorf("%q is followed", address)
		}
	}
	if _, err := f.Follow(t.Context(), p.URL+"/rss2", Settings{}); !errors.Is(err, fetch.ErrPrivate) {
		t.Errorf("an address of the own network: %v", err)
	}
}

func TestSitemaps(t *testing.T) {
	p := newPaper(t)
	now := time.Now().UTC()
	urls := func(dates map[string]time.Time) string {
		var b strings.Builder
		b.WriteString(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		for path, date := range dates {
			p.article(path, "Tin "+path)
			fmt.Fprintf(&b, "<url><loc>%s%s</loc><lastmod>%s</lastmod></url>", p.URL, path, date.Format(time.RFC3339))
		}
		return b.String() + "</urlset>"
	}
	p.set("/moi.xml", urls(map[string]time.Time{"/moi": now.Add(-time.Hour)}))
	p.set("/cu.xml", urls(map[string]time.Time{"/cu1": now.AddDate(-1, 0, 0), "/cu2": now.AddDate(-2, 0, 0)}))
	p.set("/sitemap.xml", fmt.Sprintf(`<?xml version="1.0"?><sitemapindex><sitemap><loc>%s/cu.xml</loc><lastmod>2017-01-01</lastmod></sitemap>
		<sitemap><loc>%s/moi.xml</loc><lastmod>%s</lastmod></sitemap></sitemapindex>`, p.URL, p.URL, now.Format("2006-01-02")))
	f, b := start(t)
	follow(t, f, p.URL+"/sitemap.xml", local)
	fetchAll(t, f)
	if b.count() != 1 || b.given[p.URL+"/moi"] != 1 {
		t.Errorf("without backfill: %v", b.given)
	}
	all := local
	all.Backfill, all.Since = true, now.AddDate(-1, -6, 0)
	follow(t, f, p.URL+"/sitemap.xml", all)
	fetchAll(t, f)
	if b.count() != 2 || b.given[p.URL+"/cu1"] != 1 || b.given[p.URL+"/moi"] != 1 {
		t.Errorf("backfill since: %v", b.given)
	}
}

// A source that fails is tried less and less often, and says why.
func TestFailures(t *testing.T) {
	p := newPaper(t)
	p.article("/1", "Tin một")
	p.feed("/rss", "/1")
	f, b := start(t)
	address := p.URL + "/rss"
	follow(t, f, address, local)
	p.refuse("/rss", http.StatusInternalServerError)
	for range 3 {
		fetchAll(t, f)
	}
	s := p.source(t, f, address)
	if s.Failures != 3 || !strings.Contains(s.Error, "status 500") || s.Next.Before(time.Now().Add(79*time.Minute)) || s.Next.After(time.Now().Add(90*time.Minute)) {
		t.Errorf("%+v", s)
	}
	p.refuse("/rss", 0)
	p.refuse("/1", http.StatusBadGateway)
	fetchAll(t, f)
	if s = p.source(t, f, address); s.Failures != 0 || s.Error != "" || s.Queued != 1 || b.count() != 0 {
		t.Errorf("a page that fails: %+v", s)
	}
	if err := f.Unfollow(address); err != nil {
		t.Fatal(err)
	}
	if err := f.Unfollow(address); !errors.Is(err, ErrNotFollowed) {
		t.Error(err)
	}
}

// When taking in fails, or the program is killed, what was queued is still to come.
func TestResume(t *testing.T) {
	p := newPaper(t)
	var paths []string
	for i := range 30 {
		paths = append(paths, fmt.Sprint("/", i))
		p.article(paths[i], fmt.Sprint("Tin ", i))
	}
	p.feed("/rss", paths...)
	path := filepath.Join(t.TempDir(), "db")
	db := database(t, path)
	full := errors.New("the disk is full")
	f := follower(t, db, func(context.Context, []index.Article) (index.PutResult, error) { return index.PutResult{}, full })
	follow(t, f, p.URL+"/rss", local)
	if err := f.Fetch(t.Context(), nil, nil); !errors.Is(err, full) {
		t.Fatal(err)
	}
	if s := p.source(t, f, p.URL+"/rss"); s.Queued != 30 {
		t.Errorf("%+v", s)
	}
	db.Close()
	b := newBox()
	f = follower(t, database(t, path), b.put)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for b.count() < 20 {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	if err := f.Fetch(ctx, nil, nil); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	fetchAll(t, f)
	if b.count() != 30 || p.source(t, f, p.URL+"/rss").Articles != 30 {
		t.Errorf("%d articles, %+v", b.count(), p.source(t, f, p.URL+"/rss"))
	}
}

// Run follows what is added while it runs, a folder too.
func TestRun(t *testing.T) {
	p := newPaper(t)
	p.article("/1", "Tin một")
	p.feed("/rss", "/1")
	f, b := start(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- f.Run(ctx) }()
	fast := local
	fast.Every = MinEvery
	follow(t, f, p.URL+"/rss", fast)
	await(t, func() bool { return b.count() == 1 })
	p.article("/2", "Tin hai")
	p.feed("/rss", "/2", "/1")
	await(t, func() bool { return b.count() == 2 })
	dir := t.TempDir()
	follow(t, f, dir, Settings{Name: "Tòa soạn"})
	sub := filepath.Join(dir, "2018")
	if err := os.Mkdir(sub, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(sub, "a.jsonl"), []byte(`{"id":"t1","title":"Tin của tòa soạn"}`+"\n{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	await(t, func() bool { return b.count() == 3 })
	if a := b.articles["t1"]; a.Source != "Tòa soạn" {
		t.Errorf("%+v", a)
	}
	await(t, func() bool { return p.source(t, f, dir).Skipped == 1 })
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func await(t *testing.T, ready func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !ready(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not within half a minute")
		}
	}
}
