// Package related finds the articles that are related to one: those that share its most
// telling words, pairs of neighbours and names. It begins with Finder.
package related

import (
	"cmp"
	"context"
	"slices"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/document"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/pairs"
	"github.com/newssearch/newssearch/index/internal/stored"
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

// Constants are those of ranking that queries have too.
type Constants struct {
	K1, B float64
	// Mass is how many articles of news at large document frequencies are mixed with.
	Mass float64
	// PairsPerArticle is how often a pair occurs in an article that has it, on average.
	PairsPerArticle float64
	// Fields says what an occurrence in each field is worth.
	Fields engine.Weights
}

// Finder finds related articles in a collection at one moment. It is safe for concurrent use.
type Finder struct {
	Snapshot  *engine.Snapshot
	Sequences *wordorder.Sequences
	Model     *language.Model
	Constants *Constants
}

// Find returns the documents that are related to a, the closest first, without those in
// own: the article's own story. It looks at as many as a page of limit articles needs
// when some of them tell one story. There may be fewer, or none.
func (f *Finder) Find(ctx context.Context, a *stored.Article, own engine.Bits, limit int) ([]engine.Scored, error) {
	r := &related{Finder: f}
	r.describe(a)
	if len(r.terms) == 0 {
		return nil, nil
	}
	best, err := r.find(ctx, own, limit)
	if err != nil || len(best) == 0 {
		return nil, err
	}
	least := max(relatedShare*r.most, relatedToBest*best[0].Score)
	if i := slices.IndexFunc(best, func(d engine.Scored) bool { return d.Score < least }); i >= 0 {
		best = best[:i]
	}
	return best, nil
}

// related is one search on its way.
type related struct {
	*Finder
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

// find returns the best documents, without those of own.
func (r *related) find(ctx context.Context, own engine.Bits, limit int) ([]engine.Scored, error) {
	k := r.Constants
	q := &engine.Query{
		Slots: 1, K1: k.K1, B: k.B, Mass: k.Mass, K: max(relatedDepth, 2*limit), Order: engine.ByScore,
		Ties: [2]string{document.Published, document.Hash},
		Must: engine.And{engine.Slot(0), engine.Not{Expr: own}},
	}
	for _, t := range r.terms {
		q.Leaves = append(q.Leaves, engine.Leaf{
			Fields: engine.AllFields, Terms: []string{t.term}, Weight: t.weight, Slot: 0, Share: language.Share(pairs.Single(pairs.Term(t.term))),
		})
	}
	out, err := r.Snapshot.Run(ctx, q)
	if err != nil {
		return nil, err
	}
	for i, l := range q.Leaves {
		r.most += l.Weight * q.MixedIDF(&l, r.Snapshot.Docs, out.DocFreqs[i]) * (k.K1 + 1)
	}
	if err := r.rerank(out.Best[:min(len(out.Best), max(relatedDepth, limit))]); err != nil {
		return nil, err
	}
	return out.Best, nil
}

// describe finds the telling words and pairs of the article.
func (r *related) describe(a *stored.Article) {
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
	numbers := r.Sequences
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
func (r *related) count(a *stored.Article) (words map[string]float64, neighbours map[[2]string]float64) {
	tokenizer := analyzer.NewTokenizer()
	var tokens []analyzer.Token
	words, neighbours = map[string]float64{}, map[[2]string]float64{}
	for f := range engine.AllFields.Each {
		weight := float64(r.Constants.Fields[f])
		for part := range document.FieldTexts(a, f) {
			tokens = tokenizer.Append(tokens[:0], part)
			previous := ""
			for i := range tokens {
				t := &tokens[i]
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
	count, share := r.Model.Count(name)
	n := float64(r.Snapshot.Docs)
	return engine.IDF(n+r.Constants.Mass, min(count/r.Constants.PairsPerArticle, n)+r.Constants.Mass*share)
}

// rerank adds what the pairs of neighbours give, and sorts again.
func (r *related) rerank(best []engine.Scored) error {
	freqs := make(map[uint32]float64, len(r.pairs))
	average := r.Snapshot.AverageLength()
	for i := range best {
		seg := r.Snapshot.Segments[best[i].Seg]
		seq, err := r.Sequences.Of(seg, best[i].Doc)
		if err != nil {
			return err
		}
		clear(freqs)
		part, weight := engine.Title, float64(r.Constants.Fields[engine.Title])
		for j, number := range seq {
			if number == wordorder.FieldEnd {
				if part < engine.Body {
					part++
					weight = float64(r.Constants.Fields[part])
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
			best[i].Score += relatedPairWeight * r.pairs[pair] * engine.Gain(freq, length, average, r.Constants.K1, r.Constants.B)
		}
	}
	slices.SortStableFunc(best, func(a, b engine.Scored) int { return cmp.Compare(b.Score, a.Score) })
	return nil
}
