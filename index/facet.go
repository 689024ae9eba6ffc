package index

import (
	"cmp"
	"context"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/label"
)

// facet counts the labels of matching documents in one field.
type facet struct {
	field    *labelField
	labels   *labels
	values   []*engine.Labels // by segment
	byTerm   []int            // by place in labels.terms
	byLabel  []int            // by number: a document counts once, however often it has the label
	excluded bool             // counted by a search of its own, see countUnfiltered
}

func (v *view) facet(f *labelField) (*facet, error) {
	l, err := v.labels(f)
	if err != nil {
		return nil, err
	}
	c := &facet{field: f, labels: l, byTerm: make([]int, len(l.terms)), byLabel: make([]int, l.count)}
	for _, seg := range v.Segments {
		values, err := seg.Labels(f.field)
		if err != nil {
			return nil, err
		}
		c.values = append(c.values, values)
	}
	return c, nil
}

// add counts one document.
func (c *facet) add(seg int, doc uint32) {
	at := c.labels.of[seg]
	values := c.values[seg].Of(doc)
	for i, value := range values {
		term := at[value]
		c.byTerm[term]++
		n := c.labels.label[term]
		if i == 0 || !slices.ContainsFunc(values[:i], func(before uint32) bool { return c.labels.label[at[before]] == n }) {
			c.byLabel[n]++
		}
	}
}

// result returns the commonest labels, and those that are asked for, each in its
// commonest form.
func (c *facet) result(v *view, asked []string, limit int) ([]Count, error) {
	counts := make([]Count, c.labels.count)
	commonest := make([]int, c.labels.count)
	for i, term := range c.labels.terms {
		n := c.labels.label[i]
		if counts[n].Value == "" || c.byTerm[i] > commonest[n] {
			_, counts[n].Value = label.Split(term)
			counts[n].Count, commonest[n] = c.byLabel[n], c.byTerm[i]
		}
	}
	var unknown []Count
	for _, value := range asked {
		spellings, err := v.meant(c.field, value)
		if err != nil {
			return nil, err
		}
		if len(spellings) == 0 {
			unknown = append(unknown, Count{Value: value, Asked: []string{value}})
		}
		for _, s := range spellings {
			if n, ok := c.labels.number(s); ok && !slices.Contains(counts[n].Asked, value) {
				counts[n].Asked = append(counts[n].Asked, value)
			}
		}
	}
	counts = slices.DeleteFunc(append(counts, unknown...), func(c Count) bool { return c.Count == 0 && c.Asked == nil })
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	listed := 0
	return slices.DeleteFunc(counts, func(c Count) bool {
		listed++
		return listed > limit && c.Asked == nil
	}), nil
}

// facets counts labels and days of matching documents.
type facets struct {
	view   *view
	labels []*facet
	days   *dayCounter
}

func newFacets(v *view) (*facets, error) {
	c := &facets{view: v}
	for i := range labelFields {
		f, err := v.facet(&labelFields[i])
		if err != nil {
			return nil, err
		}
		c.labels = append(c.labels, f)
	}
	var err error
	c.days, err = v.newDayCounter()
	return c, err
}

// add counts one document.
func (c *facets) add(seg int, doc uint32) {
	for _, f := range c.labels {
		if !f.excluded {
			f.add(seg, doc)
		}
	}
	c.days.add(seg, doc)
}

// result tells what was counted, with regard to what r asks for.
func (c *facets) result(r *Request) (*Facets, error) {
	f := &Facets{}
	for _, counted := range c.labels {
		list, err := counted.result(c.view, *counted.field.wanted(r), r.facetValues())
		if err != nil {
			return nil, err
		}
		*counted.field.counts(f) = list
	}
	f.Dates, f.Interval = dateCounts(c.days.byDay)
	f.Undated = c.days.undated
	return f, nil
}

// facets returns the counters of the request, nil when it asks for no facets. A
// facet that the request filters by is counted as if it did not.
func (s *search) facets() (*facets, error) {
	if !s.request.Facets {
		return nil, nil
	}
	c, err := newFacets(s.view)
	if err != nil {
		return nil, err
	}
	for i := range c.labels {
		c.labels[i].excluded = s.filters[i] != nil
	}
	return c, nil
}

// countUnfiltered counts each facet that the request filters by among the documents that
// match q but for that filter.
func (s *search) countUnfiltered(ctx context.Context, q *engine.Query, c *facets) error {
	for i, f := range c.labels {
		if !f.excluded {
			continue
		}
		count := *q
		s.restrict(&count, i)
		count.K, count.Each = 0, f.add
		if _, err := s.runQuery(ctx, &count); err != nil {
			return err
		}
	}
	return nil
}
