package cluster

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/internal/label"
)

// maxSpellings bounds the spellings of one label that a filter looks for.
const maxSpellings = 1000

// resolver finds the terms that the label filters of a request mean. It asks the
// cluster once for all of them.
type resolver struct {
	wanted []index.Labelled
	terms  map[index.Labelled][]string
}

// resolve finds the terms for every label that o names.
func (c *Cluster) resolve(ctx context.Context, o *index.Outline) (*resolver, error) {
	r := &resolver{terms: map[index.Labelled][]string{}}
	r.collect(o.Must)
	for _, filter := range o.Filters {
		r.collect(filter)
	}
	if len(r.wanted) == 0 {
		return r, nil
	}
	aggs := object{}
	for i, l := range r.wanted {
		include := quoteRegexp(label.Prefix(label.Fold(l.Value)))
		if l.Begins {
			include = quoteRegexp(label.Fold(l.Value))
		}
		aggs[fmt.Sprint(i)] = object{"terms": object{"field": l.Field, "size": maxSpellings, "include": include + ".*"}}
	}
	var answer struct {
		answerHead
		Aggregations map[string]buckets
	}
	body := object{"size": 0, "track_total_hits": false, "aggs": aggs}
	if err := c.call(ctx, http.MethodPost, "/"+c.options.Index+"/_search", body, &answer); err != nil {
		return nil, fmt.Errorf("look up labels: %w", err)
	}
	if err := answer.whole(); err != nil {
		return nil, fmt.Errorf("look up labels: %w", err)
	}
	for i, l := range r.wanted {
		r.terms[l] = meant(l, answer.Aggregations[fmt.Sprint(i)].keys())
	}
	return r, nil
}

// collect adds the labels of a condition to those wanted.
func (r *resolver) collect(c index.Condition) {
	switch c := c.(type) {
	case index.Labelled:
		if !slices.Contains(r.wanted, c) {
			r.wanted = append(r.wanted, c)
		}
	case index.All:
		for _, part := range c {
			r.collect(part)
		}
	case index.Any:
		for _, part := range c {
			r.collect(part)
		}
	case index.None:
		r.collect(c.Of)
	}
}

// meant are those of terms that a filter means, by the rule of package label.
func meant(l index.Labelled, terms []string) []string {
	slices.Sort(terms)
	if l.Begins {
		return slices.DeleteFunc(terms, func(t string) bool {
			_, written := label.Split(t)
			return !label.Begins(l.Value, written)
		})
	}
	spellings := make([]string, len(terms))
	for i, t := range terms {
		_, spellings[i] = label.Split(t)
	}
	var out []string
	for _, s := range label.NewClass(spellings).Meant(l.Value) {
		out = append(out, label.Term(s))
	}
	return out
}

// quoteRegexp writes s as a regular expression of Lucene that matches it alone.
func quoteRegexp(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(`.?+*|{}[]()"\#@&<>~^$-`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// buckets is the answer of a terms aggregation.
type buckets struct {
	Buckets []struct {
		Key   json.RawMessage `json:"key"`
		Count int             `json:"doc_count"`
	}
}

// keys are the terms of the buckets.
func (b buckets) keys() (keys []string) {
	for i := range b.Buckets {
		keys = append(keys, b.key(i))
	}
	return keys
}

func (b buckets) key(i int) string {
	var s string
	_ = json.Unmarshal(b.Buckets[i].Key, &s) // a keyword's key is a string
	return s
}
