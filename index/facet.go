package index

import (
	"context"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/facet"
)

// facets counts labels and days of matching documents.
type facets struct {
	labels [len(labelFields)]*facet.Counter
	// apart: counted by a search of its own, see countUnfiltered.
	apart     [len(labelFields)]bool
	published [][]uint64 // the column of each segment
	days      *facet.Days
}

func newFacets(v *view) (*facets, error) {
	c := &facets{}
	for i, f := range labelFields {
		var err error
		if c.labels[i], err = v.labels.Counter(f.Name); err != nil {
			return nil, err
		}
	}
	for _, seg := range v.Segments {
		published, err := seg.Numbers(document.Published)
		if err != nil {
			return nil, err
		}
		c.published = append(c.published, published)
	}
	c.days = facet.NewDays(VietnamTime)
	return c, nil
}

// add counts one document.
func (c *facets) add(seg int, doc uint32) {
	for i, f := range c.labels {
		if !c.apart[i] {
			f.Add(seg, doc)
		}
	}
	c.days.Add(document.PublishedTime(c.published[seg][doc]))
}

// result tells what was counted, with regard to what r asks for.
func (c *facets) result(r *Request) (*Facets, error) {
	f := &Facets{}
	for i, field := range labelFields {
		list, err := c.labels[i].Counts(*field.wanted(r), r.facetValues())
		if err != nil {
			return nil, err
		}
		counts := make([]Count, len(list))
		for j := range list {
			counts[j] = Count(list[j])
		}
		*field.counts(f) = counts
	}
	f.Dates = []DateCount{}
	spans, interval := c.days.Spans()
	for _, s := range spans {
		f.Dates = append(f.Dates, DateCount(s))
	}
	f.Interval, f.Undated = string(interval), c.days.Undated
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
	for i := range c.apart {
		c.apart[i] = s.filters[i] != nil
	}
	return c, nil
}

// countUnfiltered counts each facet that the request filters by among the documents that
// match q without that filter.
func (s *search) countUnfiltered(ctx context.Context, q *engine.Query, c *facets) error {
	for i, f := range c.labels {
		if !c.apart[i] {
			continue
		}
		count := *q
		s.restrict(&count, i)
		count.K, count.Each = 0, f.Add
		if _, err := s.runQuery(ctx, &count); err != nil {
			return err
		}
	}
	return nil
}
