package index_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/newssearch/newssearch/index"
)

func spelled(t *testing.T) *index.Index {
	t.Helper()
	x := open(t, filepath.Join(t.TempDir(), "ix"), index.Options{})
	var articles []index.Article
	for i, body := range []string{
		"Ngành giáo dục sắp xếp lại trường lớp, tinh giản biên chế.",
		"Donald Trump phát biểu ở Nhà Trắng.", "Tổng thống Donald Trump gặp báo chí.", "Donald Trump và bà Melania.",
		"Ngành y tế sắp xếp lại bệnh viện.", "Ngành điện sắp xếp nhân sự.", "Gia đình nghỉ lễ ở Đà Lạt.",
		"Trời nắng, gìn giữ môi trường.", "Nhà thơ Donal kể chuyện.",
	} {
		articles = append(articles, index.Article{ID: fmt.Sprint("s", i), Title: "Tin", Body: body})
	}
	for i := range 20 {
		articles = append(articles, index.Article{ID: fmt.Sprint("t", i), Title: "Mỹ", Body: fmt.Sprintf("Ngày %d, ông Donald Trump nói về nước Mỹ.", i)})
	}
	put(t, x, articles...)
	return x
}

func TestSlipsAreCorrected(t *testing.T) {
	x := spelled(t)
	for query, want := range map[string]string{
		"nghành giáo dục":    "ngành giáo dục", // sound
		"xắp xếp":            "sắp xếp",
		"Donald Trmup":       "Donald Trump", // swapped
		"tinh giảnn biên":    "tinh giản biên",
		"tinh igản biên chế": "tinh giản biên chế",
		"tinh giản bên chế":  "tinh giản biên chế", // missing, and bên is unknown
		"tinh giản boên chế": "tinh giản biên chế", // wrong
		"tihn gian bien che": "tinh giản biên chế", // without marks
		"tinh gin biên chế":  "tinh giản biên chế", // a letter with its mark
		"nghĩ lễ ở Đà Lạt":   "nghỉ lễ ở Đà Lạt",   // ngã for hỏi
	} {
		r := ask(t, x, query)
		if r.Understood != want {
			t.Errorf("%s is understood as %q, want %q", query, r.Understood, want)
		}
		if !slices.ContainsFunc(r.Readings, func(r index.Reading) bool { return r.Kind == index.MatchSpelling }) {
			t.Errorf("%s: readings %+v tell of no correction", query, r.Readings)
		}
		if len(r.Hits) == 0 || r.Hits[0].Match != index.MatchSpelling {
			t.Errorf("%s: hits %+v, want one that matches but for its spelling", query, r.Hits)
		}
		if r, err := x.Search(context.Background(), index.Request{Query: query, Literal: true}); err != nil || r.Understood != "" {
			t.Errorf("%s, literally: understood as %q, %v", query, r.Understood, err)
		}
	}
}

func TestKnownWordsStay(t *testing.T) {
	x := spelled(t)
	for _, query := range []string{"Donal", "sắp xếp", "zzzzzz", "U23", "123", "gìn giữ", "ab", "XYZT"} {
		if r := ask(t, x, query); r.Understood != "" {
			t.Errorf("%s was understood as %q", query, r.Understood)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	r := ask(t, spelled(t), "Donal Trump")
	if r.Understood != "" {
		t.Errorf("a word that occurs was replaced: %q", r.Understood)
	}
	want := index.Suggestion{Query: "Donald Trump", Kind: "spelling", Total: 23}
	if !slices.Contains(r.Suggestions, want) {
		t.Errorf("suggestions %+v, want %+v", r.Suggestions, want)
	}
}
