package index

import (
	"cmp"
	"context"
	"slices"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/story"
)

// MaxReprints bounds Hit.Reprints: a story that a hundred papers printed is
// shown by the earliest.
const MaxReprints = 100

// spareDepth is how many more documents than stories are asked for at first,
// so that a page with a few near-duplicates is full in one go.
const spareDepth = 16

// depth is how many stories have to be found for the page.
func (s *search) depth() int { return s.request.Offset + s.request.limit() }

// collapse keeps of each story the first document of the list. When that leaves too few for the page it asks for twice as
// many until there are enough or no more. The order of the documents does not depend on how many are asked for, so a story
// is on one page only. One more than the page needs is looked for, to know whether another follows.
func (s *search) collapse(ctx context.Context, q *engine.Query, out *engine.Outcome) ([]engine.Scored, error) {
	st, err := s.view.stories()
	if err != nil {
		return nil, err
	}
	apart := st.None() || s.request.NoCollapse
	list := s.lister(q, out)
	for want := s.depth() + spareDepth; ; want *= 2 {
		docs, complete, err := list(ctx, want)
		if err != nil {
			return nil, err
		}
		firsts, counted := docs, 0
		if !apart {
			firsts, counted = firstOfStories(st, docs)
		}
		if complete && !apart {
			s.result.Stories = counted
		}
		if complete || len(firsts) > s.depth() {
			s.result.More = len(firsts) > s.depth()
			return firsts, nil
		}
	}
}

// lister returns what lists the documents that q found: as many as are wanted, and whether these are all.
func (s *search) lister(q *engine.Query, out *engine.Outcome) func(ctx context.Context, want int) ([]engine.Scored, bool, error) {
	if q.Order == engine.ByScore {
		l := &lister{search: s, query: q, candidates: out.Candidates}
		l.setHead(out.Best[:min(len(out.Best), listHead)])
		return l.list
	}
	more := *q
	more.Each = nil
	return func(ctx context.Context, want int) ([]engine.Scored, bool, error) {
		if want > more.K {
			more.K = want
			var err error
			if out, err = s.runQuery(ctx, &more); err != nil {
				return nil, false, err
			}
		}
		return out.Best, len(out.Best) < more.K, nil
	}
}

// firstOfStories keeps the first document of each story, and counts those that have all the words.
func firstOfStories(st *story.Stories, docs []engine.Scored) (firsts []engine.Scored, counted int) {
	seen := make(map[uint32]struct{}, 16)
	firsts = make([]engine.Scored, 0, len(docs))
	for _, d := range docs {
		if n := st.Number(d.Place); n != 0 {
			if _, ok := seen[n]; ok {
				continue
			}
			seen[n] = struct{}{}
		}
		firsts = append(firsts, d)
		if d.All {
			counted++
		}
	}
	return firsts, counted
}

// rerank looks at the words of the best documents. The number of these does not
// depend on the page: all pages are cut from one order.
func (s *search) rerank(ctx context.Context, q *engine.Query, out *engine.Outcome) error {
	if !s.counting {
		l, err := s.lift()
		if err != nil {
			return err
		}
		if len(l) > 0 {
			return s.rerankLifted(ctx, l, q, out)
		}
	}
	if q.Order != engine.ByScore || len(s.plan.scored) < 2 {
		return nil
	}
	return s.lookCloser(out.Best[:min(len(out.Best), s.plan.rerankDepth())])
}

// story returns the articles that stand under one hit: those of d's story that
// match the query too, the earliest first. The first is the one to show; it is
// d itself when d stands alone or the hits are sorted by date.
func (s *search) story(d engine.Scored) ([]engine.Place, error) {
	own := d.Place
	if s.request.NoCollapse {
		return []engine.Place{own}, nil
	}
	st, err := s.view.stories()
	if err != nil {
		return nil, err
	}
	n := st.Number(d.Place)
	if n == 0 {
		return []engine.Place{own}, nil
	}
	all := []engine.Place{own}
	for _, at := range st.Members(n) {
		if at == own {
			continue
		}
		ok, err := s.matches(at)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, at)
		}
	}
	if err := s.view.sortByDate(all); err != nil {
		return nil, err
	}
	if s.order() != engine.ByScore {
		i := slices.Index(all, own)
		copy(all[1:], all[:i])
		all[0] = own
	}
	return all[:min(len(all), MaxReprints+1)], nil
}

// sortByDate puts the earliest first and those without a date last.
func (v *view) sortByDate(places []engine.Place) error {
	for _, at := range places {
		if _, err := v.Segments[at.Seg].Numbers(document.Published); err != nil {
			return err
		}
	}
	key := func(at engine.Place) uint64 {
		times, _ := v.Segments[at.Seg].Numbers(document.Published) // kept from above
		return times[at.Doc] - 1                                   // no date becomes the greatest number
	}
	slices.SortStableFunc(places, func(a, b engine.Place) int { return cmp.Compare(key(a), key(b)) })
	return nil
}

// matches reports whether a document could be a hit of its own.
func (s *search) matches(at engine.Place) (bool, error) {
	probe, err := s.view.Probe(s.executed, at.Seg, at.Doc)
	if err != nil {
		return false, err
	}
	if s.must != nil {
		if !probe.Holds(s.must) {
			return false, s.plan.err
		}
		if !s.executed.NeedScore || s.order() != engine.ByScore {
			return true, s.plan.err
		}
	}
	return probe.Scores(), s.plan.err
}

// reprint reads what is shown of an article under a hit.
func (x *Index) reprint(v *view, at engine.Place) (Reprint, error) {
	a, err := x.head(v.Segments[at.Seg], at.Doc)
	if err != nil {
		return Reprint{}, err
	}
	return Reprint{ID: a.ID, Title: a.Title, URL: a.URL, Source: a.Source, Published: a.Published}, nil
}
