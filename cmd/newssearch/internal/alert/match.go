package alert

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"github.com/newssearch/newssearch/index"
)

const (
	// matchBatch is about how many articles are matched at once.
	matchBatch = 2000
	// readingAge is how long the meaning of a query is kept.
	readingAge = time.Hour
	// batchCache is the cache of the index in memory: it is asked a few hundred times.
	batchCache = 16 << 20
)

// Match looks at the articles that arrived since it was last called.
func (b *Book) Match(ctx context.Context) error {
	b.matching.Lock()
	defer b.matching.Unlock()
	searches, err := b.List()
	if err != nil {
		return err
	}
	for {
		at, err := b.matched()
		if err != nil {
			return err
		}
		if at.Index == b.name && at.Batch >= b.index.LastBatch() {
			return nil
		}
		if at.Index != b.name || len(searches) == 0 {
			// Nobody waits for these, or they were all there before under other numbers.
			return b.store(matched{Batch: b.index.LastBatch(), Index: b.name}, nil)
		}
		articles, upTo, err := b.index.Arrived(ctx, at.Batch, matchBatch)
		if err != nil {
			return err
		}
		if upTo == at.Batch {
			return nil
		}
		hits, err := b.match(ctx, searches, articles)
		if err != nil {
			return err
		}
		if err := b.store(matched{Batch: upTo, Index: b.name}, hits); err != nil {
			return err
		}
	}
}

func (b *Book) matched() (at matched, err error) {
	err = b.db.View(func(tx *bbolt.Tx) error {
		if data := tx.Bucket(bucketState).Get(keyMatched); data != nil {
			return json.Unmarshal(data, &at)
		}
		return nil
	})
	return at, err
}

// found are the hits of one search in a batch, each with the IDs of its story.
type found struct {
	name    string
	hits    []Hit
	stories [][]string
}

// match asks every search of the articles.
func (b *Book) match(ctx context.Context, searches []Saved, articles []index.Article) (list []found, err error) {
	if len(articles) == 0 {
		return nil, nil
	}
	batch, err := index.OpenMemory(index.Options{CacheBytes: batchCache, Logger: b.log})
	if err != nil {
		return nil, err
	}
	defer func() { _ = batch.Close() }()
	if _, err := batch.Put(ctx, articles); err != nil {
		return nil, fmt.Errorf("match articles: %w", err)
	}
	for _, s := range searches {
		f, err := b.ask(ctx, batch, s, len(articles))
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			b.log.Warn("a saved search cannot be asked", "search", s.Name, "error", err)
			continue
		}
		if len(f.hits) > 0 {
			list = append(list, f)
		}
	}
	return list, nil
}

// ask asks a batch for the articles that have all the words of a search.
func (b *Book) ask(ctx context.Context, batch *index.Index, s Saved, most int) (f found, err error) {
	f.name = s.Name
	query, err := b.reading(ctx, s.Query)
	if err != nil {
		return f, err
	}
	r, err := batch.Search(ctx, index.Request{Query: query, Literal: true, NoCollapse: true, Limit: min(most, index.MaxLimit)})
	if err != nil || len(r.Dropped) > 0 {
		return f, err
	}
	for _, h := range r.Hits {
		if len(h.Missing) > 0 {
			continue
		}
		story := []string{h.ID}
		others, err := b.index.Reprints(ctx, h.ID)
		if err == nil { // it may have been deleted since
			for _, o := range others {
				story = append(story, o.ID)
			}
		}
		f.stories = append(f.stories, story)
		f.hits = append(f.hits, Hit{
			ID: h.ID, Title: h.Title, URL: h.URL, Source: h.Source, Category: h.Category, Published: h.Published, Snippet: h.Snippet,
		})
	}
	return f, nil
}

// store notes how far articles are matched, together with the hits.
func (b *Book) store(at matched, list []found) error {
	return b.db.Update(func(tx *bbolt.Tx) error {
		for _, f := range list {
			if err := storeHits(tx, f); err != nil {
				return err
			}
		}
		data, err := json.Marshal(at)
		if err != nil {
			return err
		}
		return tx.Bucket(bucketState).Put(keyMatched, data)
	})
}

// storeHits adds the hits of a search whose stories were not told.
func storeHits(tx *bbolt.Tx, f found) error {
	s, err := searchIn(tx, f.name)
	if err != nil {
		return nil //nolint:nilerr // it was removed meanwhile
	}
	told, hits := tx.Bucket(bucketTold), tx.Bucket(bucketHits)
	for i, h := range f.hits {
		known := slices.ContainsFunc(f.stories[i], func(id string) bool { return told.Get(toldKey(f.name, id)) != nil })
		if err := told.Put(toldKey(f.name, h.ID), []byte{1}); err != nil {
			return err
		}
		if known {
			continue
		}
		s.Last++
		h.Number, h.Arrived = s.Last, time.Now().UTC().Truncate(time.Second)
		data, err := json.Marshal(h)
		if err != nil {
			return err
		}
		if err := hits.Put(hitKey(f.name, h.Number), data); err != nil {
			return err
		}
	}
	if err := forgetOld(tx, s); err != nil {
		return err
	}
	return putSearch(tx, s)
}

// forgetOld removes the oldest hits of a search when there are too many, but none
// that is still to be delivered.
func forgetOld(tx *bbolt.Tx, s Saved) error {
	if s.Last <= maxHits {
		return nil
	}
	upTo := s.Last - maxHits
	if s.delivers() {
		upTo = min(upTo, s.Delivered)
	}
	c, prefix := tx.Bucket(bucketHits).Cursor(), hitPrefix(s.Name)
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix) && bytes.Compare(k, hitKey(s.Name, upTo)) <= 0; k, _ = c.Seek(prefix) {
		if err := c.Delete(); err != nil {
			return err
		}
	}
	return nil
}

// reading is what a query means, as the collection said at a time.
type reading struct {
	query string
	at    time.Time
}

// reading returns a query as the collection understands it, to be taken literally:
// with marks restored, raw keys decoded, and abbreviations in both forms.
func (b *Book) reading(ctx context.Context, query string) (string, error) {
	if r, ok := b.read[query]; ok && time.Since(r.at) < readingAge {
		return r.query, nil
	}
	result, err := b.index.Search(ctx, index.Request{Query: query, Limit: 1, SnippetRunes: -1})
	if err != nil {
		return "", err
	}
	var out strings.Builder
	at := 0
	for _, r := range result.Readings {
		if r.Start < at || r.End > len(query) {
			continue
		}
		out.WriteString(query[at:r.Start])
		switch {
		case r.Kind == index.MatchAbbreviation:
			fmt.Fprintf(&out, "(%s OR %q)", query[r.Start:r.End], strings.ReplaceAll(r.Read, `"`, ""))
		default:
			out.WriteString(r.Read)
		}
		at = r.End
	}
	out.WriteString(query[at:])
	if len(b.read) > maxSearches {
		clear(b.read)
	}
	b.read[query] = reading{out.String(), time.Now()}
	return out.String(), nil
}
