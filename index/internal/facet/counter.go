package facet

import (
	"cmp"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/label"
)

// Count is a label and the number of documents that have it.
type Count struct {
	// Value is the commonest spelling among them.
	Value string
	Count int
	// Asked are the values of a filter that mean the label.
	Asked []string
}

// Counter counts documents by their labels in one field.
type Counter struct {
	view    *View
	field   string
	labels  *labels
	values  []*engine.Labels // by segment
	byTerm  []int            // by place in labels.terms
	byLabel []int            // by number: a document counts once, however often it has the label
}

// Counter returns a counter of the labels of a field.
func (v *View) Counter(field string) (*Counter, error) {
	l, err := v.labelsOf(field)
	if err != nil {
		return nil, err
	}
	c := &Counter{view: v, field: field, labels: l, byTerm: make([]int, len(l.terms)), byLabel: make([]int, l.count)}
	for _, seg := range v.snap.Segments {
		values, err := seg.Labels(field)
		if err != nil {
			return nil, err
		}
		c.values = append(c.values, values)
	}
	return c, nil
}

// Add counts one document.
func (c *Counter) Add(seg int, doc uint32) {
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

// Counts returns the commonest labels, as many as limit says, and those that a filter
// asks for, whatever their count.
func (c *Counter) Counts(asked []string, limit int) ([]Count, error) {
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
		spellings, err := c.view.meant(c.field, value)
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
	counts = slices.DeleteFunc(slices.Concat(counts, unknown), func(c Count) bool { return c.Count == 0 && c.Asked == nil })
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	listed := 0
	return slices.DeleteFunc(counts, func(c Count) bool {
		listed++
		return listed > limit && c.Asked == nil
	}), nil
}
