package index

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"
)

// answers are what the sample says to some questions, as JSON.
func answers(t *testing.T, x *Index, ids []string) map[string]string {
	t.Helper()
	out := map[string]string{}
	note := func(name string, value any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(name, err)
		}
		data, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(data)
	}
	for _, q := range []string{"", "tinh gian bien che", "BCT", "bct xăng dầu", "U23", "giá vàng", `"thành phố"`, "th*", "hocj sinh", "UBND tỉnh", "Kính viễn vọng Jame Web", "nước OR điện", "người -việt"} {
		for _, sort := range []Sort{"", SortNewest} {
			r, err := x.Search(t.Context(), Request{Query: q, Sort: sort, Limit: 50, Facets: true, Explain: true})
			r.TookMS = 0
			note("search "+q+" "+string(sort), r, err)
		}
	}
	for _, text := range []string{"t", "giá", "hà n", "bo "} {
		list, err := x.Suggest(t.Context(), SuggestRequest{Text: text})
		note("suggest "+text, list, err)
	}
	for _, id := range ids {
		hits, err := x.Related(t.Context(), id, 10)
		note("related "+id, hits, err)
		reprints, err := x.Reprints(t.Context(), id)
		note("reprints "+id, reprints, err)
	}
	list, err := x.Abbreviations(t.Context())
	note("abbreviations", list, err)
	return out
}

// The same articles give the same answers to the last letter, however they are cut
// into batches and merged.
func TestSameIngestSameAnswers(t *testing.T) {
	articles := sampleArticles(t)
	var ids []string
	for i := 0; i < len(articles); i += 7 {
		ids = append(ids, articles[i].ID)
	}
	var want map[string]string
	for _, size := range []int{len(articles), len(articles), 50, 11} {
		path := filepath.Join(t.TempDir(), "index")
		x, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for batch := range slices.Chunk(articles, size) {
			if _, err := x.Put(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		if x, err = Open(t.Context(), path, Options{ReadOnly: true}); err != nil {
			t.Fatal(err)
		}
		got := answers(t, x, ids)
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
			continue
		}
		for name := range want {
			if want[name] != got[name] {
				t.Errorf("batches of %d: %s:\n%s\nwant\n%s", size, name, got[name], want[name])
			}
		}
	}
}
