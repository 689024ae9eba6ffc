package index_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
)

// A word that a hit shows marked is never said to be missing, however it was typed.
func TestMissingIsNotMarked(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer func() { _ = x.Close() }()
	put(t, x,
		index.Article{ID: "a", Title: "Cầu Hồng Vĩnh", Body: "Cầu mới ở Hồng Vĩnh đã thông xe."},
		index.Article{ID: "b", Title: "Thành phố Vinh", Body: "Vinh và Hồng Lĩnh ở gần nhau."},
		index.Article{ID: "c", Title: "Thành phố Vinh đón khách", Body: "Khách đến Vinh từ sáng, Vinh đông vui."},
	)
	partial := 0
	for _, q := range []string{"hong vinh", "cau vinh moi", "thanh pho vinh hong linh", "cầu vinh khách", "hồng vĩnh khách", "thông xe o vinh"} {
		for _, h := range search(t, x, index.Request{Query: q}).Hits {
			marked := marks(h.Title, h.TitleMarks) + marks(h.Snippet.Text, h.Snippet.Marks)
			for _, word := range h.Missing {
				partial++
				fold := analyzer.Fold(analyzer.Term(word))
				if slices.Contains(strings.Fields(analyzer.Fold(analyzer.Lower(marked))), fold) && word == analyzer.StripMarks(word) {
					t.Errorf("%q, hit %s: %q is missing, but marked in %q", q, h.ID, word, marked)
				}
			}
		}
	}
	if partial == 0 {
		t.Error("no hit lacks a word: nothing was tested")
	}
}

// marks are the marked parts of text, with a space after each.
func marks(text string, ranges [][2]int) string {
	var b strings.Builder
	for _, r := range ranges {
		b.WriteString(text[r[0]:r[1]] + " ")
	}
	return b.String()
}
