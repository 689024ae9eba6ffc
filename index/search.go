package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/query"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// Search answers a request. It returns a *QueryError for a query that cannot
// be read, a *RequestError for settings out of bounds, and the context's error
// when ctx ends first.
func (x *Index) Search(ctx context.Context, r Request) (result Result, err error) {
	started := time.Now()
	if err := r.Validate(); err != nil {
		return Result{}, err
	}
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return Result{}, err
	}
	defer end(&err)
	s := &search{index: x, view: v, request: &r}
	defer func() { s.close() }()
	if err := s.run(ctx); err != nil {
		return Result{}, x.faultOf(err)
	}
	if s.keptAway() {
		loose := &search{index: x, view: v, request: &r, loose: true}
		if err := loose.run(ctx); err != nil {
			loose.close()
			return Result{}, x.faultOf(err)
		}
		if s.worseThan(loose) {
			loose, s = s, loose
		}
		loose.close()
	}
	s.result.TookMS = float64(time.Since(started).Microseconds()) / 1000
	return s.result, nil
}

// Cost estimates, without running it, how many postings Search would touch for a request.
// It takes some microseconds a word.
func (x *Index) Cost(ctx context.Context, r Request) (postings int64, err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return 0, err
	}
	defer end(&err)
	s := &search{index: x, view: v, request: &r}
	if err := s.parse(); err != nil {
		return 0, err
	}
	return v.words.Cost(s.query.Root, v.Docs)
}

// search is one request on its way.
type search struct {
	index      *Index
	view       *view
	request    *Request
	query      *query.Query
	understood *understand.Understood
	plan       *plan
	best       []engine.Scored
	executed   *engine.Query
	// must is what every hit has to match; nil: any word.
	must engine.Expr
	// filters are the request's filters, by label field; nil for none.
	filters [len(labelFields)]engine.Expr
	// loose: phrases are read as words in any place.
	loose bool
	// counting: only the number of articles is asked for.
	counting bool
	// dropped are the words that no article has together with the others.
	dropped []*wordPart
	// docFreqs are in how many articles each leaf of the plan occurs.
	docFreqs []int
	result   Result
}

func (s *search) close() {
	if s.plan != nil {
		s.plan.close()
	}
}

func (s *search) run(ctx context.Context) error {
	if err := s.parse(); err != nil {
		return err
	}
	if err := s.understand(ctx); err != nil {
		return err
	}
	if err := s.prepare(); err != nil {
		return err
	}
	if err := s.execute(ctx); err != nil {
		return err
	}
	if err := s.offerSpelling(ctx); err != nil {
		return err
	}
	if err := s.offerHelp(ctx); err != nil {
		return err
	}
	return s.present(ctx)
}

// parse reads the query.
func (s *search) parse() error {
	s.request.Query = query.Pasted(s.request.Query)
	s.result = Result{Query: s.request.Query, TotalIs: TotalExact, Hits: []Hit{}}
	q, err := query.Parse(s.request.Query, nil)
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		return &QueryError{Start: syntax.Start, End: syntax.End, Kind: ProblemKind(syntax.Kind)}
	}
	if err != nil {
		return fmt.Errorf("read query: %w", err)
	}
	for _, p := range q.Problems {
		s.result.Problems = append(s.result.Problems, Problem{Start: p.Start, End: p.End, Kind: ProblemKind(p.Kind)})
	}
	if s.loose {
		q, s.result.Loosened = q.Loosen(s.request.Query)
	}
	s.query = q
	return nil
}

// prepare turns the tree and the request's filters into a plan.
func (s *search) prepare() error {
	if err := s.plan.build(s.understood.Nodes); err != nil {
		return err
	}
	if err := s.plan.addExpansions(); err != nil {
		return err
	}
	r := s.request
	for i := range labelFields {
		f := &labelFields[i]
		var err error
		if s.filters[i], err = s.plan.anyLabel(f, *f.wanted(r)); err != nil {
			return err
		}
	}
	dates, err := s.plan.published(latest(r.From, s.query.After), earliest(r.To, s.query.Before))
	if err != nil {
		return err
	}
	if dates != nil {
		s.plan.must = append(s.plan.must, dates)
	}
	if r.Undated {
		undated, err := s.plan.undated()
		if err != nil {
			return err
		}
		s.plan.must = append(s.plan.must, undated)
	}
	return nil
}

// latest returns the later of two bounds, of which zero ones do not bind.
func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// earliest returns the earlier of two bounds, of which zero ones do not bind.
func earliest(a, b time.Time) time.Time {
	if b.IsZero() || !a.IsZero() && a.Before(b) {
		return a
	}
	return b
}

// execute finds the best documents and counts.
func (s *search) execute(ctx context.Context) error {
	p := s.plan
	depth := s.depth() + spareDepth
	q := &engine.Query{
		Leaves: p.leaves, Slots: p.slots, K1: bm25K1, B: bm25B, Mass: priorArticles,
		Ties: [2]string{document.Published, document.Hash}, NeedScore: len(p.words) > 0,
		Order: s.order(), Keys: document.Published,
	}
	q.All = engine.Possible(p.all(nil)) // Must has its checks
	s.must = s.restrict(q, -1)
	var err error
	if q.K = depth; q.Order == engine.ByScore {
		if q.K, err = s.headDepth(depth); err != nil {
			return err
		}
	}
	s.executed = q
	facets, err := s.facets()
	if err != nil {
		return err
	}
	if facets != nil {
		q.Each = facets.add
	}
	out, err := s.runQuery(ctx, q)
	if err != nil {
		return err
	}
	if out.Total == 0 && len(p.words) > 1 && !s.request.AllWords {
		if out, err = s.relax(ctx, q, out); err != nil {
			return err
		}
	}
	s.result.Total = out.Total
	if facets != nil {
		if err := s.countUnfiltered(ctx, q, facets); err != nil {
			return err
		}
		if s.result.Facets, err = facets.result(s.request); err != nil {
			return err
		}
	}
	if out.AtLeast {
		s.result.TotalIs = TotalAtLeast
	}
	if q.Order != engine.ByScore {
		s.must = cheapFirst(append(p.all(s.dropped), s.filtersBut(-1)...))
	}
	s.docFreqs = out.DocFreqs
	if err := s.rerank(ctx, q, out); err != nil {
		return err
	}
	s.best, err = s.collapse(ctx, q, out)
	return err
}

// restrict sets what every hit of q has to match, and returns it; nil: any word.
// The filter by the label field number skip is left out.
func (s *search) restrict(q *engine.Query, skip int) engine.Expr {
	p := s.plan
	var must engine.And
	if len(p.expansions) > 0 {
		must = append(must, p.anyForm())
	}
	must = append(append(must, s.filtersBut(skip)...), p.must...)
	if s.request.AllWords {
		must = append(must, q.All)
	}
	q.Must, q.Allowance, q.MaxAsks = nil, phraseAllowance, phraseAsks+s.view.Docs
	if len(must) == 0 && len(p.words) > 0 {
		return nil
	}
	must = cheapFirst(must)
	q.Must = must
	return must
}

// filtersBut are the request's filters by labels, without that of field number skip.
func (s *search) filtersBut(skip int) (filters engine.And) {
	for i, filter := range s.filters {
		if filter != nil && i != skip {
			filters = append(filters, filter)
		}
	}
	return filters
}

func (s *search) runQuery(ctx context.Context, q *engine.Query) (*engine.Outcome, error) {
	out, err := s.view.Run(ctx, q)
	if err != nil {
		return nil, err
	}
	return out, s.plan.err
}

func (s *search) order() engine.Order {
	switch {
	case s.request.Sort == SortOldest:
		return engine.ByKeyAscending
	case s.request.Sort == SortNewest, len(s.plan.leaves) == 0:
		return engine.ByKeyDescending
	}
	return engine.ByScore
}

// relax drops the words that keep every article from having all of them: those
// that the best loose match lacks. out is what was found with all of them.
func (s *search) relax(ctx context.Context, q *engine.Query, out *engine.Outcome) (*engine.Outcome, error) {
	if q.Order != engine.ByScore {
		loose := *q
		loose.Order, loose.K, loose.Each = engine.ByScore, minRerankDepth, nil
		var err error
		if out, err = s.runQuery(ctx, &loose); err != nil {
			return nil, err
		}
	}
	if len(out.Best) == 0 {
		return out, nil
	}
	dropped, err := s.missing(out.Best[0])
	if err != nil || len(dropped) == 0 || len(dropped) == len(s.plan.words) {
		return out, err
	}
	s.dropped = dropped
	for _, w := range dropped {
		s.result.Dropped = append(s.result.Dropped, w.typed(s.request.Query))
	}
	q.All = engine.Possible(s.plan.all(dropped))
	if q.Order != engine.ByScore {
		return s.runQuery(ctx, q)
	}
	// The best stay the best; only what counts has changed.
	counted := *q
	counted.K = 0
	recount, err := s.runQuery(ctx, &counted)
	if err != nil {
		return nil, err
	}
	shown := 0
	for i := range out.Best {
		probe, err := s.view.Probe(q, out.Best[i].Seg, out.Best[i].Doc)
		if err != nil {
			return nil, err
		}
		out.Best[i].All = probe.Holds(q.All)
		if out.Best[i].All {
			shown++
		}
	}
	recount.Best = out.Best
	recount.Total = max(recount.Total, shown) // it may be a lower bound
	return recount, nil
}

// typed is the word as it stands in the query, without the punctuation around it.
func (w *wordPart) typed(text string) string {
	if len(w.terms) == 0 {
		start, end := w.node.Span()
		return text[start:end]
	}
	return text[w.terms[0].Start:w.terms[len(w.terms)-1].End]
}

// lacks returns the bare words that a document lacks in every form that would be marked. It may have "Vĩnh" where "vinh", which
// was read as Vinh, is asked for: then it is not counted, but has a word for it.
func (s *search) lacks(d engine.Scored) ([]*wordPart, error) {
	missing, err := s.missing(d)
	if err != nil || len(missing) == 0 {
		return nil, err
	}
	probe, err := s.view.Probe(s.executed, d.Seg, d.Doc)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(missing, func(w *wordPart) bool {
		return !slices.ContainsFunc(w.terms, func(t *understand.Term) bool { return !probe.Holds(s.plan.anyReading(t)) })
	}), s.plan.err
}

// missing returns the bare words that a document lacks.
func (s *search) missing(d engine.Scored) ([]*wordPart, error) {
	probe, err := s.view.Probe(s.executed, d.Seg, d.Doc)
	if err != nil {
		return nil, err
	}
	var missing []*wordPart
	for _, w := range s.plan.words {
		if !probe.Holds(w.expr) {
			missing = append(missing, w)
		}
	}
	return missing, s.plan.err
}
