package index_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/testdata"
)

// An outline says all that counts: articles looked through word by word, with
// nothing but the outline, are as many as Search counts.
func TestOutlineCountsWhatSearchDoes(t *testing.T) {
	x, err := index.OpenMemory(index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	articles := testdata.ArticlesAs[index.Article]()
	if _, err := x.Put(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	texts := make([]outlined, len(articles))
	for i := range articles {
		texts[i] = newOutlined(&articles[i])
	}
	for _, q := range []string{
		"tinh giản biên chế", "tinh gian bien che", `"tinh giản biên chế"`, `"tinh gian" biên chế`,
		"giá vàng -SJC", "(bão OR lũ) miền Trung", "title:bão", `title:"biên chế"`, "UBND", "ủy ban nhân dân tỉnh", "covid-19",
		"nguồn:VOV biên chế", "tinh gi*", "after:2020 bầu cử", "-title:bão lũ", "tinh giarn bieen chees",
	} {
		r, err := x.Search(t.Context(), index.Request{Query: q})
		if err != nil {
			t.Fatal(err)
		}
		o, err := x.Outline(t.Context(), index.Request{Query: q})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Dropped) > 0 {
			continue
		}
		n := 0
		for i := range texts {
			if texts[i].counts(o) {
				n++
			}
		}
		if n != r.Total {
			t.Errorf("%s: %d articles by the outline, Search counts %d", q, n, r.Total)
		}
		for _, h := range r.Hits {
			i := slices.IndexFunc(articles, func(a index.Article) bool { return a.ID == h.ID })
			if lacked := texts[i].lacks(o); !slices.Equal(lacked, h.Missing) {
				t.Errorf("%s: by the outline %s lacks %q, by Search %q", q, h.ID, lacked, h.Missing)
			}
		}
		if o.Result.Understood != r.Understood {
			t.Errorf("%s: understood as %q, by Search as %q", q, o.Result.Understood, r.Understood)
		}
	}
}

// outlined is an article as the places of its fields, with the terms at each.
type outlined struct {
	article *index.Article
	places  map[string][][]string
}

func newOutlined(a *index.Article) outlined {
	o := outlined{a, map[string][][]string{"title": placesOf(a.Title), "lead": placesOf(a.Lead)}}
	all := slices.Concat(o.places["title"], nil)
	for _, part := range slices.Concat([]string{a.Lead, a.Body}, a.Captions, a.Tags) {
		all = append(append(all, nil), placesOf(part)...) // nothing stands across parts
	}
	o.places[""] = all
	return o
}

func placesOf(text string) (places [][]string) {
	var compounds []string
	for _, tok := range analyzer.Tokenize(text) {
		forms := []string{tok.Term, analyzer.Fold(tok.Term)}
		if tok.Kind == analyzer.KindSyllable {
			forms = forms[:1]
		}
		if tok.Compound {
			compounds = append(compounds, forms...)
			continue
		}
		places = append(places, append(forms, compounds...))
		compounds = nil
	}
	return places
}

func (a outlined) counts(o *index.Outline) bool {
	conditions := o.Must
	for _, w := range o.Words {
		conditions = append(slices.Clone(conditions), w.Condition)
	}
	if p := a.article.Published; !o.From.IsZero() && (p.IsZero() || p.Before(o.From)) || !o.To.IsZero() && (p.IsZero() || !p.Before(o.To)) {
		return false
	}
	return a.holds(o, conditions)
}

// lacks are the words that the article has in no form.
func (a outlined) lacks(o *index.Outline) (words []string) {
	for _, w := range o.Words {
		if !a.holds(o, w.Condition) && (w.Marked == nil || !a.holds(o, w.Marked)) {
			words = append(words, w.Typed)
		}
	}
	return words
}

func (a outlined) holds(o *index.Outline, c index.Condition) bool {
	switch c := c.(type) {
	case index.Has:
		clause := o.Clauses[c]
		return slices.ContainsFunc(a.places[clause.Field], func(place []string) bool { return meet(place, clause.Terms) })
	case index.Near:
		places := a.places[c.Field]
		for i := range places {
			n := 0
			for n < len(c.Places) && i+n < len(places) && meet(places[i+n], c.Places[n]) {
				n++
			}
			if n == len(c.Places) {
				return true
			}
		}
	case index.Labelled:
		return c.Field == "source" && strings.EqualFold(a.article.Source, c.Value)
	case index.All:
		return !slices.ContainsFunc(c, func(c index.Condition) bool { return !a.holds(o, c) })
	case index.Any:
		return slices.ContainsFunc(c, func(c index.Condition) bool { return a.holds(o, c) })
	case index.None:
		return !a.holds(o, c.Of)
	}
	return false
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
