package cluster

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/newssearch/newssearch/index"
)

// Mark finds what of an article matches a query; see index.Index.Mark.
func (c *Cluster) Mark(ctx context.Context, r index.Request, a index.Article) (index.Marks, error) {
	m, done, err := c.model(ctx)
	if err != nil {
		return index.Marks{}, err
	}
	defer done()
	return m.Mark(ctx, r, a)
}

// Suggest completes what is being typed, from the sample of the model.
func (c *Cluster) Suggest(ctx context.Context, r index.SuggestRequest) ([]index.Completion, error) {
	m, done, err := c.model(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	return m.Suggest(ctx, r)
}

// Abbreviations returns what the sample of the model explains; Articles are counts there.
func (c *Cluster) Abbreviations(ctx context.Context) ([]index.Abbreviation, error) {
	m, done, err := c.model(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	return m.Abbreviations(ctx)
}

// Stats returns figures about the collection. Stories, reprints, and terms are not counted.
func (c *Cluster) Stats(ctx context.Context) (index.Stats, error) {
	stats := index.Stats{Path: c.String(), Schema: "opensearch-" + mappingVersion}
	var err error
	if stats.Articles, err = c.count(ctx); err != nil {
		return index.Stats{}, err
	}
	var sizes struct {
		All struct {
			Primaries struct {
				Store struct {
					Bytes int64 `json:"size_in_bytes"`
				}
				Segments struct{ Count int }
				Docs     struct{ Deleted int }
			}
		} `json:"_all"`
	}
	if err := c.call(ctx, http.MethodGet, "/"+c.options.Index+"/_stats/store,segments,docs", nil, &sizes); err != nil {
		return index.Stats{}, err
	}
	p := sizes.All.Primaries
	stats.Bytes, stats.Segments, stats.Deleted = p.Store.Bytes, p.Segments.Count, p.Docs.Deleted
	s := &search{cluster: c, request: &index.Request{Facets: true}}
	s.Outline, s.labels = &index.Outline{}, &resolver{}
	answers, err := c.searches(ctx, s.counts())
	if err != nil {
		return index.Stats{}, err
	}
	if err := s.count(answers[0]); err != nil {
		return index.Stats{}, err
	}
	stats.Sources, stats.Categories = s.result.Facets.Sources, s.result.Facets.Categories
	return stats, nil
}

// storyOf returns the article with the given ID and its story.
func (c *Cluster) storyOf(ctx context.Context, id string) (*foundHit, error) {
	var h struct {
		Found bool
		foundHit
	}
	path := "/" + c.options.Index + "/_doc/" + url.PathEscape(documentID(id))
	err := c.call(ctx, http.MethodGet, path, nil, &h)
	var refused *refusal
	if errors.As(err, &refused) && refused.status == http.StatusNotFound {
		err = index.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("article %q: %w", id, err)
	}
	return &h.foundHit, nil
}

// Reprints returns the near-duplicates of an article; see index.Index.Reprints.
func (c *Cluster) Reprints(ctx context.Context, id string) ([]index.Reprint, error) {
	own, err := c.storyOf(ctx, id)
	if err != nil {
		return nil, err
	}
	s := &search{cluster: c, request: &index.Request{}}
	s.Outline, s.labels = &index.Outline{}, &resolver{}
	answers, err := c.searches(ctx, s.stories([]string{own.Source.Story}))
	if err != nil {
		return nil, fmt.Errorf("reprints of article %q: %w", id, err)
	}
	if len(answers[0].Hits.Hits) == 0 {
		return nil, nil
	}
	return reprints(own, &answers[0].Hits.Hits[0]), nil
}

// The constants of Related: how many of an article's words look for others, and
// in how many articles a word must be to tell anything.
const (
	tellingTerms = 24
	leastDocs    = 2
)

// Related returns the articles that share the most telling words of the one with
// the given ID, the closest first, its reprints left out. The embedded index looks
// at neighbouring words too, so its order is another.
func (c *Cluster) Related(ctx context.Context, id string, limit int) ([]index.Hit, error) {
	if limit < 0 || limit > index.MaxLimit {
		return nil, &index.RequestError{Field: "Limit", Reason: fmt.Sprintf("%d is not between 0 and %d", limit, index.MaxLimit)}
	}
	if limit == 0 {
		limit = index.DefaultLimit
	}
	own, err := c.storyOf(ctx, id)
	if err != nil {
		return nil, err
	}
	p := c.placers.Get().(*placer)
	defer c.placers.Put(p)
	d := p.document(&own.Source.Article)
	like := object{"more_like_this": object{
		"fields": []string{fieldSeq}, "like": d.Seq, "max_query_terms": tellingTerms, "min_term_freq": 1,
		"min_doc_freq": leastDocs, "minimum_should_match": "20%",
	}}
	answers, err := c.searches(ctx, object{
		"size": limit, "track_total_hits": false, "_source": []string{fieldArticle},
		"collapse": object{"field": fieldStory},
		"query": object{"bool": object{
			"must": like, "must_not": object{"term": object{fieldStory: own.Source.Story}},
		}},
	})
	if err != nil {
		return nil, fmt.Errorf("related to article %q: %w", id, err)
	}
	m, done, err := c.model(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	var articles []index.Article
	for _, h := range answers[0].Hits.Hits {
		articles = append(articles, h.Source.Article)
	}
	hits, err := m.Hits(ctx, index.Request{}, articles)
	for i := range hits {
		hits[i].Score = answers[0].Hits.Hits[i].Score
	}
	return hits, err
}

// Remove is Delete: nothing in the cluster keeps an article out, so putting it again
// brings it back. The logger is told.
func (c *Cluster) Remove(ctx context.Context, ids ...string) (int, error) {
	c.log.Warn("a cluster does not keep removed articles out; taking them in again brings them back")
	return c.Delete(ctx, ids...)
}

// Restore is refused: nothing is kept out.
func (c *Cluster) Restore(context.Context, ...string) (int, error) {
	return 0, fmt.Errorf("restore articles to a cluster, which keeps none out: %w", errors.ErrUnsupported)
}

// Removed lists nothing, since nothing is kept out.
func (c *Cluster) Removed(context.Context) ([]index.Removal, error) { return nil, nil }
