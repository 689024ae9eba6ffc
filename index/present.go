package index

import (
	"context"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/mark"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/picture"
)

// present turns the best documents of the page into hits.
func (s *search) present(ctx context.Context) error {
	first := min(s.request.Offset, len(s.best))
	last := min(first+s.request.limit(), len(s.best))
	marker := mark.New(s.plan.marked())
	defer marker.Close()
	for _, d := range s.best[first:last] {
		if err := ctx.Err(); err != nil {
			return err
		}
		hit, err := s.hit(marker, d)
		if err != nil {
			return err
		}
		s.result.Hits = append(s.result.Hits, hit)
	}
	return nil
}

// hit reads one article and shows where it matches. Of a story the earliest
// article is shown, at the place and with the score of the best.
func (s *search) hit(m *mark.Marker, d engine.Scored) (Hit, error) {
	story, err := s.story(d)
	if err != nil {
		return Hit{}, err
	}
	shown := engine.Scored{Place: story[0], Score: d.Score, All: d.All && len(story) == 1}
	parts := stored.All
	if s.request.SnippetRunes < 0 {
		parts = stored.Title
	}
	a, err := s.index.read(s.view.Segments[shown.Seg], shown.Doc, parts)
	if err != nil {
		return Hit{}, err
	}
	hit := newHit(&a)
	if s.order() == engine.ByScore {
		hit.Score = d.Score
	}
	for _, at := range story[1:] {
		other, err := s.index.reprint(s.view, at)
		if err != nil {
			return Hit{}, err
		}
		hit.Reprints = append(hit.Reprints, other)
	}
	if !shown.All {
		missing, err := s.lacks(shown)
		if err != nil {
			return Hit{}, err
		}
		for _, w := range missing {
			if !slices.Contains(s.dropped, w) {
				hit.Missing = append(hit.Missing, w.typed(s.request.Query))
			}
		}
	}
	if s.request.SnippetRunes >= 0 {
		hit.show(m, &a, s.request.SnippetRunes)
	}
	if s.request.Explain {
		if hit.Explanation, err = s.explain(d); err != nil {
			return Hit{}, err
		}
		// Block scores are single precision; the parts add up exactly.
		hit.Score = hit.Explanation.Value
	}
	return hit, nil
}

// newHit is what a hit shows of an article as it is.
func newHit(a *Article) Hit {
	return Hit{
		ID: a.ID, Title: a.Title, URL: a.URL, Source: a.Source, Category: a.Category,
		Author: a.Author, Tags: a.Tags, Lead: a.Lead, Image: picture.Address(a.Image), Published: a.Published,
	}
}
