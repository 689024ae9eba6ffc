package index

import (
	"context"
	"fmt"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/mark"
	"github.com/newssearch/newssearch/index/internal/related"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/internal/story"
)

// relatedConstants are the constants of related articles that queries share.
var relatedConstants = related.Constants{
	K1: bm25K1, B: bm25B, Mass: priorArticles, PairsPerArticle: pairsPerArticle, Fields: fieldWeights,
}

// Related returns the articles related to the one with the given ID, the
// closest first: those that share its most telling words, pairs of neighbours
// and names. Its near-duplicates are left out, and of other stories one article
// is returned, the earliest, with the rest in Hit.Reprints. A limit of 0 means
// DefaultLimit. There may be fewer, or none. The error matches ErrNotFound when
// there is no such article.
func (x *Index) Related(ctx context.Context, id string, limit int) (hits []Hit, err error) {
	if limit < 0 || limit > MaxLimit {
		return nil, &RequestError{Field: "Limit", Reason: fmt.Sprintf("%d is not between 0 and %d", limit, MaxLimit)}
	}
	if limit == 0 {
		limit = DefaultLimit
	}
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return nil, err
	}
	defer end(&err)
	own, err := v.locate(id)
	if err != nil {
		return nil, err
	}
	stories, err := v.stories()
	if err != nil {
		return nil, err
	}
	a, err := x.article(v.Segments[own.Seg], own.Doc)
	if err != nil {
		return nil, err
	}
	f := related.Finder{Snapshot: v.Snapshot, Sequences: x.sequences, Model: x.model, Constants: &relatedConstants}
	best, err := f.Find(ctx, (*stored.Article)(&a), v.bits(storyOf(stories, own)), limit)
	if err != nil {
		return nil, x.faultOf(err)
	}
	return x.presentRelated(ctx, v, stories, best, limit)
}

// storyOf returns the articles of the story that an article is part of, itself among them.
func storyOf(stories *story.Stories, at engine.Place) []engine.Place {
	if n := stories.Number(at); n != 0 {
		return stories.Members(n)
	}
	return []engine.Place{at}
}

// bits is the set of some documents.
func (v *view) bits(places []engine.Place) engine.Bits {
	bits := v.NewBits()
	for _, at := range places {
		bits[at.Seg][at.Doc/64] |= 1 << (at.Doc % 64)
	}
	return bits
}

// locate returns where an article is stored.
func (v *view) locate(id string) (engine.Place, error) {
	for i, seg := range v.Segments {
		docs, err := seg.Find([]string{id})
		if err != nil {
			return engine.Place{}, fmt.Errorf("look up article %q: %w", id, err)
		}
		if len(docs) > 0 {
			return engine.Place{Seg: i, Doc: docs[0]}, nil
		}
	}
	return engine.Place{}, fmt.Errorf("article %q: %w", id, ErrNotFound)
}

// presentRelated reads the articles to show, one of each story.
func (x *Index) presentRelated(ctx context.Context, v *view, stories *story.Stories, best []engine.Scored, limit int) ([]Hit, error) {
	hits := make([]Hit, 0, limit)
	seen := map[uint32]bool{}
	for _, d := range best {
		if len(hits) == limit {
			break
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		members := []engine.Place{d.Place}
		if n := stories.Number(d.Place); n != 0 {
			if seen[n] {
				continue
			}
			seen[n] = true
			members = slices.Clone(stories.Members(n))
			if err := v.sortByDate(members); err != nil {
				return nil, err
			}
		}
		hit, err := x.storyHit(v, members)
		if err != nil {
			return nil, err
		}
		hit.Score = d.Score
		hits = append(hits, hit)
	}
	return hits, nil
}

// storyHit shows the first of the members of a story, the others below it.
func (x *Index) storyHit(v *view, members []engine.Place) (Hit, error) {
	at := members[0]
	a, err := x.article(v.Segments[at.Seg], at.Doc)
	if err != nil {
		return Hit{}, err
	}
	hit := newHit(&a)
	m := mark.New(mark.Query{})
	defer m.Close()
	hit.show(m, &a, DefaultSnippetRunes)
	for _, other := range members[1:min(len(members), MaxReprints+1)] {
		s, err := x.reprint(v, other)
		if err != nil {
			return Hit{}, err
		}
		hit.Reprints = append(hit.Reprints, s)
	}
	return hit, nil
}
