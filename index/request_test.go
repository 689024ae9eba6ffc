package index_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/index"
)

// The lists of a request filter by any of their values and by all of the lists;
// the query language, given the quoted value, finds the same.
func TestFilterByLabels(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer x.Close()
	put(t, x,
		index.Article{ID: "1", Title: "Mùa gặt", Author: "Lê Thu Hà", Source: "Báo Núi", Category: "Nhà nông", Tags: []string{"lúa", "Đồng Tháp"}},
		index.Article{ID: "2", Title: "Mùa gieo", Author: "LÊ THU HÀ", Source: "Báo Biển", Tags: []string{"lúa"}},
		index.Article{ID: "3", Title: "Mùa lũ", Author: `Trần "Tư" (cộng tác viên)`, Source: "Báo Núi", Tags: []string{"lũ - lụt"}},
	)
	for _, c := range []struct {
		r     index.Request
		query string
		want  string
	}{
		{index.Request{Authors: []string{"lê thu hà"}}, "author:" + index.Quote("lê thu hà"), "1 2"},
		{index.Request{Authors: []string{"le thu ha"}}, "author:" + index.Quote("le thu ha"), "1 2"},
		{index.Request{Authors: []string{"lê thụ hà"}}, "author:" + index.Quote("lê thụ hà"), ""},
		{index.Request{Tags: []string{"lúa"}}, "tag:" + index.Quote("lúa"), "1 2"},
		{index.Request{Tags: []string{"đồng tháp", "lũ - lụt"}}, `tag:"đồng tháp" OR tag:` + index.Quote("lũ - lụt"), "1 3"},
		{index.Request{Tags: []string{"lúa"}, Sources: []string{"Báo Núi"}}, `tag:lúa source:` + index.Quote("Báo Núi"), "1"},
		{index.Request{Authors: []string{`Trần "Tư" (cộng tác viên)`}}, "author:" + index.Quote(`Trần "Tư" (cộng tác viên)`), "3"},
		{index.Request{Categories: []string{"Nhà nông"}}, "category:" + index.Quote("Nhà nông"), "1"},
	} {
		for _, r := range []index.Request{c.r, {Query: c.query}} {
			found := ids(search(t, x, r))
			slices.Sort(found)
			if got := strings.Join(found, " "); got != c.want {
				t.Errorf("%+v: found %q, want %q", r, got, c.want)
			}
		}
	}
	r := search(t, x, index.Request{Query: "gặt"})
	if h := r.Hits[0]; h.Author != "Lê Thu Hà" || !slices.Equal(h.Tags, []string{"lúa", "Đồng Tháp"}) {
		t.Errorf("hit %+v", h)
	}
	none := search(t, x, index.Request{Query: "gặt", Tags: []string{"lụt"}, Authors: []string{"x"}})
	want := []index.Suggestion{{Query: "gặt", Kind: index.SuggestWithoutFilters, Total: 1}}
	if !slices.Equal(none.Suggestions, want) {
		t.Errorf("offered %+v, want %+v", none.Suggestions, want)
	}
}

// A list may have so many values and no more.
func TestFilterValuesAreBounded(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer x.Close()
	values := make([]string, index.MaxFilterValues+1)
	for name, r := range map[string]index.Request{
		"Sources": {Sources: values}, "Categories": {Categories: values}, "Authors": {Authors: values}, "Tags": {Tags: values},
	} {
		var bad *index.RequestError
		if _, err := x.Search(t.Context(), r); !errors.As(err, &bad) || bad.Field != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := x.Search(t.Context(), index.Request{Tags: values[1:]}); err != nil {
		t.Error(err)
	}
}
