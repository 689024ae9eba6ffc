package index_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// explaining are articles about offices, some of which explain what they abbreviate.
var explaining = []index.Article{
	{ID: "u1", Title: "Họp thường kỳ", Body: "Chủ tịch Ủy ban nhân dân (UBND) tỉnh chủ trì cuộc họp."},
	{ID: "u2", Title: "Tiếp dân", Body: "Theo Uỷ ban Nhân dân (UBND) xã, lịch tiếp dân không đổi."},
	{ID: "u3", Title: "Lịch tiếp dân", Body: "UBND phường đổi giờ làm việc."},
	{ID: "u4", Title: "Trụ sở mới", Body: "Ủy ban nhân dân huyện dời trụ sở về thị trấn."},
	{ID: "b1", Title: "Nghị quyết", Body: "Nghị quyết của Bộ Chính trị (BCT) về biên chế và đảng viên."},
	{ID: "b2", Title: "Kỷ luật", Body: "Bộ Chính trị (BCT) thi hành kỷ luật đảng viên."},
	{ID: "b3", Title: "Giá xăng", Body: "Bộ Công Thương (BCT) điều hành giá xăng dầu."},
	{ID: "b4", Title: "Điện", Body: "Bộ Công Thương (BCT) nói về giá điện, xăng dầu."},
	{ID: "x1", Title: "Lúa", Body: "Nông dân xuống giống vụ hè thu, ban ngày trời nắng."},
}

func put(t *testing.T, x *index.Index, articles ...index.Article) {
	t.Helper()
	r, err := x.Put(context.Background(), articles)
	if err != nil || len(r.Rejected) > 0 {
		t.Fatalf("Put: %+v, %v", r, err)
	}
}

func open(t *testing.T, dir string, o index.Options) *index.Index {
	t.Helper()
	x, err := index.Open(t.Context(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

func ask(t *testing.T, x *index.Index, query string) index.Result {
	t.Helper()
	r, err := x.Search(context.Background(), index.Request{Query: query})
	if err != nil {
		t.Fatalf("Search(%q): %v", query, err)
	}
	return r
}

func found(r index.Result) []string {
	var ids []string
	for _, h := range r.Hits {
		if len(h.Missing) == 0 {
			ids = append(ids, h.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func TestAbbreviationBothWays(t *testing.T) {
	x := open(t, filepath.Join(t.TempDir(), "ix"), index.Options{})
	put(t, x, explaining...)
	for _, query := range []string{"UBND", "ubnd", "ủy ban nhân dân", "uy ban nhan dan"} {
		r := ask(t, x, query)
		if got := found(r); !slices.Equal(got, []string{"u1", "u2", "u3", "u4"}) || r.Total != 4 {
			t.Errorf("%s: found %q of %d, want u1 to u4", query, got, r.Total)
		}
		i := slices.IndexFunc(r.Readings, func(r index.Reading) bool { return r.Kind == index.MatchAbbreviation })
		if i < 0 {
			t.Errorf("%s: readings %+v tell of no abbreviation", query, r.Readings)
		}
	}
	for _, h := range ask(t, x, "UBND").Hits {
		if want := map[bool]index.Match{true: index.MatchAbbreviation, false: index.MatchExact}[h.ID == "u4"]; h.Match != want {
			t.Errorf("match of %s is %q, want %q", h.ID, h.Match, want)
		}
		if h.ID == "u4" && len(h.Snippet.Marks) != 4 {
			t.Errorf("marks %v of %q, want the four syllables of the name", h.Snippet.Marks, h.Snippet.Text)
		}
	}
	r, err := x.Search(context.Background(), index.Request{Query: "UBND", Literal: true})
	if err != nil || r.Total != 3 {
		t.Errorf("literally UBND is in %d articles (%v), want 3", r.Total, err)
	}
}

func TestAmbiguousAbbreviation(t *testing.T) {
	x := open(t, filepath.Join(t.TempDir(), "ix"), index.Options{})
	put(t, x, explaining...)
	for query, want := range map[string][2]string{
		"BCT xăng dầu":  {"Bộ Công Thương", "Bộ Chính trị"},
		"BCT đảng viên": {"Bộ Chính trị", "Bộ Công Thương"},
	} {
		r := ask(t, x, query)
		if len(r.Readings) != 1 || r.Readings[0].Read != want[0] || !slices.Equal(r.Readings[0].Choices, want[1:]) {
			t.Errorf("%s: readings %+v, want %s with the choice %s", query, r.Readings, want[0], want[1])
			continue
		}
		other := want[1] + strings.TrimPrefix(query, "BCT")
		if len(r.Suggestions) == 0 || r.Suggestions[0].Query != other || r.Suggestions[0].Kind != "abbreviation" {
			t.Errorf("%s: suggestions %+v, want %q", query, r.Suggestions, other)
		}
	}
}

func TestAbbreviationsComeAndGo(t *testing.T) {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "ix")
	x := open(t, dir, index.Options{})
	put(t, x, explaining...)
	counts := func(x *index.Index) map[string]int {
		list, err := x.Abbreviations(ctx)
		if err != nil {
			t.Fatal(err)
		}
		counts := map[string]int{}
		for _, a := range list {
			counts[a.Short+"="+a.Long] = a.Articles
			if len(a.Examples) == 0 {
				t.Errorf("%s has no example", a.Short)
			}
		}
		return counts
	}
	if got := counts(x); got["BCT=Bộ Chính trị"] != 2 || got["UBND=Ủy ban nhân dân"] != 2 || len(got) != 3 {
		t.Errorf("counts %v", got)
	}
	if _, err := x.Delete(ctx, "b1"); err != nil {
		t.Fatal(err)
	}
	put(t, x, index.Article{ID: "b3", Title: "Giá xăng", Body: "Không có gì."})
	want := map[string]int{"BCT=Bộ Chính trị": 1, "BCT=Bộ Công Thương": 1}
	for range 2 {
		got := counts(x)
		for name, n := range want {
			if got[name] != n {
				t.Errorf("%s: %d articles, want %d", name, got[name], n)
			}
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		x = open(t, dir, index.Options{})
	}
}

func TestOwnAbbreviations(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "own.tsv")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("# của tôi\nHTX\tnông dân\n-BCT\tBộ Công Thương\n-UBND\n")
	x := open(t, filepath.Join(dir, "ix"), index.Options{AbbreviationsFile: file})
	put(t, x, explaining...)
	if got := found(ask(t, x, "HTX")); !slices.Equal(got, []string{"x1"}) {
		t.Errorf("HTX finds %q, want x1", got)
	}
	if r := ask(t, x, "BCT xăng dầu"); len(r.Readings) != 1 || r.Readings[0].Read != "Bộ Chính trị" || r.Readings[0].Choices != nil {
		t.Errorf("readings %+v of BCT, want Bộ Chính trị alone", r.Readings)
	}
	if r := ask(t, x, "UBND"); r.Total != 3 {
		t.Errorf("UBND finds %d, want 3: it was removed", r.Total)
	}
	write("UBND\n")
	if _, err := index.Open(t.Context(), filepath.Join(dir, "iy"), index.Options{AbbreviationsFile: file}); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a line without a long form: %v", err)
	}
}
