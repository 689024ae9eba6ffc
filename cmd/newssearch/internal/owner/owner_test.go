package owner

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

// owned opens an index in dir and answers for it.
func owned(t *testing.T, dir string) (*index.Index, *Server) {
	t.Helper()
	x, err := index.Open(t.Context(), dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Serve(t.Context(), dir, x, Info{Command: "serve", Page: "http://127.0.0.1:1/"}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		x.Close()
	})
	return x, s
}

func find(t *testing.T, dir string) *Client {
	t.Helper()
	c, err := Find(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

var articles = []index.Article{
	{ID: "1", Title: "Ủy ban nhân dân (UBND) tỉnh họp", Body: "Bàn việc tinh giản biên chế.", Source: "VOV",
		Published: time.Date(2018, 3, 12, 7, 30, 0, 0, index.VietnamTime)},
	{ID: "2", Title: "Giá vàng tăng", Body: "Giá vàng trong nước tăng mạnh <b>&amp;", Captions: []string{"Chợ"}, Tags: []string{"vàng"}},
	{ID: "", Title: "không có số"},
}

// What an owner answers is what the index answers, errors too.
func TestClientAnswersAsIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x, _ := owned(t, dir)
	c := find(t, dir)
	if got := c.Owner(); got.Command != "serve" || got.PID != os.Getpid() || got.Page == "" {
		t.Errorf("owner %+v", got)
	}
	r, err := c.Put(t.Context(), articles)
	if err != nil || r.Added != 2 || len(r.Rejected) != 1 || !errors.Is(r.Rejected[0].Err, index.ErrInvalidArticle) {
		t.Fatalf("%+v, %v", r, err)
	}
	asked := func(a Archive) (answers []any) {
		ctx := t.Context()
		add := func(v any, err error) { answers = append(answers, v, fmt.Sprint(err), kindsOf(err)) }
		for _, r := range []index.Request{
			{Query: "tinh gian bien che", Explain: true, Facets: true}, {Query: "giá AND ("}, {Query: "title:"}, {Query: "giá", Limit: -1},
			{Query: "UBND", Sort: index.SortNewest, From: time.Date(2018, 1, 1, 0, 0, 0, 0, index.VietnamTime)},
		} {
			result, err := a.Search(ctx, r)
			result.TookMS = 0
			add(result, err)
		}
		for _, id := range []string{"1", "2", "none"} {
			add(a.Get(ctx, id))
			add(a.Related(ctx, id, 3))
			add(a.Reprints(ctx, id))
		}
		add(a.Suggest(ctx, index.SuggestRequest{Text: "gia"}))
		add(a.Abbreviations(ctx))
		for article, err := range a.All(ctx) {
			add(article, err)
		}
		for article, err := range a.Matching(ctx, index.Request{Query: "gia"}) {
			add(article, err)
		}
		stats, err := a.Stats(ctx)
		stats.CacheBytes, stats.Bytes = 0, 0
		stats.First, stats.Last = stats.First.UTC(), stats.Last.UTC()
		add(stats, err)
		return answers
	}
	want, got := asked(x), asked(c)
	for i := range want {
		g, _ := json.Marshal(got[i])
		w, _ := json.Marshal(want[i])
		if !bytes.Equal(g, w) {
			t.Errorf("answer %d: %s\nwant %s", i, g, w)
		}
	}
	if n, err := c.Delete(t.Context(), "1", "none"); n != 1 || err != nil {
		t.Errorf("deleted %d, %v", n, err)
	}
	if n, err := c.Remove(t.Context(), "2", "none"); n != 1 || err != nil {
		t.Errorf("removed %d, %v", n, err)
	}
	if list, err := c.Removed(t.Context()); len(list) != 1 || list[0].ID != "2" || err != nil {
		t.Errorf("removed are %v, %v", list, err)
	}
	if n, err := c.Restore(t.Context(), "2", "none"); n != 1 || err != nil {
		t.Errorf("restored %d, %v", n, err)
	}
}

// kindsOf says what callers can tell of err.
func kindsOf(err error) string {
	var query *index.QueryError
	var request *index.RequestError
	var names []string
	for name, kind := range kinds {
		if errors.Is(err, kind) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return fmt.Sprint(names, errors.As(err, &query), errors.As(err, &request))
}

// Every method of an Archive has to be in the test above: whoever adds one is told.
func TestArchiveMethods(t *testing.T) {
	const tested = 15 // and Close, and PutAll below
	if n := reflect.TypeFor[Archive]().NumMethod(); n != tested+1 {
		t.Errorf("an Archive has %d methods, the tests know %d", n, tested+1)
	}
}

func TestPutAll(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	owned(t, dir)
	c := find(t, dir)
	var told index.PutResult
	many := func(yield func(index.Article) bool) {
		for i := range 1600 {
			if !yield(index.Article{ID: fmt.Sprint(i), Title: fmt.Sprintf("Tin số %d", i)}) {
				return
			}
		}
		yield(index.Article{Title: "không có số"})
	}
	total, err := c.PutAll(t.Context(), many, func(batch index.PutResult) { told.Merge(batch) })
	if err != nil || total.Added != 1600 || len(total.Rejected) != 1 || total.Settled != 1601 {
		t.Fatalf("%+v, %v", total, err)
	}
	if told.Added != 1600 || told.Settled != 1601 {
		t.Errorf("told %+v", told)
	}
	if !errors.Is(total.Rejected[0].Err, index.ErrInvalidArticle) {
		t.Errorf("rejected: %v", total.Rejected[0].Err)
	}
}

// Who ends in the middle of an ingest ends it at the owner too; what was stored stays.
func TestPutAllCanceled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x, _ := owned(t, dir)
	c := find(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	endless := func(yield func(index.Article) bool) {
		for i := 0; yield(index.Article{ID: fmt.Sprint(i), Title: "Tin"}); i++ {
		}
	}
	total, err := c.PutAll(ctx, endless, func(index.PutResult) { cancel() })
	if !errors.Is(err, context.Canceled) || total.Added == 0 {
		t.Fatalf("%+v, %v", total, err)
	}
	if s, err := x.Stats(t.Context()); err != nil || s.Articles < total.Added {
		t.Errorf("%d articles of %d, %v", s.Articles, total.Added, err)
	}
}

// An owner that leaves says so to whoever is handing something over.
func TestOwnerLeaves(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	_, s := owned(t, dir)
	c := find(t, dir)
	stored := make(chan struct{}, 1)
	handing := func(yield func(index.Article) bool) {
		yield(index.Article{ID: "1", Title: "Tin"})
		<-stored
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		for i := 2; yield(index.Article{ID: fmt.Sprint(i), Title: "Tin"}); i++ {
		}
	}
	total, err := c.PutAll(t.Context(), handing, func(index.PutResult) { stored <- struct{}{} })
	if !errors.Is(err, ErrLeft) || total.Added != 1 || total.Settled != 1 {
		t.Errorf("%+v, %v", total, err)
	}
	if _, err := c.Stats(t.Context()); !errors.Is(err, ErrLeft) {
		t.Errorf("an owner that has left: %v", err)
	}
	if _, err := Find(t.Context(), dir); !errors.Is(err, ErrNone) {
		t.Errorf("an owner that has left is found: %v", err)
	}
}

// What a killed owner leaves is no owner and does not keep the next one from being it.
func TestLeftBehind(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x, err := index.Open(t.Context(), dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x.Close()
	l, err := net.Listen("unix", filepath.Join(dir, SocketFile))
	if err != nil {
		t.Skip(err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	l.Close()
	for _, content := range []string{
		`{"command":"serve","pid":1,"protocol":1,"network":"unix","address":"owner.sock","secret":"x"}`,
		`{"command":"serve","pid":1,"protocol":1,"network":"tcp","address":"127.0.0.1:1","secret":"x"}`,
		`{`, ``, `null`, `[]`,
	} {
		if err := os.WriteFile(filepath.Join(dir, RecordFile), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Find(t.Context(), dir); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v", content, err)
		}
	}
	owned(t, dir)
	find(t, dir)
}

// Only the owner's user reads the record and reaches the socket, and a request
// without the secret is refused.
func TestRights(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("a", 90), "index") // too long for a socket
	for _, dir := range []string{filepath.Join(t.TempDir(), "index"), dir} {
		owned(t, dir)
		r, err := readRecord(dir)
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" {
			for _, name := range []string{filepath.Join(dir, RecordFile), r.Address} {
				if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("%s: %v, %v", name, info, err)
				}
			}
		}
		c := find(t, dir)
		c.secret = "wrong"
		if _, err := c.Stats(t.Context()); err == nil || !strings.Contains(err.Error(), http.StatusText(http.StatusForbidden)) {
			t.Errorf("with a wrong secret: %v", err)
		}
	}
}
