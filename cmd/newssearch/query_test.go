package main

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// answer is the part of the JSON contract that these tests read.
type answer struct {
	Query      string   `json:"query"`
	Understood string   `json:"understood"`
	Total      *int     `json:"total"`
	TotalIs    string   `json:"total_is"`
	TookMS     *float64 `json:"took_ms"`
	Hits       []struct {
		ID, Title, URL, Source, Category, Published, Match string
		Score                                              float64
		Snippet                                            struct {
			Text  string
			Marks [][2]int
		}
		Explanation *struct {
			Value float64
			Text  string
			Parts []struct{ Text string }
		}
	} `json:"hits"`
	Facets *struct {
		Sources []struct {
			Value string
			Count int
		}
	} `json:"facets"`
}

func ask(t *testing.T, args ...string) (answer, int) {
	t.Helper()
	o := command(t, append([]string{"query", "--json"}, args...)...)
	var a answer
	if err := json.Unmarshal([]byte(o.out), &a); err != nil {
		t.Fatalf("query %q printed %q (%v) and %q", args, o.out, err, o.errors)
	}
	return a, o.code
}

func (a answer) ids() string {
	var ids []string
	for _, h := range a.Hits {
		ids = append(ids, h.ID)
	}
	return strings.Join(ids, " ")
}

func TestQuery(t *testing.T) {
	dir := threeIndexed(t)
	tests := []struct {
		name string
		args []string
		want string // IDs, in order
	}{
		{"marked", []string{"tinh giản biên chế"}, "a1"},
		{"several arguments", []string{"tinh", "giản", "biên", "chế"}, "a1"},
		{"unmarked", []string{"tinh gian bien che"}, "a1"},
		{"nfd", []string{norm.NFD.String("tinh giản biên chế")}, "a1"},
		{"telex", []string{"tinh giarn bieen chees"}, "a1"},
		{"phrase", []string{`"biên chế"`}, "a1"},
		{"excluded word", []string{"giá", "-vàng"}, "a3"},
		{"source filter", []string{"--source", "bao moi", "--sort", "oldest"}, "a2 a3"},
		{"category filter", []string{"--category", "Kinh tế", "--sort", "newest"}, "a3 a2"},
		{"several sources", []string{"--source", "VOV", "--source", "Báo Mới", "--sort", "oldest"}, "a1 a2 a3"},
		{"from", []string{"--from", "2019-05-02", "giá", "--sort", "oldest"}, "a2 a3"},
		{"to includes its day", []string{"--to", "2/5/2019", "giá"}, "a2"},
		{"from and to", []string{"--from", "3/2018", "--to", "3/2018"}, "a1"},
		{"limit", []string{"giá", "--sort", "newest", "--limit", "1"}, "a3"},
		{"offset", []string{"giá", "--sort", "newest", "--offset", "1"}, "a2"},
		{"field", []string{"nguồn:VOV"}, "a1"},
		{"literal", []string{"--literal", "gian bien"}, ""},
		{"none", []string{"zzzzz"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, code := ask(t, append([]string{"--index", dir}, tt.args...)...)
			if a.ids() != tt.want {
				t.Errorf("found %q, want %q", a.ids(), tt.want)
			}
			if want := map[bool]int{true: exitNothing, false: exitOK}[tt.want == ""]; code != want {
				t.Errorf("exit code %d, want %d", code, want)
			}
		})
	}
}

func TestQueryJSON(t *testing.T) {
	dir := threeIndexed(t)
	a, _ := ask(t, "--index", dir, "--facets", "--explain", "--fresh", "7d", "--no-collapse", "tinh gian bien che")
	if a.Query != "tinh gian bien che" || a.Understood != "tinh giản biên chế" || a.Total == nil || *a.Total != 1 || a.TotalIs != "exact" || a.TookMS == nil {
		t.Errorf("answer %+v", a)
	}
	h := a.Hits[0]
	if h.Title != "Tinh giản biên chế ở Vân Khê" || h.URL != "https://example.com/a1" || h.Source != "VOV" || h.Category != "Chính trị" || h.Match != "marks" || h.Score <= 0 {
		t.Errorf("hit %+v", h)
	}
	if !strings.HasPrefix(h.Published, "2018-03-12T") {
		t.Errorf("published %q", h.Published)
	}
	var marked []string
	for _, m := range h.Snippet.Marks {
		marked = append(marked, strings.Fields(h.Snippet.Text[m[0]:m[1]])...)
	}
	if !strings.Contains(strings.Join(marked, " "), "biên chế") {
		t.Errorf("marked %q of %q", marked, h.Snippet.Text)
	}
	if h.Explanation == nil || math.Abs(h.Explanation.Value-h.Score) > 1e-5*h.Score {
		t.Errorf("explanation %+v of score %v", h.Explanation, h.Score)
	}
	if h.Explanation != nil && !slices.ContainsFunc(h.Explanation.Parts, func(p struct{ Text string }) bool { return strings.Contains(p.Text, "fresh") }) {
		t.Errorf("--fresh has no part in %q", h.Explanation.Text)
	}
	if a.Facets == nil || len(a.Facets.Sources) != 1 || a.Facets.Sources[0].Value != "VOV" {
		t.Errorf("facets %+v", a.Facets)
	}
	o := command(t, "query", "--index", dir, "--json", "zzzzz")
	o.wants(t, exitNothing, `"hits":[]`, "")
	if strings.Count(o.out, "\n") != 1 {
		t.Errorf("the JSON is not one line: %q", o.out)
	}
}

func TestQueryText(t *testing.T) {
	dir := threeIndexed(t)
	o := command(t, "query", "--index", dir, "--color", "always", "giá vàng")
	o.wants(t, exitOK, string(highlight)+"Giá"+endStyle, "")
	o.wants(t, exitOK, "Báo Mới · Kinh tế · Thứ Năm, 2/5/2019", "")
	if o := command(t, "query", "--index", dir, "giá vàng"); strings.Contains(o.out, "\x1b") {
		t.Errorf("colours where there is no terminal: %q", o.out)
	}
	command(t, "query", "--index", dir, "--lang", "en", "tinh gian").wants(t, exitOK, "Showing results for: tinh giản", "")
	command(t, "query", "--index", dir, "--from", "2030").wants(t, exitNothing, "Không có bài nào trong phạm vi đã lọc", "")
}

// Bad queries are told in words, with where they are bad, and never crash.
func TestQueryOddInput(t *testing.T) {
	dir := threeIndexed(t)
	for _, q := range []string{
		"\xff\xfe", "\x00", `"`, "(((((", "*", "-", "OR", "title:", ":", "sau:", strings.Repeat("a ", 5000), strings.Repeat("(", 10000),
		strings.Repeat("ế", 3000), "a\u0301\u0301\u0301", "\u202ebiên", "title:title:title:", `""`, "sau:9999-99-99", "--", "👩‍👩‍👧",
	} {
		o := command(t, "query", "--index", dir, "--", q)
		if o.code == exitIndex || strings.Contains(o.errors, "internal fault") {
			t.Errorf("query %.40q: exit code %d, %s", q, o.code, o.errors)
		}
		if n := strings.Count(o.errors, "\n"); o.code == exitUsage && n != 1 && n != 3 {
			t.Errorf("query %.40q: the error is not a line and a place: %q", q, o.errors)
		}
	}
}

func TestQueryFlagsAreTheContract(t *testing.T) {
	cmd := newQueryCommand()
	want := []string{"index", "limit", "offset", "sort", "from", "to", "source", "category", "json", "explain"}
	var missing []string
	for _, name := range want {
		if cmd.Flags().Lookup(name) == nil {
			missing = append(missing, name)
		}
	}
	if !reflect.DeepEqual(missing, []string(nil)) {
		t.Error(fmt.Sprint("flags of the contract are missing: ", missing))
	}
}
