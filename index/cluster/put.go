package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"

	"golang.org/x/sync/errgroup"

	"github.com/newssearch/newssearch/index"
)

// Sizes of the bulks of PutAll, as OpenSearch advises 5 to 15 MB: an article of
// 3.5 KB of text is about 14 KB with its folds and repetitions.
const (
	batchArticles = 500
	batchBytes    = 4 << 20 // of the articles' own text
	// batchWriters is how many bulks are under way at once.
	batchWriters = 3
)

// Put adds articles, or replaces those that have the same ID. When it returns
// without an error they are kept by the cluster and found by the next search.
// It is no transaction: after an error some of the articles may be there, and
// putting all of them again is right. An article equal to the one in the
// cluster is left alone, of several with one ID the last counts, and invalid
// ones are reported and keep no others out.
func (c *Cluster) Put(ctx context.Context, articles []index.Article) (index.PutResult, error) {
	return c.put(ctx, articles, "wait_for")
}

func (c *Cluster) put(ctx context.Context, articles []index.Article, refresh string) (result index.PutResult, err error) {
	if c.options.ReadOnly {
		return result, fmt.Errorf("put articles: %w", index.ErrReadOnly)
	}
	changed, known, result, err := c.changes(ctx, articles)
	if err != nil || len(changed) == 0 {
		return result, err
	}
	p := c.placers.Get().(*placer)
	defer c.placers.Put(p)
	docs := make([]*document, len(changed))
	for i, a := range changed {
		docs[i] = p.document(a)
	}
	if err := c.assignStories(ctx, p, docs); err != nil {
		return index.PutResult{}, err
	}
	ops := make([]operation, len(docs))
	for i, d := range docs {
		if ops[i].body, err = bulkIndex(d); err != nil {
			return index.PutResult{}, fmt.Errorf("put article %q: %w", d.Article.ID, err)
		}
		ops[i].id = d.Article.ID
	}
	outcomes, err := c.bulk(ctx, ops, refresh)
	if err != nil {
		return index.PutResult{}, fmt.Errorf("put %d articles: %w", len(ops), err)
	}
	thin := 0
	for i, o := range outcomes {
		switch {
		case o.err != nil:
			result.Rejected = append(result.Rejected, index.Rejection{ID: ops[i].id, Err: fmt.Errorf("%w %q: %w", index.ErrInvalidArticle, ops[i].id, o.err)})
		case known[ops[i].id]:
			result.Updated++
		default: // one sent twice, its first answer lost, is "updated" to the cluster
			result.Added++
		}
		if o.thin {
			thin++
		}
	}
	if thin > 0 {
		c.log.Warn("articles were acknowledged by fewer copies than configured", "articles", thin)
	}
	return result, nil
}

// changes picks the articles that the cluster does not have as they are. known are
// the IDs that it has.
func (c *Cluster) changes(ctx context.Context, articles []index.Article) (changed []*index.Article, known map[string]bool, result index.PutResult, err error) {
	last := make(map[string]int, len(articles))
	var ids []string
	for i := range articles {
		a := &articles[i]
		if err := a.Validate(); err != nil {
			result.Rejected = append(result.Rejected, index.Rejection{ID: a.ID, Err: err})
			continue
		}
		if _, ok := last[a.ID]; !ok {
			ids = append(ids, a.ID)
		}
		last[a.ID] = i
	}
	if len(ids) == 0 {
		return nil, nil, result, nil
	}
	stored, err := c.hashes(ctx, ids)
	if err != nil {
		return nil, nil, index.PutResult{}, err
	}
	known = map[string]bool{}
	for _, id := range ids {
		a := &articles[last[id]]
		hash, has := stored[id]
		if has && hash == a.Revision() {
			result.Unchanged++
			continue
		}
		known[id] = has
		changed = append(changed, a)
	}
	return changed, known, result, nil
}

// PutAll puts every article of seq, in bulks. done, when not nil, is told of
// each once the cluster keeps it; it is not called concurrently. When ctx ends
// or a bulk fails PutAll stops, and the result counts what was stored. When it
// returns, everything is found by the next search.
func (c *Cluster) PutAll(ctx context.Context, seq iter.Seq[index.Article], done func(index.PutResult)) (total index.PutResult, err error) {
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(batchWriters)
	results := make(chan index.PutResult)
	counted := make(chan struct{})
	go func() {
		defer close(counted)
		for r := range results {
			total.Merge(r)
			if done != nil {
				done(r)
			}
		}
	}()
	for batch := range batches(seq) {
		if working.Err() != nil {
			break
		}
		group.Go(func() error {
			r, err := c.put(working, batch, "false")
			if err == nil {
				results <- r
			}
			return err
		})
	}
	err = group.Wait()
	close(results)
	<-counted
	if refreshed := c.refresh(context.WithoutCancel(ctx)); err == nil {
		err = refreshed
	}
	return total, errors.Join(err, ctx.Err())
}

// refresh makes what was written visible to searches.
func (c *Cluster) refresh(ctx context.Context) error {
	return c.call(ctx, http.MethodPost, "/"+c.options.Index+"/_refresh", nil, nil)
}

// batches cuts seq into the articles of a bulk.
func batches(seq iter.Seq[index.Article]) iter.Seq[[]index.Article] {
	return func(yield func([]index.Article) bool) {
		var batch []index.Article
		size := 0
		for a := range seq {
			batch = append(batch, a)
			size += len(a.Title) + len(a.Lead) + len(a.Body)
			if len(batch) < batchArticles && size < batchBytes {
				continue
			}
			if !yield(batch) {
				return
			}
			batch, size = nil, 0
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}

// Delete removes the articles with the given IDs and returns how many there were.
func (c *Cluster) Delete(ctx context.Context, ids ...string) (int, error) {
	if c.options.ReadOnly {
		return 0, fmt.Errorf("delete articles: %w", index.ErrReadOnly)
	}
	if len(ids) == 0 {
		return 0, nil
	}
	ops := make([]operation, len(ids))
	for i, id := range ids {
		body, err := json.Marshal(object{"delete": object{"_id": documentID(id)}})
		if err != nil {
			return 0, err
		}
		ops[i] = operation{id: id, body: append(body, '\n')}
	}
	outcomes, err := c.bulk(ctx, ops, "wait_for")
	if err != nil {
		return 0, fmt.Errorf("delete %d articles: %w", len(ids), err)
	}
	deleted := 0
	for _, o := range outcomes {
		if o.result == "deleted" {
			deleted++
		}
	}
	return deleted, nil
}
