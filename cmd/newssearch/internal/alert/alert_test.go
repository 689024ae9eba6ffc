package alert

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/newssearch/newssearch/index"
)

// archive is an index with its saved searches.
type archive struct {
	t    *testing.T
	x    *index.Index
	db   *bbolt.DB
	book *Book
}

func newArchive(t *testing.T) *archive {
	t.Helper()
	dir := t.TempDir()
	x, err := index.Open(t.Context(), filepath.Join(dir, "index"), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	db, err := bbolt.Open(filepath.Join(dir, "db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	a := &archive{t: t, x: x, db: db}
	a.open("1")
	return a
}

func (a *archive) open(generation string) {
	a.t.Helper()
	book, err := Open(a.db, a.x, generation, slog.New(slog.DiscardHandler))
	if err != nil {
		a.t.Fatal(err)
	}
	a.book = book
}

func (a *archive) put(articles ...index.Article) {
	a.t.Helper()
	if _, err := a.x.Put(a.t.Context(), articles); err != nil {
		a.t.Fatal(err)
	}
}

func (a *archive) save(s Saved) {
	a.t.Helper()
	if err := a.book.Save(a.t.Context(), s); err != nil {
		a.t.Fatal(err)
	}
}

// look matches and returns the IDs that are new for a search.
func (a *archive) look(name string) string {
	a.t.Helper()
	if err := a.book.Match(a.t.Context()); err != nil {
		a.t.Fatal(err)
	}
	hits, err := a.book.Look(name, time.Time{})
	if err != nil {
		a.t.Fatal(err)
	}
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return strings.Join(ids, " ")
}

func TestMatch(t *testing.T) {
	a := newArchive(t)
	long := "Sáng nay hồ chứa của huyện xuống thấp hơn mọi năm gần hai mét, bà con mong kênh mương sớm được nạo vét cho vụ hè thu tới, theo kế hoạch của tỉnh và xã."
	a.put(index.Article{ID: "cu", Title: "Giá cà phê hôm qua", Body: "Ủy ban nhân dân (UBND) tỉnh họp."},
		index.Article{ID: "cu2", Title: "Tin", Body: "Ủy ban nhân dân (UBND) huyện họp bàn giá vàng."})
	a.save(Saved{Name: "cà phê", Query: "ca phe"})
	a.save(Saved{Name: "ủy ban", Query: "UBND"})
	a.save(Saved{Name: "vàng VOV", Query: `"giá vàng" source:VOV`})
	a.save(Saved{Name: "nước", Query: "kênh mương"})
	if got := a.look("cà phê"); got != "" {
		t.Errorf("what was there before is new: %s", got)
	}
	a.put(index.Article{ID: "1", Title: "Cà phê được mùa"}, index.Article{ID: "2", Title: "Cá phe phẩy"}, index.Article{ID: "3", Title: "Phê duyệt dự án"})
	a.put(index.Article{ID: "4", Title: "Giá vàng tăng", Source: "VOV"}, index.Article{ID: "5", Title: "Giá vàng giảm", Source: "Báo Mới"},
		index.Article{ID: "6", Title: "Ủy ban nhân dân xã họp dân"})
	a.put(index.Article{ID: "7", Title: "Nước hồ xuống", Body: long})
	a.put(index.Article{ID: "8", Title: "Nước hồ xuống thấp", Body: long}) // the same story
	for name, want := range map[string]string{"cà phê": "1", "vàng VOV": "4", "ủy ban": "6", "nước": "7"} {
		if got := a.look(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if got := a.look(name); got != "" {
			t.Errorf("%s: %q again", name, got)
		}
	}
	a.put(index.Article{ID: "1", Title: "Cà phê được mùa lớn"}) // changed
	if got := a.look("cà phê"); got != "" {
		t.Errorf("an article that changed is told again: %q", got)
	}
	hits, err := a.book.Look("cà phê", time.Now().Add(-time.Hour))
	if err != nil || len(hits) != 1 || hits[0].Title != "Cà phê được mùa" || hits[0].Snippet.Text == "" && hits[0].Title == "" {
		t.Errorf("since an hour ago: %+v, %v", hits, err)
	}
	// Built again, the index counts its batches anew: nothing old is told.
	a.open("2")
	if got := a.look("cà phê"); got != "" {
		t.Errorf("after a reindex: %q", got)
	}
	a.put(index.Article{ID: "9", Title: "Cà phê mất mùa ở Tây Nguyên"})
	if got := a.look("cà phê"); got != "9" {
		t.Errorf("after a reindex, a new one: %q", got)
	}
	if err := a.book.Remove("cà phê"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.book.Look("cà phê", time.Time{}); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

func TestSaveRefuses(t *testing.T) {
	a := newArchive(t)
	for _, s := range []Saved{{Name: "", Query: "x"}, {Name: "a/b", Query: "x"}, {Name: "a", Query: " "}, {Name: "a", Query: "x", Webhook: "file:///etc/passwd"}} {
		if err := a.book.Save(t.Context(), s); !errors.Is(err, ErrInvalid) {
			t.Errorf("%+v: %v", s, err)
		}
	}
	var query *index.QueryError
	if err := a.book.Save(t.Context(), Saved{Name: "a", Query: "-bạc"}); !errors.As(err, &query) {
		t.Error(err)
	}
}

// receiver is a webhook that fails when it is told to.
type receiver struct {
	*httptest.Server
	mu    sync.Mutex
	fails int
	got   map[string]int
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{got: map[string]int{}}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.fails > 0 {
			r.fails--
			http.Error(w, "hôm nay nghỉ", http.StatusServiceUnavailable)
			return
		}
		var d Delivery
		if err := json.NewDecoder(q.Body).Decode(&d); err != nil || q.Header.Get("Idempotency-Key") == "" {
			t.Error(err)
		}
		for _, h := range d.Hits {
			r.got[h.ID]++
		}
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) count(id string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.got[id]
}

// Every hit comes to the webhook once, also when it fails for a while.
func TestWebhook(t *testing.T) {
	a, r := newArchive(t), newReceiver(t)
	r.fails = 1
	a.save(Saved{Name: "vàng", Query: "giá vàng", Webhook: r.URL})
	for i := range deliverBatch + 5 {
		a.put(index.Article{ID: fmt.Sprint(i), Title: fmt.Sprint("Giá vàng ngày thứ ", i)})
	}
	if err := a.book.Match(t.Context()); err != nil {
		t.Fatal(err)
	}
	next, err := a.book.Deliver(t.Context())
	s, getErr := a.book.Get("vàng")
	if err != nil || getErr != nil || next.Before(time.Now()) || s.Failures != 1 || !strings.Contains(s.Error, "503") || !strings.Contains(s.Error, "nghỉ") {
		t.Fatalf("%v, %v, %v; %+v", next, err, getErr, s)
	}
	// Its time has come.
	s.Next = time.Now().Add(-time.Second)
	if err := a.db.Update(func(tx *bbolt.Tx) error { return putSearch(tx, s) }); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if next, err := a.book.Deliver(t.Context()); err != nil || !next.IsZero() {
			t.Fatal(next, err)
		}
	}
	for i := range deliverBatch + 5 {
		if n := r.count(fmt.Sprint(i)); n != 1 {
			t.Errorf("%d came %d times", i, n)
		}
	}
}

func TestCommand(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a Unix shell")
	}
	a := newArchive(t)
	out := filepath.Join(t.TempDir(), "out")
	a.save(Saved{Name: "vàng", Query: "giá vàng", Command: "cat >>" + out})
	a.save(Saved{Name: "hỏng", Query: "giá vàng", Command: "echo lỗi lớn; exit 3"})
	a.put(index.Article{ID: "1", Title: "Giá vàng tăng"})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- a.book.Run(ctx, nil) }()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if data, err := os.ReadFile(out); err == nil && strings.Contains(string(data), `"id":"1"`) {
			break
		}
	}
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if s, err := a.book.Get("hỏng"); err == nil && s.Failures > 0 {
			break
		}
	}
	cancel()
	<-done
	if data, err := os.ReadFile(out); err != nil || strings.Count(string(data), "\n") != 1 {
		t.Errorf("%q, %v", data, err)
	}
	if s, err := a.book.Get("hỏng"); err != nil || s.Failures != 1 || !strings.Contains(s.Error, "lỗi lớn") {
		t.Errorf("%+v, %v", s, err)
	}
}

// What a search remembers is bounded, but nothing is forgotten that has to be delivered.
func TestForgetOld(t *testing.T) {
	a := newArchive(t)
	a.save(Saved{Name: "tin", Query: "tin"})
	a.save(Saved{Name: "gửi", Query: "tin", Webhook: "http://127.0.0.1:1/"})
	for start := 0; start < maxHits+600; start += 400 {
		var list []index.Article
		for i := range 400 {
			list = append(list, index.Article{ID: fmt.Sprint(start + i), Title: fmt.Sprint("Tin số ", start+i)})
		}
		a.put(list...)
	}
	if err := a.book.Match(t.Context()); err != nil {
		t.Fatal(err)
	}
	count := func(name string) (n int) {
		_ = a.db.View(func(tx *bbolt.Tx) error {
			list, err := hitsIn(tx, name, 0, 1<<20)
			n = len(list)
			return err
		})
		return n
	}
	s, err := a.book.Get("gửi")
	if err != nil || s.Last < maxHits || count("tin") > maxHits || count("gửi") != int(s.Last) {
		t.Errorf("%d and %d of %d are kept, %v", count("tin"), count("gửi"), s.Last, err)
	}
}
