package index_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/testdata"
)

// judged are the queries of the sample.
func judged() (queries []string) {
	for line := range strings.Lines(testdata.Queries()) {
		queries = append(queries, strings.Split(line, "\t")[1])
	}
	return queries
}

// checkMarks makes sure that ranges rise, do not overlap and hold whole letters of text.
func checkMarks(t *testing.T, what, text string, marks [][2]int) {
	t.Helper()
	end := 0
	for _, m := range marks {
		if m[0] < end || m[1] <= m[0] || m[1] > len(text) {
			t.Errorf("%s: marks %v of %d bytes", what, marks, len(text))
			return
		}
		end = m[1]
		marked := text[m[0]:m[1]]
		first, _ := utf8.DecodeRuneInString(marked)
		next, _ := utf8.DecodeRuneInString(text[m[1]:])
		if !utf8.ValidString(marked) || isCombining(first) || isCombining(next) || strings.ContainsAny(strings.ReplaceAll(marked, " \u0301", ""), "… \n") {
			t.Errorf("%s: marked %q, followed by %q", what, marked, next)
		}
	}
}

func isCombining(r rune) bool { return r >= 0x300 && r <= 0x36f }

// checkHit makes sure that what is shown of a hit is whole and out of the article.
func checkHit(t *testing.T, what string, a *index.Article, h *index.Hit, runes int) {
	t.Helper()
	checkMarks(t, what+" title", h.Title, h.TitleMarks)
	checkMarks(t, what+" snippet", h.Snippet.Text, h.Snippet.Marks)
	s := h.Snippet.Text
	if !utf8.ValidString(s) && utf8.ValidString(a.Body) {
		t.Errorf("%s: %q is not UTF-8", what, s)
	}
	passage := strings.TrimSuffix(strings.TrimPrefix(s, "… "), " …")
	if n := utf8.RuneCountInString(s); runes > 0 && n > runes+20 {
		t.Errorf("%s: %d runes, asked for %d: %q", what, n, runes, s)
	}
	first, _ := utf8.DecodeRuneInString(passage)
	for _, text := range append([]string{a.Lead, a.Body}, a.Captions...) {
		at := strings.Index(strings.NewReplacer("\n", " ", "\t", " ").Replace(text), passage)
		if at < 0 {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(text[:at]); isCombining(first) && unicode.IsLetter(before) {
			t.Errorf("%s: begins within a letter: %q", what, s)
		}
		return
	}
	t.Errorf("%s: %q is not in the article", what, passage)
}

// What is shown of every hit of every query over the sample, a third of it
// decomposed, is cut between letters.
func TestSnippetsOfTheSample(t *testing.T) {
	articles := map[string]index.Article{}
	x := must(index.OpenMemory(index.Options{}))
	defer func() { _ = x.Close() }()
	for i, a := range sample() {
		if i%3 == 0 {
			a.Title, a.Lead, a.Body = norm.NFD.String(a.Title), norm.NFD.String(a.Lead), norm.NFD.String(a.Body)
		}
		articles[a.ID] = a
		put(t, x, a)
	}
	marked := 0
	for i, q := range judged() {
		runes := []int{0, 1, 20, 60, 220, 2000}[i%6]
		for _, h := range search(t, x, index.Request{Query: q, SnippetRunes: runes, NoCollapse: i%2 == 0}).Hits {
			a := articles[h.ID]
			checkHit(t, fmt.Sprintf("%q %s", q, h.ID), &a, &h, runes)
			if len(h.TitleMarks)+len(h.Snippet.Marks) > 0 {
				marked++
			}
			for _, m := range h.Snippet.Marks {
				if word := h.Snippet.Text[m[0]:m[1]]; len(analyzer.Tokenize(word)) == 0 {
					t.Errorf("%q: %q is marked, which is no word", q, word)
				}
			}
		}
	}
	if marked < 1000 {
		t.Errorf("only %d hits have marks", marked)
	}
}

// So it is with text of any characters.
func TestSnippetsOfAnyText(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	letters := []string{"a", "b", "ạ", norm.NFD.String("ệ"), "đ", " ", " ", " ", "\n", ". ", "\u00a0", "\u200b", "…", "🙂", "e\u0301\u0323\u0302", "\u0301", "漢", "\x00", "ﬁ", "tin ", "bão ", norm.NFD.String("bão "), "1.000", "@", "https://x.vn/á "}
	x := must(index.OpenMemory(index.Options{}))
	defer func() { _ = x.Close() }()
	random := func(n int) string {
		var b strings.Builder
		for range r.IntN(n) {
			b.WriteString(letters[r.IntN(len(letters))])
		}
		return b.String()
	}
	for i := range 150 {
		a := index.Article{ID: fmt.Sprint(i), Title: random(30), Lead: random(60), Body: "tin bão " + random(600), Captions: []string{random(40)}}
		put(t, x, a)
		for _, q := range []string{"tin bão", "a", "bao", "1.000"} {
			for _, runes := range []int{1, 5, 33, 120} {
				result := search(t, x, index.Request{Query: q, SnippetRunes: runes, Limit: 3, NoCollapse: true})
				for _, h := range result.Hits {
					if h.ID == a.ID {
						checkHit(t, fmt.Sprintf("%q in %q, %d runes", q, a.Body, runes), &a, &h, 0)
					}
				}
			}
		}
		if t.Failed() {
			return
		}
	}
}

// The marks are what the reader asked for.
func TestMarks(t *testing.T) {
	x := withReview(t)
	for _, c := range []struct{ query, title, snippet string }{
		{"tinh giản biên chế", "tinh giản biên chế Tinh giản biên chế", "tinh giản biên chế"},
		{"tinh gian bien che", "tinh giản biên chế Tinh giản biên chế", "tinh giản biên chế"},
		{`"cơ cấu lại đội ngũ" kiểm`, "Kiểm", "cơ cấu lại đội ngũ"},
		{"title:chậm", "chậm", ""},
		{"kiểm điểm -vàng", "Kiểm điểm", ""},
		{"quang cảnh kiểm điểm", "Kiểm điểm", "Quang cảnh kiểm điểm"},
		{"thanh* kiểm", "Kiểm", "thanh"},
	} {
		r := search(t, x, index.Request{Query: c.query, SnippetRunes: 120})
		i := slices.IndexFunc(r.Hits, func(h index.Hit) bool { return h.ID == review.ID })
		if i < 0 {
			t.Errorf("%s finds %q", c.query, ids(r))
			continue
		}
		h := r.Hits[i]
		join := func(text string, marks [][2]int) string {
			var words []string
			for _, m := range marks {
				words = append(words, text[m[0]:m[1]])
			}
			return strings.Join(words, " ")
		}
		if got := join(h.Title, h.TitleMarks); got != c.title {
			t.Errorf("%s: in the title %q is marked, want %q", c.query, got, c.title)
		}
		if got := join(h.Snippet.Text, h.Snippet.Marks); c.snippet != "" && !strings.HasPrefix(strings.ToLower(got), strings.ToLower(c.snippet)) {
			t.Errorf("%s: in %q is marked %q, want %q", c.query, h.Snippet.Text, got, c.snippet)
		}
	}
	if h := search(t, x, index.Request{Query: "tinh giản", SnippetRunes: -1}).Hits[0]; h.Snippet.Text != "" || h.TitleMarks != nil {
		t.Errorf("no passage was asked for: %+v", h)
	}
}

// The parts of an explanation add up to the score, and explaining changes neither scores nor order.
func TestExplain(t *testing.T) {
	x := withReview(t)
	for i, q := range judged() {
		r := index.Request{Query: q, Limit: 20, NoCollapse: i%2 == 0}
		if i%5 == 0 {
			r.Fresh, r.Now = 30*24*time.Hour, time.Date(2022, 1, 1, 0, 0, 0, 0, vietnam)
		}
		plain := search(t, x, r)
		r.Explain = true
		explained := search(t, x, r)
		if !slices.Equal(ids(plain), ids(explained)) {
			t.Errorf("%q: explained %q, else %q", q, ids(explained), ids(plain))
			continue
		}
		for i, h := range explained.Hits {
			if h.Explanation == nil {
				t.Errorf("%q: %s is not explained", q, h.ID)
				continue
			}
			checkSum(t, q, h.Explanation)
			if p := plain.Hits[i].Score; math.Abs(h.Score-p) > 1e-4*math.Max(1, p) || h.Explanation.Value != h.Score {
				t.Errorf("%q: %s scores %v, explained %v, parts %v", q, h.ID, p, h.Score, h.Explanation.Value)
			}
			if plain.Hits[i].Explanation != nil {
				t.Errorf("%q: explained unasked", q)
			}
		}
	}
}

func checkSum(t *testing.T, q string, e *index.Explanation) {
	t.Helper()
	takesAway := strings.HasPrefix(e.Text, "the same in two forms")
	if e.Text == "" || math.IsNaN(e.Value) || e.Value < 0 != takesAway {
		t.Errorf("%q: %+v", q, e)
	}
	if len(e.Parts) == 0 {
		return
	}
	sum := 0.0
	for _, p := range e.Parts {
		checkSum(t, q, p)
		sum += p.Value
	}
	if math.Abs(sum-e.Value) > 1e-9*math.Max(1, sum) {
		t.Errorf("%q: parts add up to %v, not %v: %s", q, sum, e.Value, e.Text)
	}
}
