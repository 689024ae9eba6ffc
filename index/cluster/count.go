package cluster

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/internal/facet"
	"github.com/newssearch/newssearch/index/internal/label"
)

const (
	// storiesPrecision is up to how many stories are counted nearly exactly, the
	// most that OpenSearch allows.
	storiesPrecision = 40_000
	// maxFacetTerms bounds the spellings of labels that are counted.
	maxFacetTerms = 5000
)

// facetFields are the fields of articles that hold labels, with where their counts go.
var facetFields = []struct {
	name string
	of   func(*index.Facets) *[]index.Count
}{
	{"source", func(f *index.Facets) *[]index.Count { return &f.Sources }},
	{"category", func(f *index.Facets) *[]index.Count { return &f.Categories }},
	{"author", func(f *index.Facets) *[]index.Count { return &f.Authors }},
	{"tag", func(f *index.Facets) *[]index.Count { return &f.Tags }},
}

// counts is the search that counts: those with all the words, by labels and days. A
// label that the request filters by is counted as if it did not.
func (s *search) counts() object {
	total := object{"stories": object{"cardinality": object{"field": fieldStory, "precision_threshold": storiesPrecision}}}
	aggs := object{"all": object{"filter": s.labelFilters(""), "aggs": total}}
	if s.request.Facets {
		total["days"] = object{"date_histogram": object{
			"field": fieldPub, "calendar_interval": "day", "time_zone": "+07:00", "min_doc_count": 1,
		}}
		total["undated"] = object{"missing": object{"field": fieldPub}}
		for _, f := range facetFields {
			aggs[f.name] = object{"filter": s.labelFilters(f.name), "aggs": object{
				"labels": object{"terms": object{"field": f.name, "size": maxFacetTerms}},
			}}
		}
	}
	return object{
		"size": 0, "track_total_hits": false, "aggs": aggs,
		"query": object{"bool": object{"filter": s.apartFromLabels(s.words)}},
	}
}

// labelFilters are the request's filters by labels, but for that of one field.
func (s *search) labelFilters(but string) object {
	filters := []object{}
	for name, filter := range s.Outline.Filters {
		if name != but {
			filters = append(filters, s.condition(filter))
		}
	}
	return object{"bool": object{"filter": filters}}
}

// counted is what the search that counts answers.
type counted struct {
	Count   int                 `json:"doc_count"`
	Stories struct{ Value int } `json:"stories"`
	Undated struct {
		Count int `json:"doc_count"`
	} `json:"undated"`
	Days struct {
		Buckets []struct {
			Milliseconds int64 `json:"key"`
			Count        int   `json:"doc_count"`
		}
	} `json:"days"`
	Labels buckets `json:"labels"`
}

// count reads the counts into the result.
func (s *search) count(a *answer) error {
	by := map[string]*counted{}
	for name, raw := range a.Aggregations {
		by[name] = &counted{}
		if err := json.Unmarshal(raw, by[name]); err != nil {
			return fmt.Errorf("read the count %q: %w", name, err)
		}
	}
	all := by["all"]
	if all == nil {
		return fmt.Errorf("the cluster does not count")
	}
	s.result.Total, s.result.TotalIs = all.Count, index.TotalExact
	if !s.request.NoCollapse {
		s.result.Stories = all.Stories.Value
	}
	if !s.request.Facets {
		return nil
	}
	facets := &index.Facets{Undated: all.Undated.Count}
	days := facet.NewDays(index.VietnamTime)
	for _, b := range all.Days.Buckets {
		days.AddMany(time.UnixMilli(b.Milliseconds), b.Count)
	}
	spans, interval := days.Spans()
	facets.Dates, facets.Interval = []index.DateCount{}, string(interval)
	for _, span := range spans {
		facets.Dates = append(facets.Dates, index.DateCount(span))
	}
	for _, f := range facetFields {
		if c := by[f.name]; c != nil {
			*f.of(facets) = s.labelCounts(f.name, c.Labels)
		}
	}
	s.result.Facets = facets
	return nil
}

// labelCounts adds up the spellings of each label.
func (s *search) labelCounts(field string, b buckets) []index.Count {
	type spelling struct {
		written string
		count   int
	}
	byFold := map[string][]spelling{}
	for i := range b.Buckets {
		fold, written := label.Split(b.key(i))
		byFold[fold] = append(byFold[fold], spelling{written, b.Buckets[i].Count})
	}
	counts := []index.Count{}
	for _, spellings := range byFold {
		slices.SortFunc(spellings, func(a, b spelling) int { return cmp.Or(b.count-a.count, cmp.Compare(a.written, b.written)) })
		written := make([]string, len(spellings))
		for i, sp := range spellings {
			written[i] = sp.written
		}
		class := label.NewClass(written)
		at := map[int]int{}
		for i, sp := range spellings {
			n, known := at[class.Label(i)]
			if !known {
				n = len(counts)
				at[class.Label(i)] = n
				counts = append(counts, index.Count{Value: sp.written, Asked: s.asked(field, sp.written)})
			}
			counts[n].Count += sp.count
		}
	}
	counts = append(counts, s.absent(field, counts)...)
	slices.SortFunc(counts, func(a, b index.Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	limit := cmp.Or(s.request.FacetValues, index.DefaultFacetValues)
	listed := 0
	return slices.DeleteFunc(counts, func(c index.Count) bool {
		listed++
		return listed > limit && c.Asked == nil
	})
}

// absent are the values of the request's filter that none of counts is asked for by.
func (s *search) absent(field string, counts []index.Count) (absent []index.Count) {
	for _, cond := range s.Outline.Filters[field] {
		l, ok := cond.(index.Labelled)
		if ok && !slices.ContainsFunc(counts, func(c index.Count) bool { return slices.Contains(c.Asked, l.Value) }) {
			absent = append(absent, index.Count{Value: l.Value, Asked: []string{l.Value}})
		}
	}
	return absent
}

// asked are the values of the request's filter that mean a label.
func (s *search) asked(field, written string) (asked []string) {
	for _, cond := range s.Outline.Filters[field] {
		if l, ok := cond.(index.Labelled); ok && slices.Contains(s.labels.terms[l], label.Term(written)) {
			asked = append(asked, l.Value)
		}
	}
	return asked
}
