package cluster

import (
	"context"
	"slices"

	"github.com/newssearch/newssearch/index"
)

// show reads the articles of the page. Of a story the earliest is shown, in the
// place and with the score of the best; by date, each in its own place.
func (s *search) show(ctx context.Context) error {
	s.result.Hits = []index.Hit{}
	page := s.ranked[min(s.request.Offset, len(s.ranked)):min(s.depth(), len(s.ranked))]
	if len(page) == 0 {
		return nil
	}
	var ids, stories []string
	for _, d := range page {
		ids, stories = append(ids, d.id), append(stories, d.story)
	}
	bodies := []object{s.articles(object{"ids": object{"values": ids}}, len(page))}
	if !s.request.NoCollapse {
		bodies = append(bodies, s.stories(stories))
	}
	answers, err := s.cluster.searches(ctx, bodies...)
	if err != nil {
		return err
	}
	byID, byStory := map[string]*foundHit{}, map[string]*foundHit{}
	for i := range answers[0].Hits.Hits {
		h := &answers[0].Hits.Hits[i]
		byID[h.ID] = h
	}
	if len(answers) > 1 {
		for i := range answers[1].Hits.Hits {
			h := &answers[1].Hits.Hits[i]
			byStory[h.Source.Story] = h
		}
	}
	var shown []*foundHit
	var scores []float64
	for _, d := range page {
		h := byID[d.id]
		if first := byStory[d.story]; first != nil && !s.byDate() {
			h = first
		}
		if h != nil { // else it was deleted meanwhile
			shown, scores = append(shown, h), append(scores, d.score)
		}
	}
	return s.hits(ctx, shown, scores, byStory)
}

// articles is a search for whole articles, with the words that each has.
func (s *search) articles(filter object, size int) object {
	return object{
		"size": size, "_source": []string{fieldArticle, fieldStory}, "track_total_hits": false,
		"sort":  []object{{fieldPub: object{"order": "asc", "missing": "_last"}}, {fieldHash: "asc"}},
		"query": s.named(object{"bool": object{"filter": []object{filter}}}),
	}
}

// stories is a search for the earliest article of each story that matches, with
// the others as inner hits.
func (s *search) stories(stories []string) object {
	match := s.scored()
	if s.byDate() {
		match = object{"bool": object{"filter": s.filters(s.words)}}
	}
	body := s.articles(object{"bool": object{"filter": []object{{"terms": object{fieldStory: stories}}, match}}}, len(stories))
	body["collapse"] = object{"field": fieldStory, "inner_hits": object{
		"name": "reprints", "size": index.MaxReprints + 1,
		"sort":    []object{{fieldPub: object{"order": "asc", "missing": "_last"}}, {fieldHash: "asc"}},
		"_source": []string{"article.id", "article.title", "article.url", "article.source", "article.published"},
	}}
	return body
}

// hits shows articles as hits.
func (s *search) hits(ctx context.Context, shown []*foundHit, scores []float64, byStory map[string]*foundHit) error {
	articles := make([]index.Article, len(shown))
	for i, h := range shown {
		articles[i] = h.Source.Article
	}
	hits, err := s.model.Hits(ctx, *s.request, articles)
	if err != nil {
		return err
	}
	for i, h := range shown {
		if !s.byDate() {
			hits[i].Score = scores[i]
		}
		for n, w := range s.Words {
			if lacks(h.Matched, n) && !slices.Contains(s.result.Dropped, w.Typed) {
				hits[i].Missing = append(hits[i].Missing, w.Typed)
			}
		}
		if story := byStory[h.Source.Story]; story != nil {
			hits[i].Reprints = reprints(h, story)
		}
	}
	s.result.Hits = hits
	return nil
}

// reprints are the articles of a story but for the one that is shown.
func reprints(shown, story *foundHit) (list []index.Reprint) {
	for _, h := range story.Inner.Reprints.Hits.Hits {
		if a := &h.Source.Article; h.ID != shown.ID && len(list) < index.MaxReprints {
			list = append(list, index.Reprint{ID: a.ID, Title: a.Title, URL: a.URL, Source: a.Source, Published: a.Published})
		}
	}
	return list
}
