package cluster

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/testdata"
)

// The cluster answers as the embedded index does. The model is made of all
// articles, so both know the same about the collection.
func TestConformance(t *testing.T) {
	c := openTest(t)
	ctx := t.Context()
	x, err := index.OpenMemory(index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	articles := testdata.ArticlesAs[index.Article]()
	if _, err := x.Put(ctx, articles); err != nil {
		t.Fatal(err)
	}
	if r, err := c.Put(ctx, articles); err != nil || r.Added != len(articles) {
		t.Fatalf("added %d, %v", r.Added, err)
	}
	if _, err := c.BuildModel(ctx, 0); err != nil {
		t.Fatal(err)
	}
	from, to, err := index.ParsePeriod("2020")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []index.Request{
		{Query: "tinh giản biên chế"},
		{Query: "tinh gian bien che"},
		{Query: "tinh giarn bieen chees"},
		{Query: `"tinh giản biên chế"`},
		{Query: `"tinh gian" biên chế`},
		{Query: "giá vàng", Facets: true},
		{Query: "gia vang -SJC"},
		{Query: "(bão OR lũ) miền Trung"},
		{Query: "title:bão"},
		{Query: "-title:bão lũ"},
		{Query: "UBND"},
		{Query: "ủy ban nhân dân tỉnh"},
		{Query: "covid-19"},
		{Query: "tinh gi*"},
		{Query: "nguồn:VOV biên chế"},
		{Query: "biên chế", Sources: []string{"vov"}, Facets: true},
		{Query: "bóng đá", From: from, To: to},
		{Query: "biên chế", Sort: index.SortNewest},
		{Query: "biên chế", Sort: index.SortOldest, NoCollapse: true},
		{Query: "biên chế zzzzqqq"},
		{Query: "zzzzqqq"},
		{Facets: true},
		{Query: "thi tốt nghiệp", Offset: 5, Limit: 5},
		{Query: "thi tốt nghiệp", Literal: true},
	} {
		t.Run(fmt.Sprint(r.Query, r.Sort, r.Sources), func(t *testing.T) {
			want, err := x.Search(ctx, r)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Search(ctx, r)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, &got, &want)
			if r.Offset == 0 && len(want.Hits) > 0 && !slices.Contains(ids(&got)[:min(3, len(got.Hits))], want.Hits[0].ID) {
				t.Errorf("%s is not among the first three", want.Hits[0].ID)
			}
		})
	}
	t.Run("bad query", func(t *testing.T) {
		var problem *index.QueryError
		if _, err := c.Search(ctx, index.Request{Query: "(a"}); err != nil && !errors.As(err, &problem) {
			t.Errorf("%v is no *index.QueryError", err)
		}
	})
}

func compare(t *testing.T, got, want *index.Result) {
	t.Helper()
	if got.Total != want.Total || got.TotalIs != want.TotalIs || got.Understood != want.Understood {
		t.Errorf("total %d %q, understood %q; want %d %q, %q", got.Total, got.TotalIs, got.Understood, want.Total, want.TotalIs, want.Understood)
	}
	if want.Stories != 0 && got.Stories != want.Stories {
		t.Errorf("%d stories, want %d", got.Stories, want.Stories)
	}
	if a, b := asJSON(t, got.Facets), asJSON(t, want.Facets); a != b {
		t.Errorf("facets %s\nwant   %s", a, b)
	}
	if !slices.Equal(got.Dropped, want.Dropped) {
		t.Errorf("dropped %q, want %q", got.Dropped, want.Dropped)
	}
	if len(got.Hits) != len(want.Hits) {
		t.Fatalf("%d hits, want %d", len(got.Hits), len(want.Hits))
	}
	same := 0
	for i := range got.Hits {
		g := &got.Hits[i]
		n := slices.IndexFunc(want.Hits, func(h index.Hit) bool { return h.ID == g.ID })
		if n < 0 {
			continue
		}
		same++
		w := &want.Hits[n]
		if g.Snippet.Text != w.Snippet.Text || g.Match != w.Match || !slices.Equal(g.Missing, w.Missing) || !slices.Equal(g.TitleMarks, w.TitleMarks) {
			t.Errorf("hit %s: %q, %s, lacks %q; want %q, %s, %q", g.ID, g.Snippet.Text, g.Match, g.Missing, w.Snippet.Text, w.Match, w.Missing)
		}
		if a, b := asJSON(t, g.Reprints), asJSON(t, w.Reprints); a != b {
			t.Errorf("hit %s: reprints %s, want %s", g.ID, a, b)
		}
	}
	if same < len(got.Hits)*leastOverlap/100 {
		t.Errorf("hits %v, want %v", ids(got), ids(want))
	}
}

// leastOverlap is the percentage of a page that both must show: lengths are kept in
// one byte in the cluster, so close scores may change places.
const leastOverlap = 80

func ids(r *index.Result) (ids []string) {
	for i := range r.Hits {
		ids = append(ids, r.Hits[i].ID)
	}
	return ids
}

func TestAboutArticles(t *testing.T) {
	c := openTest(t)
	ctx := t.Context()
	story := strings.Repeat("Ủy ban nhân dân tỉnh họp về tinh giản biên chế ở các xã, phường của Vân Khê hôm nay. ", 5)
	gold := article("4", "Giá vàng", "Vàng tăng giá.")
	gold.Image = "https://anh.example/vang.jpg"
	if _, err := c.Put(ctx, []index.Article{
		article("1", "Tinh giản biên chế", story), article("2", "Tinh giản biên chế", story+" Theo VOV."),
		article("3", "Xã giảm biên chế", "Xã Vân Khê tinh giản biên chế theo kế hoạch của Ủy ban nhân dân tỉnh."),
		gold,
	}); err != nil {
		t.Fatal(err)
	}
	pictured, err := c.Search(ctx, index.Request{Query: "giá vàng"})
	if err != nil || len(pictured.Hits) == 0 || pictured.Hits[0].Image != gold.Image {
		t.Errorf("hits %+v, %v: want 4 with its picture", pictured.Hits, err)
	}
	reprints, err := c.Reprints(ctx, "1")
	if err != nil || len(reprints) != 1 || reprints[0].ID != "2" {
		t.Errorf("reprints of 1: %v, %v; want 2", reprints, err)
	}
	related, err := c.Related(ctx, "1", 0)
	if err != nil || len(related) == 0 || related[0].ID != "3" {
		t.Errorf("related to 1: %v, %v; want 3 first", related, err)
	}
	stats, err := c.Stats(ctx)
	if err != nil || stats.Articles != 4 || stats.Bytes == 0 {
		t.Errorf("stats %+v, %v", stats, err)
	}
	if _, err := c.Reprints(ctx, "none"); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("reprints of an article that is not there: %v", err)
	}
}
