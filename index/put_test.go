package index_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/testdata"
)

// sample is the built-in sample, read once.
var sample = sync.OnceValue(testdata.ArticlesAs[index.Article])

// sampleIndex has the sample on disk, in batches of n.
func sampleIndex(t testing.TB, n int) *index.Index {
	t.Helper()
	x, err := index.Open(t.Context(), filepath.Join(t.TempDir(), "index"), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	for batch := range slices.Chunk(sample(), n) {
		if _, err := x.Put(context.Background(), batch); err != nil {
			t.Fatal(err)
		}
	}
	return x
}

// search answers a request that must have an answer.
func search(t testing.TB, x *index.Index, r index.Request) index.Result {
	t.Helper()
	result, err := x.Search(context.Background(), r)
	if err != nil {
		t.Fatalf("Search(%+v): %v", r, err)
	}
	return result
}

// ids are those of the hits, in order.
func ids(r index.Result) []string {
	var ids []string
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	return ids
}

// counts is a PutResult that can be compared: how many were added, updated and
// unchanged, and the IDs of the rejected ones.
type counts struct {
	added, updated, unchanged int
	rejected                  string
}

func countsOf(r index.PutResult) counts {
	var rejected []string
	for _, x := range r.Rejected {
		rejected = append(rejected, x.ID)
	}
	return counts{r.Added, r.Updated, r.Unchanged, strings.Join(rejected, " ")}
}

func TestPut(t *testing.T) {
	lan, mai := index.Article{ID: "a", Title: "Lan nở"}, index.Article{ID: "b", Title: "Mai nở", Source: "Báo Vườn"}
	changed := mai
	changed.Source = "Báo Hoa"
	decomposed := lan
	decomposed.Title = norm.NFD.String(lan.Title)
	dated := lan
	dated.Published = time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	moved := lan
	moved.Published = dated.Published.In(time.FixedZone("", 7*3600))
	pictured := moved
	pictured.Image = "https://anh.vi.du/lan.jpg"
	invalid := index.Article{ID: "x", Title: "Sai \xff mã"}
	x := open(t, filepath.Join(t.TempDir(), "index"), index.Options{})
	for _, step := range []struct {
		name string
		put  []index.Article
		want counts
		left string // the IDs in the index afterwards
	}{
		{"nothing", nil, counts{}, ""},
		{"new ones", []index.Article{lan, mai}, counts{added: 2}, "a b"},
		{"the same", []index.Article{lan, mai}, counts{unchanged: 2}, "a b"},
		{"one changed", []index.Article{lan, changed}, counts{updated: 1, unchanged: 1}, "a b"},
		{"another Unicode form is a change", []index.Article{decomposed}, counts{updated: 1}, "a b"},
		{"a date is a change", []index.Article{dated}, counts{updated: 1}, "a b"},
		{"another zone is a change", []index.Article{moved}, counts{updated: 1}, "a b"},
		{"a picture is a change", []index.Article{pictured}, counts{updated: 1}, "a b"},
		{"the same picture", []index.Article{pictured}, counts{unchanged: 1}, "a b"},
		{"without it again", []index.Article{moved}, counts{updated: 1}, "a b"},
		{"of one ID twice the last counts", []index.Article{{ID: "c", Title: "Một"}, {ID: "c", Title: "Hai"}}, counts{added: 1}, "a b c"},
		{"and it may be the old one", []index.Article{{ID: "c", Title: "Một"}, {ID: "c", Title: "Hai"}}, counts{unchanged: 1}, "a b c"},
		{"invalid ones keep nobody out", []index.Article{invalid, {Title: "Không tên"}, {ID: "d", Title: "Cúc"}, {ID: "e"}}, counts{added: 1, rejected: "x  e"}, "a b c d"},
		{"an invalid one leaves the old one", []index.Article{{ID: "d", Title: "\xff"}}, counts{rejected: "d"}, "a b c d"},
		{"only a lead, only a body", []index.Article{{ID: "e", Lead: "Dẫn"}, {ID: "f", Body: "Thân"}}, counts{added: 2}, "a b c d e f"},
		{"odd IDs", []index.Article{{ID: "https://báo.vn/?a=1&b= 2\n", Title: "Đào"}}, counts{added: 1}, "a b c d e f https://báo.vn/?a=1&b= 2\n"},
	} {
		r, err := x.Put(context.Background(), step.put)
		if err != nil || countsOf(r) != step.want {
			t.Errorf("%s: %+v, %v, want %+v", step.name, countsOf(r), err, step.want)
		}
		for _, rejected := range r.Rejected {
			if !errors.Is(rejected.Err, index.ErrInvalidArticle) {
				t.Errorf("%s: %q is rejected with %v", step.name, rejected.ID, rejected.Err)
			}
		}
		left := ids(search(t, x, index.Request{Limit: 100}))
		slices.Sort(left)
		if got := strings.Join(left, " "); got != step.left {
			t.Errorf("%s: the index has %q, want %q", step.name, got, step.left)
		}
	}
	if got := ids(search(t, x, index.Request{Query: "hai"})); !slices.Equal(got, []string{"c"}) {
		t.Errorf("the last of two articles with one ID: found %q", got)
	}
	if r := search(t, x, index.Request{Query: "một"}); r.Total != 0 {
		t.Errorf("the first of two articles with one ID is found: %q", ids(r))
	}
}

func TestValidate(t *testing.T) {
	for _, c := range []struct {
		name    string
		article index.Article
		valid   bool
	}{
		{"whole", index.Article{ID: "a", Title: "b"}, true},
		{"longest ID", index.Article{ID: strings.Repeat("a", index.MaxIDBytes), Title: "b"}, true},
		{"longest text", index.Article{ID: "a", Title: strings.Repeat("b", index.MaxArticleBytes-1)}, true},
		{"too long a picture's address", index.Article{ID: "a", Title: "b", Image: strings.Repeat("a", 3000)}, false},
		{"no ID", index.Article{Title: "b"}, false},
		{"too long an ID", index.Article{ID: strings.Repeat("a", index.MaxIDBytes+1), Title: "b"}, false},
		{"no text", index.Article{ID: "a", Captions: []string{"c"}, Author: "d"}, false},
		{"too long", index.Article{ID: "a", Title: "b", Captions: []string{strings.Repeat("c", index.MaxArticleBytes-1)}}, false},
		{"ID of no letters", index.Article{ID: "\xff", Title: "b"}, false},
		{"most tags", index.Article{ID: "a", Title: "b", Tags: make([]string, index.MaxListEntries)}, true},
		{"too many tags", index.Article{ID: "a", Title: "b", Tags: make([]string, index.MaxListEntries+1)}, false},
		{"too many captions", index.Article{ID: "a", Title: "b", Captions: make([]string, index.MaxListEntries+1)}, false},
		{"tag that is not UTF-8", index.Article{ID: "a", Title: "b", Tags: []string{"ok", "\xc3"}}, false},
	} {
		if err := c.article.Validate(); (err == nil) != c.valid || err != nil && !errors.Is(err, index.ErrInvalidArticle) {
			t.Errorf("%s: %v, should be valid: %t", c.name, err, c.valid)
		}
	}
}

// What was put comes back as it was, letter for letter.
func TestGet(t *testing.T) {
	x := sampleIndex(t, 30)
	for _, want := range sample() {
		got, err := x.Get(context.Background(), want.ID)
		if err != nil || !sameArticle(got, want) {
			t.Errorf("Get(%q) = %+v, %v, want %+v", want.ID, got, err, want)
		}
	}
	full := index.Article{
		ID: "đủ", URL: "https://vi.example/đủ?x=1", Title: norm.NFD.String("Tiêu đề \u00a0 rất dài"), Lead: "Dẫn\x00dắt", Body: "Một\n\nHai\t./.",
		Captions: []string{"", "Ảnh: A", "Ảnh: B"}, Author: "Nguyễn Ðức", Source: "VOV", Category: "Thời sự", Tags: []string{"a", ""},
		Image:     "https://anh.example/đủ.jpg?w=1#x",
		Published: time.Date(1, 1, 1, 0, 0, 1, 999, time.FixedZone("", -(3*3600+1800))),
	}
	put(t, x, full)
	if got, err := x.Get(context.Background(), full.ID); err != nil || !sameArticle(got, full) {
		t.Errorf("Get = %+v, %v, want %+v", got, err, full)
	}
	res, err := x.Search(context.Background(), index.Request{Query: "rất dài", Limit: 1})
	if err != nil || len(res.Hits) != 1 || res.Hits[0].Image != "https://anh.example/%C4%91%E1%BB%A7.jpg?w=1" {
		t.Errorf("hits %+v, %v: want one with an address that a page may name", res.Hits, err)
	}
	for i, url := range []string{"", "0", "1", "\x00", "\x00\x00", "\x003", "https://vi.example/"} {
		odd := index.Article{ID: fmt.Sprint(i), URL: url, Title: "\x00 Tiêu đề", Body: strings.Repeat("qwrtzx 0xfe ", i), Tags: []string{"", ""}}
		put(t, x, odd)
		if got, err := x.Get(context.Background(), odd.ID); err != nil || !sameArticle(got, odd) {
			t.Errorf("Get = %+v, %v, want %+v", got, err, odd)
		}
	}
	if _, offset := must(x.Get(context.Background(), full.ID)).Published.Zone(); offset != -(3*3600 + 1800) {
		t.Errorf("the zone is %d seconds off UTC", offset)
	}
	for _, id := range []string{"", "không có", "đủ ", "\xff", strings.Repeat("x", 1<<20)} {
		if _, err := x.Get(context.Background(), id); !errors.Is(err, index.ErrNotFound) {
			t.Errorf("Get of an ID of %d bytes that is not there: %v", len(id), err)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func sameArticle(a, b index.Article) bool {
	sameTime := a.Published.Equal(b.Published)
	a.Published, b.Published = time.Time{}, time.Time{}
	return sameTime && reflect.DeepEqual(a, b)
}

func TestDelete(t *testing.T) {
	x := open(t, filepath.Join(t.TempDir(), "index"), index.Options{})
	for batch := range slices.Chunk([]string{"a", "b", "c", "d", "e", "f"}, 2) {
		for _, id := range batch {
			put(t, x, index.Article{ID: id, Title: "Bài " + id})
		}
	}
	for _, step := range []struct {
		ids     []string
		deleted int
		left    string
	}{
		{nil, 0, "a b c d e f"},
		{[]string{"z"}, 0, "a b c d e f"},
		{[]string{"a", "z", "a"}, 1, "b c d e f"},
		{[]string{"a"}, 0, "b c d e f"},
		{[]string{"b", "f"}, 2, "c d e"},
		{[]string{"c", "d", "e", ""}, 3, ""},
	} {
		n, err := x.Delete(context.Background(), step.ids...)
		if err != nil || n != step.deleted {
			t.Errorf("Delete(%q) = %d, %v, want %d", step.ids, n, err, step.deleted)
		}
		r := search(t, x, index.Request{Query: "bài"})
		left := ids(r)
		slices.Sort(left)
		if strings.Join(left, " ") != step.left || r.Total != len(left) {
			t.Errorf("after Delete(%q): %q of %d, want %q", step.ids, left, r.Total, step.left)
		}
		for _, id := range step.ids {
			if _, err := x.Get(context.Background(), id); !errors.Is(err, index.ErrNotFound) {
				t.Errorf("deleted %q: %v", id, err)
			}
		}
	}
	put(t, x, index.Article{ID: "a", Title: "Bài trở lại"})
	if got := ids(search(t, x, index.Request{Query: "bài"})); !slices.Equal(got, []string{"a"}) {
		t.Errorf("an article that came back: %q", got)
	}
}

// PutAll stores every article in some batch and tells of each batch once.
func TestPutAll(t *testing.T) {
	x := open(t, filepath.Join(t.TempDir(), "index"), index.Options{})
	articles := manyArticles(1300)
	told := index.PutResult{}
	r, err := x.PutAll(context.Background(), slices.Values(articles), func(r index.PutResult) { told.Merge(r) })
	if err != nil || countsOf(r) != (counts{added: 1300}) || countsOf(told) != countsOf(r) {
		t.Errorf("%+v, told %+v, %v", r, told, err)
	}
	articles[700].Title += "!"
	articles[1299] = index.Article{}
	r, err = x.PutAll(context.Background(), slices.Values(articles), nil)
	if err != nil || countsOf(r) != (counts{updated: 1, unchanged: 1298}) && len(r.Rejected) != 1 {
		t.Errorf("again: %+v, %v", r, err)
	}
	if r, err := x.PutAll(context.Background(), slices.Values([]index.Article(nil)), nil); err != nil || countsOf(r) != (counts{}) {
		t.Errorf("nothing: %+v, %v", r, err)
	}
}

// A batch that was told of is stored, whenever PutAll is interrupted; running
// it again does the rest.
func TestPutAllInterrupted(t *testing.T) {
	articles := manyArticles(3900)
	for stopAfter := range 4 {
		x := open(t, filepath.Join(t.TempDir(), "index"), index.Options{})
		ctx, cancel := context.WithCancel(context.Background())
		told, batches := 0, 0
		if stopAfter == 0 {
			cancel()
		}
		r, err := x.PutAll(ctx, slices.Values(articles), func(r index.PutResult) {
			told += r.Added
			if batches++; batches == stopAfter {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped after %d batches: %v", stopAfter, err)
		}
		stats := must(x.Stats(context.Background()))
		if r.Added != told || stats.Articles != told || told >= len(articles) {
			t.Errorf("stopped after %d batches: %d returned, %d told of, %d in the index", stopAfter, r.Added, told, stats.Articles)
		}
		r, err = x.PutAll(context.Background(), slices.Values(articles), nil)
		if err != nil || countsOf(r) != (counts{added: len(articles) - told, unchanged: told}) {
			t.Errorf("stopped after %d batches, run again: %+v, %v", stopAfter, r, err)
		}
		cancel()
	}
}

// manyArticles are short articles, all different.
func manyArticles(n int) []index.Article {
	words := strings.Fields("tinh giản biên chế giá xăng dầu bóng đá mưa bão trường học đường sắt nông dân lúa gạo cá tôm")
	articles := make([]index.Article, n)
	for i := range articles {
		var text []string
		for j := range 12 {
			text = append(text, words[(i*7+j*j+i/19*j)%len(words)])
		}
		articles[i] = index.Article{
			ID: cmp.Or(string(rune('a'+i%26)), "") + "-" + time.Duration(i).String(), Title: "Tin số " + time.Duration(i).String(), Body: strings.Join(text, " "),
			Published: time.Date(2020, 1, 1, i, 0, 0, 0, time.UTC),
		}
	}
	return articles
}
