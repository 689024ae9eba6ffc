package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/mark"
	"github.com/newssearch/newssearch/index/internal/pairs"
	"github.com/newssearch/newssearch/index/internal/story"
	"github.com/newssearch/newssearch/index/internal/wordorder"
)

// The constants of Related.
const (
	// tellingTerms is how many of an article's words look for related ones.
	// From 24 on the first ten change little; each costs a postings list.
	tellingTerms = 24
	// tellingPairs is how many of its pairs of neighbours, which names and
	// compounds are made of, are looked for in what the words find.
	tellingPairs = 64
	// relatedDepth is how many articles are looked at for pairs.
	relatedDepth = 32
	// relatedPairWeight is the weight of pairs against words. They count more
	// than in a query: nobody chose these words, and many of them stand alone.
	relatedPairWeight = 1.5
	// relatedShare is the least score of a related article against the most that
	// words can give, pairs apart, and relatedToBest that of the best article's score;
	// below stand those that share a few common words or a place.
	relatedShare  = 0.22
	relatedToBest = 0.2
)

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
	r := &related{index: x, view: v, own: own}
	if r.stories, err = v.stories(); err != nil {
		return nil, err
	}
	best, err := r.find(ctx, limit)
	if err != nil {
		return nil, err
	}
	return r.present(ctx, best, limit)
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

// related is one search for related articles on its way.
type related struct {
	index   *Index
	view    *view
	stories *story.Stories
	own     engine.Place

	terms   []tellingTerm
	pairs   map[uint32]float64 // two numbers of sequences -> the weight of the pair
	telling []uint32           // the pairs, the most telling first
	most    float64            // the score the telling words can give
}

// tellingTerm is a word of the article; score says how telling it is.
type tellingTerm struct {
	term          string
	weight, score float64
}

// find returns the best documents, the own story left out.
func (r *related) find(ctx context.Context, limit int) ([]engine.Scored, error) {
	a, err := r.index.article(r.view.Segments[r.own.Seg], r.own.Doc)
	if err != nil {
		return nil, err
	}
	r.describe(&a)
	if len(r.terms) == 0 {
		return nil, nil
	}
	q := &engine.Query{
		Slots: 1, K1: bm25K1, B: bm25B, Mass: priorArticles, K: max(relatedDepth, 2*limit), Order: engine.ByScore,
		Ties: [2]string{columnPublished, columnHash},
		Must: engine.And{engine.Slot(0), engine.Not{Expr: r.ownStory()}},
	}
	for _, t := range r.terms {
		q.Leaves = append(q.Leaves, engine.Leaf{
			Fields: engine.AllFields, Terms: []string{t.term}, Weight: t.weight, Slot: 0, Share: language.Share(pairs.Single(pairs.Term(t.term))),
		})
	}
	out, err := r.view.Run(ctx, q)
	if err != nil {
		return nil, err
	}
	for i, l := range q.Leaves {
		r.most += l.Weight * q.MixedIDF(&l, r.view.Docs, out.DocFreqs[i]) * (bm25K1 + 1)
	}
	if err := r.rerank(out.Best[:min(len(out.Best), max(relatedDepth, limit))]); err != nil {
		return nil, err
	}
	return out.Best, nil
}

// ownStory is set for the article itself and its near-duplicates.
func (r *related) ownStory() engine.Bits {
	bits := r.view.NewBits()
	members := []engine.Place{r.own}
	if n := r.stories.Number(r.own); n != 0 {
		members = r.stories.Members(n)
	}
	for _, at := range members {
		bits[at.Seg][at.Doc/64] |= 1 << (at.Doc % 64)
	}
	return bits
}

// describe finds the telling words and pairs of the article.
func (r *related) describe(a *Article) {
	words, neighbours := r.count(a)
	type pair struct {
		terms  [2]string
		weight float64
	}
	telling := make([]pair, 0, len(neighbours))
	for terms, freq := range neighbours {
		if freq > 1 { // in the title, the lead, or twice
			name := pairs.Pair(pairs.Term(terms[0]), pairs.Term(terms[1]))
			telling = append(telling, pair{terms, saturated(freq) * r.idf(name)})
		}
	}
	slices.SortFunc(telling, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.terms[0], b.terms[0]), cmp.Compare(a.terms[1], b.terms[1]))
	})
	telling = telling[:min(len(telling), tellingPairs)]
	// A word of a telling pair is telling itself, however common it is elsewhere:
	// Nguyễn in a name.
	inPairs := map[string]float64{}
	r.pairs = make(map[uint32]float64, len(telling))
	numbers := r.index.sequences
	for _, p := range telling {
		for _, t := range p.terms {
			inPairs[t] = max(inPairs[t], p.weight)
		}
		pair := uint32(numbers.Number(p.terms[0]))<<16 | uint32(numbers.Number(p.terms[1]))
		if _, known := r.pairs[pair]; !known {
			r.telling = append(r.telling, pair)
		}
		r.pairs[pair] = p.weight
	}
	for term, freq := range words {
		weight := saturated(freq)
		idf := r.idf(pairs.Single(pairs.Term(term)))
		r.terms = append(r.terms, tellingTerm{term, weight, weight*idf + inPairs[term]/2})
	}
	slices.SortFunc(r.terms, func(a, b tellingTerm) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.term, b.term))
	})
	r.terms = r.terms[:min(len(r.terms), tellingTerms)]
}

// count counts the words and the pairs of neighbours, title and lead weighted.
// Numbers are left out: they are telling only together with what they count.
func (r *related) count(a *Article) (words map[string]float64, neighbours map[[2]string]float64) {
	b := r.index.pool.Get().(*documentBuilder)
	defer r.index.pool.Put(b)
	words, neighbours = map[string]float64{}, map[[2]string]float64{}
	for f := range engine.AllFields.Each {
		weight := float64(fieldWeights[f])
		for part := range a.fieldText(f) {
			b.tokens = b.tokenizer.Append(b.tokens[:0], part)
			previous := ""
			for i := range b.tokens {
				t := &b.tokens[i]
				switch t.Kind {
				case analyzer.KindNumber, analyzer.KindDate, analyzer.KindTime, analyzer.KindURL, analyzer.KindEmail:
					previous = ""
					continue
				}
				if t.Compound {
					continue
				}
				words[t.Term] += weight
				if previous != "" && !t.Break {
					neighbours[[2]string{previous, t.Term}] += weight
				}
				previous = t.Term
			}
		}
	}
	return words, neighbours
}

// saturated lets the tenth mention of a word add less than the second.
func saturated(freq float64) float64 { return freq / (freq + 2) }

// idf is the inverse document frequency of a word or a pair. The number of
// articles is estimated from its count.
func (r *related) idf(name uint32) float64 {
	count, share := r.index.model.Count(name)
	n := float64(r.view.Docs)
	return engine.IDF(n+priorArticles, min(count/pairsPerArticle, n)+priorArticles*share)
}

// rerank adds what the pairs of neighbours give, and sorts again.
func (r *related) rerank(best []engine.Scored) error {
	freqs := make(map[uint32]float64, len(r.pairs))
	average := r.view.AverageLength()
	for i := range best {
		seg := r.view.Segments[best[i].Seg]
		seq, err := r.index.sequences.Of(seg, best[i].Doc)
		if err != nil {
			return r.index.faultOf(err)
		}
		clear(freqs)
		part, weight := engine.Title, float64(fieldWeights[engine.Title])
		for j, number := range seq {
			if number == wordorder.FieldEnd {
				if part < engine.Body {
					part++
					weight = float64(fieldWeights[part])
				}
				continue
			}
			if j == 0 || seq[j-1] == wordorder.FieldEnd {
				continue
			}
			pair := uint32(seq[j-1])<<16 | uint32(number)
			if _, ok := r.pairs[pair]; ok {
				freqs[pair] += weight
			}
		}
		length := seg.Length(best[i].Doc)
		for _, pair := range r.telling { // sums depend on the order in their last bit
			freq := freqs[pair]
			if freq == 0 {
				continue
			}
			best[i].Score += relatedPairWeight * r.pairs[pair] * engine.Gain(freq, length, average, bm25K1, bm25B)
		}
	}
	slices.SortStableFunc(best, func(a, b engine.Scored) int { return cmp.Compare(b.Score, a.Score) })
	return nil
}

// present reads the articles to show, one of each story.
func (r *related) present(ctx context.Context, best []engine.Scored, limit int) ([]Hit, error) {
	hits := make([]Hit, 0, limit)
	seen := map[uint32]bool{}
	least := relatedShare * r.most
	if len(best) > 0 {
		least = max(least, relatedToBest*best[0].Score)
	}
	for _, d := range best {
		if len(hits) == limit || d.Score < least {
			break
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		members := []engine.Place{d.Place}
		if n := r.stories.Number(d.Place); n != 0 {
			if seen[n] {
				continue
			}
			seen[n] = true
			members = slices.Clone(r.stories.Members(n))
			if err := r.view.sortByDate(members); err != nil {
				return nil, err
			}
		}
		hit, err := r.hit(members)
		if err != nil {
			return nil, err
		}
		hit.Score = d.Score
		hits = append(hits, hit)
	}
	return hits, nil
}

// hit shows the first of the members of a story, the others below it.
func (r *related) hit(members []engine.Place) (Hit, error) {
	at := members[0]
	a, err := r.index.article(r.view.Segments[at.Seg], at.Doc)
	if err != nil {
		return Hit{}, err
	}
	hit := newHit(&a)
	m := mark.New(mark.Query{})
	defer m.Close()
	hit.show(m, &a, DefaultSnippetRunes)
	for _, other := range members[1:min(len(members), MaxReprints+1)] {
		s, err := r.index.reprint(r.view, other)
		if err != nil {
			return Hit{}, err
		}
		hit.Reprints = append(hit.Reprints, s)
	}
	return hit, nil
}
