package index

import (
	"context"
	"iter"
	"math"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// Matching yields every article that has all that r asks for, in the order of [Index.All],
// however many there are: what Search counts, and no looser matches. Limit, Offset, Sort
// and what shapes a page are left aside, near-duplicates are articles of their own, and
// phrases are checked in each. The errors are those of Search and All, yielded once.
func (x *Index) Matching(ctx context.Context, r Request) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		v, places, err := x.matching(ctx, r)
		if err != nil {
			yield(Article{}, err)
			return
		}
		defer v.release()
		for _, at := range places {
			a, err := x.next(ctx, v, at)
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// matching returns a view, to be released, and where the articles are that r asks for.
func (x *Index) matching(ctx context.Context, r Request) (v *view, places []engine.Place, err error) {
	r = Request{
		Query: r.Query, From: r.From, To: r.To, Undated: r.Undated, Literal: r.Literal, NoCollapse: true,
		Sources: r.Sources, Categories: r.Categories, Authors: r.Authors, Tags: r.Tags,
	}
	if err := r.Validate(); err != nil {
		return nil, nil, err
	}
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer end(&err)
	s := &search{index: x, view: v, request: &r}
	defer s.close()
	if places, err = s.all(ctx); err != nil {
		return nil, nil, x.faultOf(err)
	}
	if err = v.inOrder(places); err != nil {
		return nil, nil, err
	}
	v.reader.AddRef() // the caller's, beyond end
	return v, places, nil
}

// all finds every document that matches, in the order of segments.
func (s *search) all(ctx context.Context) (found []engine.Place, err error) {
	if err := s.parse(); err != nil {
		return nil, err
	}
	if err := s.understand(ctx); err != nil {
		return nil, err
	}
	if err := s.prepare(); err != nil {
		return nil, err
	}
	q := &engine.Query{
		Leaves: s.plan.leaves, Slots: s.plan.slots, K1: bm25K1, B: bm25B, Mass: priorArticles,
		Ties: [2]string{document.Published, document.Hash}, Order: engine.ByKeyAscending, Keys: document.Published,
		Each: func(seg int, doc uint32) { found = append(found, engine.Place{Seg: seg, Doc: doc}) },
	}
	q.All = engine.Possible(s.plan.all(nil)) // Must has its checks
	s.restrict(q, -1)
	q.Allowance, q.MaxAsks = math.MaxInt, 0
	_, err = s.runQuery(ctx, q)
	return found, err
}
