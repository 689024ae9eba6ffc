package index_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/index"
)

// spelledAnyhow writes a label of one or two words as careless papers do: in any
// case, with its marks or some or none, decomposed, with other spaces.
func spelledAnyhow(r *rand.Rand) string {
	words := [][]string{
		{"thế", "thê", "the", "Thế", "THẾ", "thể"}, {"giới", "gioi", "Giới", "GIOI"},
		{"hòa", "hoà", "hoa", "Hòa", "HỎA"}, {"đường", "duong", "Đường", "dương", "DUONG"}, {"", "!", "2018"},
	}
	first, second := words[r.IntN(len(words)-1)], words[r.IntN(len(words))]
	gaps := []string{" ", "  ", "\u00a0", "-", " - "}
	s := first[r.IntN(len(first))] + gaps[r.IntN(len(gaps))] + second[r.IntN(len(second))]
	if r.IntN(3) == 0 {
		s = norm.NFD.String(s)
	}
	return s
}

// labelledAnyhow returns an index of articles with random labels, in segments,
// some of them replaced or deleted.
func labelledAnyhow(t *testing.T, r *rand.Rand) *index.Index {
	t.Helper()
	x := must(index.OpenMemory(index.Options{}))
	t.Cleanup(func() { _ = x.Close() })
	for range 1 + r.IntN(4) {
		var batch []index.Article
		for range 1 + r.IntN(30) {
			a := index.Article{ID: fmt.Sprint(r.IntN(60)), Title: fmt.Sprintf("Tin số %d", r.IntN(9))}
			if r.IntN(4) > 0 {
				a.Source = spelledAnyhow(r)
			}
			a.Category, a.Author = spelledAnyhow(r), spelledAnyhow(r)
			for range r.IntN(4) {
				a.Tags = append(a.Tags, spelledAnyhow(r))
			}
			if r.IntN(3) > 0 {
				a.Published = time.Date(2018, 1, 1+r.IntN(90), 0, 0, 0, 0, index.VietnamTime)
			}
			batch = append(batch, a)
		}
		put(t, x, batch...)
		if _, err := x.Delete(t.Context(), fmt.Sprint(r.IntN(60)), fmt.Sprint(r.IntN(60))); err != nil {
			t.Fatal(err)
		}
	}
	return x
}

// filterOf is a label field as a request, its answer and the query language have it.
type filterOf struct {
	query  string
	values func(*index.Request) *[]string
	counts func(*index.Facets) []index.Count
}

var filters = []filterOf{
	{"source", func(r *index.Request) *[]string { return &r.Sources }, func(f *index.Facets) []index.Count { return f.Sources }},
	{"category", func(r *index.Request) *[]string { return &r.Categories }, func(f *index.Facets) []index.Count { return f.Categories }},
	{"author", func(r *index.Request) *[]string { return &r.Authors }, func(f *index.Facets) []index.Count { return f.Authors }},
	{"tag", func(r *index.Request) *[]string { return &r.Tags }, func(f *index.Facets) []index.Count { return f.Tags }},
}

// The count of a facet's value is what its filter finds, whatever else is
// filtered by, and the counts of a filter that is set are as if it were not.
func TestFacetCountsAreWhatFiltersFind(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 12 {
		x := labelledAnyhow(t, r)
		for range 4 {
			request := index.Request{Query: []string{"", "tin", "số 3"}[r.IntN(3)], Facets: true, FacetValues: index.MaxFacetValues, NoCollapse: true}
			for _, f := range filters {
				for range max(r.IntN(5)-2, 0) {
					*f.values(&request) = append(*f.values(&request), spelledAnyhow(r))
				}
			}
			checkFacets(t, x, request)
		}
	}
}

func checkFacets(t *testing.T, x *index.Index, r index.Request) {
	t.Helper()
	result := search(t, x, r)
	facets := result.Facets
	for _, f := range filters {
		asked := map[string]bool{}
		for _, c := range f.counts(facets) {
			for _, value := range c.Asked {
				asked[value] = true
			}
			one := r
			one.Facets = false
			*f.values(&one) = []string{c.Value}
			if found := search(t, x, one); slices.Equal(found.Dropped, result.Dropped) && found.Total != c.Count {
				t.Fatalf("%s %q: counted %d, its filter finds %d (%+v)", f.query, c.Value, c.Count, found.Total, r)
			}
			if strings.ContainsFunc(c.Value, isLetter) {
				*f.values(&one) = nil
				one.Query = strings.TrimSpace(one.Query + " " + f.query + ":" + index.Quote(c.Value))
				if found := search(t, x, one); slices.Equal(found.Dropped, result.Dropped) && found.Total != c.Count {
					t.Fatalf("%s: counted %d, the query finds %d", one.Query, c.Count, found.Total)
				}
			}
		}
		for _, value := range *f.values(&r) {
			if !asked[value] {
				t.Fatalf("%s %q is filtered by and is no value of the facet: %+v", f.query, value, f.counts(facets))
			}
		}
		without := r
		*f.values(&without) = nil
		open := search(t, x, without)
		if !slices.Equal(open.Dropped, result.Dropped) {
			continue // other words are searched for
		}
		if got, want := unasked(f.counts(facets)), unasked(f.counts(open.Facets)); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s set: counts %v, not set %v (%+v)", f.query, got, want, r)
		}
	}
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// unasked are the counts that are not zero, by value, with nothing said about the request.
func unasked(counts []index.Count) map[string]int {
	out := map[string]int{}
	for _, c := range counts {
		if c.Count > 0 {
			out[c.Value] = c.Count
		}
	}
	return out
}

func TestFacetValues(t *testing.T) {
	x := must(index.OpenMemory(index.Options{}))
	defer x.Close()
	var articles []index.Article
	for i, source := range []string{"Thế giới", "Thế giới", "THẾ GIỚI", "The gioi", "Thế hòa", "Hòa bình"} {
		articles = append(articles, index.Article{ID: fmt.Sprint(i), Title: "Tin", Source: source, Tags: []string{"lúa", "Lúa", "gạo"}})
	}
	articles[0].Published = time.Date(2018, 1, 1, 0, 0, 0, 0, index.VietnamTime)
	put(t, x, articles...)
	r := search(t, x, index.Request{Query: "tin", Facets: true, FacetValues: 1, Sources: []string{"hoà bình", "không có"}})
	want := []index.Count{{Value: "Thế giới", Count: 4}, {Value: "Hòa bình", Count: 1, Asked: []string{"hoà bình"}}, {Value: "không có", Asked: []string{"không có"}}}
	if !reflect.DeepEqual(r.Facets.Sources, want) {
		t.Errorf("sources %+v, want %+v", r.Facets.Sources, want)
	}
	if tags := r.Facets.Tags; len(tags) != 1 || tags[0].Count != 1 {
		t.Errorf("tags %+v", tags)
	}
	if r.Facets.Undated != 1 || r.Total != 1 {
		t.Errorf("%d of %d without a date", r.Facets.Undated, r.Total)
	}
	found := ids(search(t, x, index.Request{Undated: true}))
	slices.Sort(found)
	if got := strings.Join(found, ""); got != "12345" {
		t.Errorf("without a date: %s", got)
	}
}
