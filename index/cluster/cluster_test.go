package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

// envTest names the cluster that the tests use, as an address without the name
// of a collection. testdata/opensearch/nodes starts one, and .ci/run cluster
// runs these tests with it.
const envTest = "NEWSSEARCH_TEST_OPENSEARCH"

// openTest opens a new collection in the cluster of the tests.
func openTest(t *testing.T) *Cluster {
	t.Helper()
	address := os.Getenv(envTest)
	if address == "" {
		t.Skip("no cluster: see " + envTest)
	}
	name := strings.ToLower(strings.NewReplacer("/", "-", "_", "-").Replace(t.Name()))
	o, err := ParseAddress(address + "/" + fmt.Sprintf("test-%s-%d", name, time.Now().UnixNano()))
	if err != nil {
		t.Fatal(err)
	}
	c, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func article(id, title, body string) index.Article {
	return index.Article{ID: id, Title: title, Body: body}
}

func TestPutGetDelete(t *testing.T) {
	c := openTest(t)
	ctx := t.Context()
	long := strings.Repeat("đường-dẫn/", 100)
	full := index.Article{
		ID: long, URL: "https://bao.example/1", Title: "Tinh giản biên chế", Lead: "Sapo", Body: "Một.\nHai.",
		Captions: []string{"Ảnh: một cuộc họp"}, Author: "Lê Văn A", Source: "VOV", Category: "Thời sự",
		Tags: []string{"biên chế"}, Published: time.Date(2018, 3, 12, 15, 4, 0, 0, time.FixedZone("", 7*3600)),
	}
	put := func(want string, articles ...index.Article) {
		t.Helper()
		r, err := c.Put(ctx, articles)
		if got := fmt.Sprintf("%d %d %d %d", r.Added, r.Updated, r.Unchanged, len(r.Rejected)); err != nil || got != want {
			t.Fatalf("put: %s, %v; want %s; rejected: %v", got, err, want, r.Rejected)
		}
	}
	put("2 0 0 1", full, article("2", "Hai", "b"), article("", "không tên", ""))
	put("0 1 1 0", full, article("2", "Hai", "khác"))
	put("0 1 0 0", article("2", "Hai", "x"), article("2", "Hai", "y"))
	got, err := c.Get(ctx, long)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := asJSON(t, got), asJSON(t, full); a != b {
		t.Errorf("got %s, want %s", a, b)
	}
	if n, err := c.Delete(ctx, long, "none"); n != 1 || err != nil {
		t.Errorf("deleted %d, %v", n, err)
	}
	if _, err := c.Get(ctx, long); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("get after delete: %v", err)
	}
	if a, err := c.Get(ctx, "2"); err != nil || a.Body != "y" {
		t.Errorf("of several with one ID %q is kept, %v", a.Body, err)
	}
}

func TestPutAllAndAll(t *testing.T) {
	c := openTest(t)
	const n = 2300 // more than two pages and four bulks
	var want []string
	r, err := c.PutAll(t.Context(), func(yield func(index.Article) bool) {
		for i := range n {
			a := article(fmt.Sprint("a", i), fmt.Sprint("Bài số ", i), "Nội dung")
			if want = append(want, a.ID); !yield(a) {
				return
			}
		}
	}, nil)
	if err != nil || r.Added != n {
		t.Fatalf("added %d, %v", r.Added, err)
	}
	var got []string
	for a, err := range c.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, a.ID)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("All yields %d articles, want %d", len(got), len(want))
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A model goes through the cluster to the byte, and the newest one is current.
func TestModel(t *testing.T) {
	c := openTest(t)
	ctx := t.Context()
	if info, err := c.currentModel(ctx); info != nil || err != nil {
		t.Fatalf("a new collection has model %v, %v", info, err)
	}
	var articles []index.Article
	for i := range 300 {
		articles = append(articles, article(fmt.Sprint(i), fmt.Sprint("Tinh giản biên chế, kỳ ", i), "Ủy ban nhân dân (UBND) tỉnh"))
	}
	if _, err := c.Put(ctx, articles); err != nil {
		t.Fatal(err)
	}
	if _, err := c.BuildModel(ctx, 50); err != nil {
		t.Fatal(err)
	}
	info, err := c.BuildModel(ctx, 100)
	if err != nil || info.Articles != 100 || info.Collection != 300 {
		t.Fatalf("model %+v, %v", info, err)
	}
	current, err := c.currentModel(ctx)
	if err != nil || *current != info {
		t.Fatalf("current is %+v, %v; want %+v", current, err, info)
	}
	folder := t.TempDir()
	if err := c.downloadModel(ctx, current, folder); err != nil {
		t.Fatal(err)
	}
	x, err := index.Open(ctx, folder, index.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	r, err := x.Search(ctx, index.Request{Query: "tinh gian bien che"})
	if err != nil || r.Understood != "tinh giản biên chế" {
		t.Errorf("understood as %q, %v", r.Understood, err)
	}
	wrong := *current
	wrong.SHA256 = strings.Repeat("0", 64)
	if err := c.downloadModel(ctx, &wrong, t.TempDir()); err == nil {
		t.Error("a model with a wrong sum is taken")
	}
}
