package index

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func idsOf(hits []Hit) []string {
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return ids
}

// What is related stands first, the article's own reprints are left out, and
// other stories come once.
func TestRelatedFindsRelatedArticles(t *testing.T) {
	x := storyIndex(t, sampleArticles(t), 20)
	tests := []struct {
		id   string
		want []string // in any order among the first three
	}{
		{"gia-vang-0705", []string{"gia-vang-0805", "gia-vang-0905"}},
		{"thoi-tiet-1102", []string{"thoi-tiet-1202", "thoi-tiet-1602"}},
		{"u23-thuong-chau-2", []string{"don-u23-ve-nuoc"}},
		{"don-u23-ve-nuoc", []string{"u23-thuong-chau"}},
		{"tinh-gian-van-khe-3", []string{"nghi-dinh-29-2023"}},
		{"bhyt-hoc-sinh", []string{"bhyt-thong-tuyen-tinh"}},
		{"h5n1-an-thoi", []string{"canh-bao-cum-h5n1"}},
	}
	for _, tt := range tests {
		hits, err := x.Related(t.Context(), tt.id, 10)
		if err != nil {
			t.Fatal(err)
		}
		ids := idsOf(hits)
		for _, want := range tt.want {
			if i := slices.Index(ids, want); i < 0 || i > 2 {
				t.Errorf("%s: %s is not among the first three of %q", tt.id, want, ids)
			}
		}
		story := strings.TrimRight(tt.id, "-23")
		for i, h := range hits {
			if h.ID == tt.id || strings.HasPrefix(h.ID, story) && strings.HasPrefix(tt.id, "u23-thuong") {
				t.Errorf("%s: its own story is among %q", tt.id, ids)
			}
			if i > 0 && h.Score > hits[i-1].Score {
				t.Errorf("%s: scores rise at %d", tt.id, i)
			}
		}
	}
	hits, err := x.Related(t.Context(), "don-u23-ve-nuoc", 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(hits) > 3 || len(hits[0].Reprints) != 2 || hits[0].Snippet.Text == "" {
		t.Errorf("the story of another: %+v", hits)
	}
}

func TestRelatedErrors(t *testing.T) {
	x := storyIndex(t, []Article{{ID: "1", Title: "2017"}, {ID: "2", Title: "một hai ba"}}, 2)
	if _, err := x.Related(t.Context(), "none", 3); !errors.Is(err, ErrNotFound) {
		t.Errorf("no article: %v, want ErrNotFound", err)
	}
	var bad *RequestError
	if _, err := x.Related(t.Context(), "1", -1); !errors.As(err, &bad) {
		t.Errorf("limit -1: %v, want a RequestError", err)
	}
	for _, id := range []string{"1", "2"} {
		if hits, err := x.Related(t.Context(), id, 0); err != nil || len(hits) != 0 {
			t.Errorf("article %s, which nothing is like: %v, %v", id, hits, err)
		}
	}
}
