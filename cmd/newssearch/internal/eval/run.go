package eval

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/newssearch/newssearch/index"
)

// The depths at which scores are taken.
const (
	rankDepth   = 10  // MRR and nDCG: the first page
	recallDepth = 100 // recall
)

// Searcher answers one request; the method Search of an index is one.
type Searcher func(context.Context, index.Request) (index.Result, error)

// Options say how to run. The zero value works.
type Options struct {
	// Perturbations to run; Clean alone when empty.
	Perturbations []Perturbation
	// Depth is the number of hits asked for, and written to a run; 100 when zero.
	// Below 100 recall is recall at that depth.
	Depth int
	// Ranked, if set, is given every ranking.
	Ranked func(perturbation string, q Query, hits []index.Hit) error
	// Progress, if set, is told of each query asked, out of how many.
	Progress func(done, total int)
}

// Run asks all queries in each perturbation, one after the other, and scores the
// answers. Rankings are asked for to the full depth, without passages and with
// near-duplicates apart, since judgments name single articles. That also warms the
// index; then each query is timed as a reader asks it: one page, with passages.
// A perturbed query that cannot be read counts as one that found nothing; a
// clean one ends the run, as does any other error.
func Run(ctx context.Context, search Searcher, queries []Query, qrels Qrels, o Options) (Report, error) {
	if len(o.Perturbations) == 0 {
		o.Perturbations = Perturbations()[:1]
	}
	if o.Depth == 0 {
		o.Depth = recallDepth
	}
	report := Report{Queries: len(queries), Judged: qrels != nil}
	for _, q := range queries {
		if qrels != nil && qrels.Relevant(q.ID) == 0 {
			report.Unjudged++
		}
	}
	if qrels != nil && report.Unjudged == len(queries) {
		return report, errors.New("the judgments name none of the queries: are they of the same collection?")
	}
	r := runner{search: search, qrels: qrels, o: o, total: 2 * len(queries) * len(o.Perturbations)}
	for _, p := range o.Perturbations {
		s, err := r.perturbed(ctx, p, queries)
		if err != nil {
			return report, fmt.Errorf("%s: %w", p.Name, err)
		}
		report.Scores = append(report.Scores, s)
	}
	report.compare()
	return report, nil
}

type runner struct {
	search      Searcher
	qrels       Qrels
	o           Options
	done, total int
}

func (r *runner) step() {
	r.done++
	if r.o.Progress != nil {
		r.o.Progress(r.done, r.total)
	}
}

func (r *runner) perturbed(ctx context.Context, p Perturbation, queries []Query) (Score, error) {
	s := Score{Perturbation: p.Name}
	var sum sums
	texts := make([]string, len(queries))
	for i, q := range queries {
		texts[i] = p.Apply(q)
		if texts[i] != q.Text {
			s.Changed++
		}
		hits, err := r.rank(ctx, p, q, texts[i])
		if err != nil {
			return s, err
		}
		if len(hits) == 0 {
			s.Empty++
		}
		if r.qrels.Relevant(q.ID) > 0 {
			sum.add(hits, r.qrels[q.ID])
		}
		r.step()
	}
	s.MRR, s.NDCG, s.Recall = sum.means()
	took, err := r.time(ctx, texts)
	if err != nil {
		return s, err
	}
	s.P50, s.P95, s.P99 = milliseconds(took, .5), milliseconds(took, .95), milliseconds(took, .99)
	return s, nil
}

func (r *runner) rank(ctx context.Context, p Perturbation, q Query, text string) ([]index.Hit, error) {
	res, err := r.search(ctx, index.Request{Query: text, Limit: r.o.Depth, SnippetRunes: -1, NoCollapse: true})
	if err != nil && (p.Name == Clean || !unreadable(err)) {
		return nil, fmt.Errorf("query %s %q: %w", q.ID, text, err)
	}
	if r.o.Ranked != nil {
		if err := r.o.Ranked(p.Name, q, res.Hits); err != nil {
			return nil, err
		}
	}
	return res.Hits, nil
}

// time measures every query once, sorted.
func (r *runner) time(ctx context.Context, texts []string) ([]time.Duration, error) {
	took := make([]time.Duration, 0, len(texts))
	for _, text := range texts {
		start := time.Now()
		_, err := r.search(ctx, index.Request{Query: text})
		took = append(took, time.Since(start))
		if err != nil && !unreadable(err) {
			return nil, fmt.Errorf("query %q: %w", text, err)
		}
		r.step()
	}
	slices.Sort(took)
	return took, nil
}

// unreadable reports whether the fault is in the query rather than the search.
func unreadable(err error) bool {
	var bad *index.QueryError
	return errors.As(err, &bad)
}

func milliseconds(sorted []time.Duration, p float64) float64 {
	return float64(percentile(sorted, p).Microseconds()) / 1000
}

// sums adds up the scores of single queries.
type sums struct {
	n                 int
	mrr, ndcg, recall float64
}

func (s *sums) add(hits []index.Hit, grades map[string]int) {
	ranking := make([]string, len(hits))
	for i, h := range hits {
		ranking[i] = h.ID
	}
	s.n++
	s.mrr += ReciprocalRank(ranking, grades, rankDepth)
	s.ndcg += NDCG(ranking, grades, rankDepth)
	s.recall += Recall(ranking, grades, recallDepth)
}

func (s *sums) means() (mrr, ndcg, recall float64) {
	if s.n == 0 {
		return 0, 0, 0
	}
	n := float64(s.n)
	return s.mrr / n, s.ndcg / n, s.recall / n
}
