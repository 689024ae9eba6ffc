package index_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/index"
)

// bracketed is a text with its marks in brackets.
func bracketed(text string, marks [][2]int) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m[0]] + "[" + text[m[0]:m[1]] + "]")
		at = m[1]
	}
	return b.String() + text[at:]
}

// What an article that is read whole has marked is what a list of hits has.
func TestMark(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer x.Close()
	put(t, x, sample()...)
	for i := range 3 {
		put(t, x, index.Article{ID: strings.Repeat("u", i+1), Title: "Họp", Body: "Ủy ban nhân dân (UBND) tỉnh họp về đê điều."})
	}
	for _, c := range []struct{ query, text, want string }{
		{"giá vàng", "Giá vàng hôm nay, gia đình, vang", "[Giá] [vàng] hôm nay, gia đình, vang"},
		{"gia vang", "Giá vàng, gia đình, tiếng vang", "[Giá] [vàng], gia đình, tiếng vang"},
		{"hoà", "Hòa bình, hoà nhạc, hoa", "[Hòa] bình, [hoà] nhạc, hoa"},
		{`"giá vàng" -bạc nguồn:"Kinh tế Đất Việt"`, "giá vàng, bạc, kinh tế", "[giá] [vàng], bạc, kinh tế"},
		{"tiêu*", "Tiêu chuẩn và chi tiêu", "[Tiêu] chuẩn và chi [tiêu]"},
		{"source:x", "x y", "x y"},
		{"", "x y", "x y"},
		// An abbreviation and its long form, never a part of that.
		{"UBND", "UBND tỉnh ban hành; dân được lợi. Ủy ban nhân dân họp.", "[UBND] tỉnh ban hành; dân được lợi. [Ủy] [ban] [nhân] [dân] họp."},
		{"ubnd", "Dân nghe ban bố, nhân việc này.", "Dân nghe ban bố, nhân việc này."},
		{"tinh gian bien che", "Hạn chế tinh giản biên chế.", "Hạn chế [tinh] [giản] [biên] [chế]."},
	} {
		for _, text := range []string{c.text, norm.NFD.String(c.text)} {
			marks, err := x.Mark(t.Context(), index.Request{Query: c.query}, index.Article{Body: text})
			if err != nil {
				t.Fatal(err)
			}
			checkMarks(t, c.query, text, marks.Body)
			if got := norm.NFC.String(bracketed(text, marks.Body)); got != c.want {
				t.Errorf("%q: %q, want %q", c.query, got, c.want)
			}
		}
	}
	a := index.Article{Title: "Giá gạo", Lead: "giá gạo", Captions: []string{"lúa", "gạo"}}
	marks, err := x.Mark(t.Context(), index.Request{Query: "gạo"}, a)
	if err != nil || !slices.Equal(marks.Title, [][2]int{{5, 10}}) || len(marks.Lead) != 1 || len(marks.Captions) != 2 || len(marks.Captions[0]) != 0 || len(marks.Captions[1]) != 1 {
		t.Errorf("%+v, %v", marks, err)
	}
	var bad *index.QueryError
	if _, err := x.Mark(t.Context(), index.Request{Query: "-"}, a); !errors.As(err, &bad) && err != nil {
		t.Error(err)
	}
}

// The hits of the sample have the same title marked in the list and as a whole,
// and what is marked in a passage is marked in the article.
func TestMarkAgreesWithHits(t *testing.T) {
	x := sampleIndex(t, 84)
	articles := map[string]index.Article{}
	for _, a := range sample() {
		articles[a.ID] = a
	}
	for _, q := range judged() {
		for _, h := range search(t, x, index.Request{Query: q}).Hits {
			a := articles[h.ID]
			marks, err := x.Mark(t.Context(), index.Request{Query: q}, a)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(marks.Title, h.TitleMarks) {
				t.Errorf("%q %s: title %v in the article, %v in the list", q, h.ID, marks.Title, h.TitleMarks)
			}
			n := len(marks.Lead) + len(marks.Body)
			for _, c := range marks.Captions {
				n += len(c)
			}
			if n < len(h.Snippet.Marks) {
				t.Errorf("%q %s: %d marks in the article, %d in its passage", q, h.ID, n, len(h.Snippet.Marks))
			}
		}
	}
}
