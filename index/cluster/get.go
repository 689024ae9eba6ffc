package cluster

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"

	"github.com/newssearch/newssearch/index"
)

// Get returns the article with the given ID, or an error that matches index.ErrNotFound.
func (c *Cluster) Get(ctx context.Context, id string) (index.Article, error) {
	var answer struct {
		Found  bool
		Source struct{ Article index.Article } `json:"_source"`
	}
	path := "/" + c.options.Index + "/_doc/" + url.PathEscape(documentID(id)) + "?_source=" + fieldArticle
	err := c.call(ctx, http.MethodGet, path, nil, &answer)
	var refused *refusal
	if errors.As(err, &refused) && refused.status == http.StatusNotFound {
		err = index.ErrNotFound
	}
	if err == nil && answer.Source.Article.ID != id {
		err = index.ErrNotFound
	}
	if err != nil {
		return index.Article{}, fmt.Errorf("get article %q: %w", id, err)
	}
	return answer.Source.Article, nil
}

const (
	// allPage is how many articles All asks for at once: about 4 MB.
	allPage = 1000
	// allKeepAlive is how long the cluster keeps the state that All reads
	// between two pages. Who takes longer over a page gets an error.
	allKeepAlive = "5m"
)

// All yields every article, in the cluster's own order, as they were when it
// began. It ends after the first error.
func (c *Cluster) All(ctx context.Context) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		err := c.walk(ctx, walkOptions{sort: "_shard_doc"}, func(a index.Article) bool { return yield(a, nil) })
		if err != nil {
			yield(index.Article{}, fmt.Errorf("read all articles: %w", err))
		}
	}
}

// Matching yields every article that has all that r asks for, in the cluster's own
// order; see index.Index.Matching.
func (c *Cluster) Matching(ctx context.Context, r index.Request) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		s, done, err := c.outline(ctx, &r)
		if err == nil {
			defer done()
			query := object{"bool": object{"filter": s.filters(s.Words)}}
			err = c.walk(ctx, walkOptions{sort: "_shard_doc", query: query}, func(a index.Article) bool { return yield(a, nil) })
		}
		if err != nil {
			yield(index.Article{}, fmt.Errorf("read the articles that match: %w", err))
		}
	}
}

// walkOptions say which articles walk visits.
type walkOptions struct {
	query object // nil for all
	sort  string // the field that orders them
	most  int    // how many at most, 0 for all
}

// walk calls each with the articles of one moment until it returns false.
func (c *Cluster) walk(ctx context.Context, o walkOptions, each func(index.Article) bool) error {
	var opened struct {
		ID string `json:"pit_id"`
	}
	path := "/" + c.options.Index + "/_search/point_in_time?keep_alive=" + allKeepAlive + "&allow_partial_pit_creation=false"
	if err := c.call(ctx, http.MethodPost, path, nil, &opened); err != nil {
		return err
	}
	defer func() {
		// Without it the cluster keeps the state until it expires; no more is lost.
		_ = c.send(context.WithoutCancel(ctx), http.MethodDelete, pitRequest(opened.ID), nil)
	}()
	body := object{
		"_source": []string{fieldArticle}, "track_total_hits": false,
		"pit": object{"id": opened.ID, "keep_alive": allKeepAlive}, "sort": []string{o.sort},
	}
	if o.query != nil {
		body["query"] = o.query
	}
	for visited := 0; ; {
		size := allPage
		if o.most > 0 {
			size = min(size, o.most-visited)
		}
		body["size"] = size
		var page walkPage
		if err := c.call(ctx, http.MethodPost, "/_search", body, &page); err != nil {
			return err
		}
		if err := page.whole(); err != nil {
			return err
		}
		for _, hit := range page.Hits.Hits {
			if !each(hit.Source.Article) {
				return nil
			}
			body["search_after"] = hit.Sort
		}
		visited += len(page.Hits.Hits)
		if len(page.Hits.Hits) < size || visited == o.most {
			return nil
		}
	}
}

// walkPage is the answer that walk gets.
type walkPage struct {
	answerHead
	Hits struct {
		Hits []struct {
			Source struct{ Article index.Article } `json:"_source"`
			Sort   []any
		}
	}
}

func pitRequest(id string) request {
	return request{path: "/_search/point_in_time", kind: "application/json", body: []byte(`{"pit_id":["` + id + `"]}`)}
}

// answerHead is what every answer to a search begins with.
type answerHead struct {
	TimedOut bool `json:"timed_out"`
	Shards   struct {
		Total, Failed int
		Failures      []struct {
			Reason struct{ Type, Reason string }
		}
	} `json:"_shards"`
}

// whole returns an error unless all shards have answered: a part of an answer
// looks like an answer otherwise.
func (h *answerHead) whole() error {
	switch {
	case h.TimedOut:
		return errors.New("the cluster ran out of time")
	case h.Shards.Failed > 0:
		reason := "no reason given"
		if len(h.Shards.Failures) > 0 {
			reason = h.Shards.Failures[0].Reason.Reason
		}
		return fmt.Errorf("%d of %d shards do not answer: %s", h.Shards.Failed, h.Shards.Total, reason)
	}
	return nil
}
