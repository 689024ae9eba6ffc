package cluster

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/newssearch/newssearch/index"
)

const (
	// topDepth is how many of the best are ranked with their neighbours, over all
	// shards: what package index looks at, at most.
	topDepth = 100
	// maxWindow is the most that OpenSearch gives of one list
	// (index.max_result_window).
	maxWindow = index.MaxDepth
)

// Search answers a request as the embedded index does, from two requests to the
// cluster: one ranks and counts, one reads what the page shows. Label filters,
// words that no article has together, and pages past the best hundred cost one
// more each. An answer is whole or an error: a shard that does not answer is
// never left out in silence.
//
// Request.Explain is not answered; the parts of a score are in the cluster.
func (c *Cluster) Search(ctx context.Context, r index.Request) (index.Result, error) {
	started := time.Now()
	s, done, err := c.outline(ctx, &r)
	if err != nil {
		return index.Result{}, err
	}
	defer done()
	for _, step := range []func(context.Context) error{s.rank, s.relax, s.goOn, s.show} {
		if err := step(ctx); err != nil {
			return index.Result{}, fmt.Errorf("search %s: %w", c, err)
		}
	}
	s.result.TookMS = float64(time.Since(started).Microseconds()) / 1000
	return s.result, nil
}

// outline begins the search for a request; done ends the use of the model.
func (c *Cluster) outline(ctx context.Context, r *index.Request) (s *search, done func(), err error) {
	m, done, err := c.model(ctx)
	if err != nil {
		return nil, nil, err
	}
	s = &search{cluster: c, model: m, request: r}
	s.docs = float64(max(m.info.Collection, 1))
	if s.Outline, err = m.Outline(ctx, *r); err == nil {
		s.labels, err = c.resolve(ctx, s.Outline)
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	if r.Limit == 0 {
		r.Limit = index.DefaultLimit
	}
	s.result, s.words = s.Outline.Result, s.Words
	return s, done, nil
}

// search is one request on its way.
type search struct {
	compiler
	cluster *Cluster
	model   *openModel
	request *index.Request
	// words are those that an article must have to count.
	words []index.OutlineWord
	// ranked are the documents in order, one a story unless near-duplicates are
	// shown. seen are the IDs of all that were looked at for it.
	ranked []rankedHit
	seen   []string
	result index.Result
}

// rankedHit is a place in the order.
type rankedHit struct {
	id, story string
	score     float64
}

func (s *search) byDate() bool {
	return s.request.Sort == index.SortNewest || s.request.Sort == index.SortOldest || len(s.Clauses) == 0
}

// depth is how many stories the page needs.
func (s *search) depth() int { return s.request.Offset + s.request.Limit }

// rank asks for the best and for the counts.
func (s *search) rank(ctx context.Context) error {
	answers, err := s.cluster.searches(ctx, s.first(), s.counts())
	if err != nil {
		return err
	}
	s.take(answers[0])
	if err := s.count(answers[1]); err != nil {
		return err
	}
	if s.result.Total == 0 && !s.byDate() && len(answers[0].Hits.Hits) > 0 {
		s.drop(answers[0].Hits.Hits[0].Matched)
	}
	return nil
}

// first is the query for the first documents of the order.
func (s *search) first() object {
	if s.byDate() {
		return s.dated(s.depth() + topDepth)
	}
	body := s.list(s.named(s.scored()), topDepth)
	shards := s.cluster.shards
	if rescore := s.rescore((topDepth + shards - 1) / shards); rescore != nil {
		body["rescore"] = rescore
	}
	return body
}

// list is a search for documents without their text.
func (s *search) list(query object, size int) object {
	return object{
		"query": fresh(query, s.request, s.now()), "size": min(size, maxWindow), "_source": false,
		"docvalue_fields": []string{fieldStory}, "track_total_hits": false,
	}
}

func (s *search) now() int64 {
	if s.request.Now.IsZero() {
		return time.Now().Unix()
	}
	return s.request.Now.Unix()
}

// dated is the query for those with all the words, by date.
func (s *search) dated(size int) object {
	order := "desc"
	if s.request.Sort == index.SortOldest {
		order = "asc"
	}
	body := s.list(object{"bool": object{"filter": s.filters(s.words)}}, size)
	body["sort"] = []object{{fieldPub: object{"order": order, "missing": "_last"}}, {fieldHash: "asc"}}
	return body
}

// named makes the cluster tell which words a document has.
func (s *search) named(query object) object {
	b := query["bool"].(object) // as scored makes it
	should, _ := b["should"].([]object)
	for i, w := range s.Words {
		should = append(should, s.name(w.Condition, wordName(i)))
		if w.Marked != nil {
			should = append(should, s.name(w.Marked, markedName(i)))
		}
	}
	b["should"] = should
	return query
}

// name is a clause without a score whose name is told of every document that satisfies the condition.
func (s *search) name(c index.Condition, name string) object {
	return object{"constant_score": object{"filter": s.condition(c), "boost": 0, "_name": name}}
}

// wordName is told when a document has the word, markedName when it has some form of it.
func wordName(i int) string   { return fmt.Sprint("w", i) }
func markedName(i int) string { return fmt.Sprint("m", i) }

// lacks says whether a document has no form of a word. matched are the names it was found by.
func lacks(matched []string, i int) bool {
	return !slices.Contains(matched, wordName(i)) && !slices.Contains(matched, markedName(i))
}

// take adds documents to the order, of each story the first.
func (s *search) take(a *answer) {
	for i := range a.Hits.Hits {
		h := &a.Hits.Hits[i]
		s.seen = append(s.seen, h.ID)
		d := rankedHit{id: h.ID, score: h.Score}
		if len(h.Fields.Story) > 0 {
			d.story = h.Fields.Story[0]
		}
		if !s.request.NoCollapse && slices.ContainsFunc(s.ranked, func(o rankedHit) bool { return o.story == d.story }) {
			continue
		}
		s.ranked = append(s.ranked, d)
	}
}

// drop leaves out the words that the best loose match lacks.
func (s *search) drop(matched []string) {
	var kept []index.OutlineWord
	for i, w := range s.Words {
		if slices.Contains(matched, wordName(i)) {
			kept = append(kept, w)
		} else {
			s.result.Dropped = append(s.result.Dropped, w.Typed)
		}
	}
	if len(kept) == 0 {
		s.result.Dropped = nil
		return
	}
	s.words = kept
}

// relax counts again when words were dropped.
func (s *search) relax(ctx context.Context) error {
	if len(s.result.Dropped) == 0 {
		return nil
	}
	answers, err := s.cluster.searches(ctx, s.counts())
	if err != nil {
		return err
	}
	return s.count(answers[0])
}

// goOn extends the order until the page is full: past the best come the others
// with all the words, then those that lack some.
func (s *search) goOn(ctx context.Context) error {
	if s.byDate() {
		return s.goOnByDate(ctx)
	}
	if len(s.seen) < topDepth {
		return nil
	}
	all := object{"bool": object{"filter": s.conditionsOf(s.words)}}
	for _, part := range []object{{"filter": all}, {"must_not": all}} {
		if len(s.ranked) >= s.depth() {
			return nil
		}
		part["must"] = s.scored()
		not := []object{{"ids": object{"values": s.seen[:topDepth]}}}
		if without, ok := part["must_not"]; ok {
			not = append(not, without.(object))
		}
		part["must_not"] = not
		answers, err := s.cluster.searches(ctx, s.list(object{"bool": part}, 2*s.depth()))
		if err != nil {
			return err
		}
		s.take(answers[0])
	}
	return nil
}

func (s *search) conditionsOf(words []index.OutlineWord) []object {
	out := []object{}
	for _, w := range words {
		out = append(out, s.condition(w.Condition))
	}
	return out
}

// goOnByDate asks for more while near-duplicates leave the page short.
func (s *search) goOnByDate(ctx context.Context) error {
	for size := 2 * (s.depth() + topDepth); len(s.ranked) < s.depth() && len(s.seen) >= min(size/2, maxWindow); size *= 2 {
		if size/2 >= maxWindow {
			return nil
		}
		answers, err := s.cluster.searches(ctx, s.dated(size))
		if err != nil {
			return err
		}
		s.ranked, s.seen = nil, nil
		s.take(answers[0])
	}
	return nil
}

func seconds(d time.Duration) string { return fmt.Sprintf("%ds", max(int64(d.Seconds()), 1)) }
