package index

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/pairs"
	"github.com/newssearch/newssearch/index/internal/understand"
	"github.com/newssearch/newssearch/index/internal/wordorder"
)

// neighbours scores how often terms that are neighbours in the query are
// neighbours in a document: evidence of words, which a space does not mark.
type neighbours struct {
	index *Index
	view  *view
	// pairs has bit i set when term i directly follows term i-1 in the query.
	pairs uint64
	idf   [wordorder.MaskBits]float64
	masks *wordorder.Masks
}

// newNeighbours prepares the pairs of the scored terms; nil when there are none.
func newNeighbours(p *plan) *neighbours {
	n := &neighbours{index: p.index, view: p.view}
	terms := p.scored
	if len(terms) > wordorder.MaskBits {
		terms = terms[:wordorder.MaskBits]
	}
	for i, t := range terms {
		if i > 0 && t.Before == terms[i-1] {
			n.pairs |= 1 << i
			n.idf[i] = n.pairIDF(terms[i-1], t)
			if t.Expands != nil {
				n.idf[i] *= p.weights[t.Expands]
			}
		}
	}
	if n.pairs == 0 {
		return nil
	}
	n.masks = wordorder.NewMasks()
	for i, t := range terms {
		for _, term := range t.Accepted() {
			n.masks.Add(p.index.sequences.Number(term), 1<<i)
		}
	}
	return n
}

func (n *neighbours) close() { n.masks.Close() }

// pairIDF is the inverse document frequency of a pair. The number of articles
// is estimated from the pair's count in the collection.
func (n *neighbours) pairIDF(a, b *understand.Term) float64 {
	count, share := n.index.model.Count(pairs.Pair(pairs.Term(a.Read), pairs.Term(b.Read)))
	docs := float64(n.view.Docs)
	return engine.IDF(docs+priorArticles, min(count/pairsPerArticle, docs)+priorArticles*share)
}

// score is what each pair of one document gives, and their sum. freqs receives how
// often each occurs, title and lead weighted; those that do not are left as they are.
func (n *neighbours) score(seq []uint16, freqs *[wordorder.MaskBits]float64, length, average float64) (each [wordorder.MaskBits]float64, total float64) {
	for found := n.masks.CountPairs(seq, n.pairs, &fieldWeights, freqs); found != 0; found &= found - 1 {
		i := bits.TrailingZeros64(found)
		each[i] = pairWeight * n.idf[i] * engine.Gain(freqs[i], length, average, bm25K1, bm25B)
		total += each[i]
	}
	return each, total
}

// lookCloser adds to the scores of the best documents what only a look at their
// words can tell, takes away what they got twice, and sorts them again.
func (s *search) lookCloser(best []engine.Scored) error {
	n := newNeighbours(s.plan)
	if n == nil {
		return nil
	}
	defer n.close()
	average := s.view.AverageLength()
	for i := range best {
		seg := s.view.Segments[best[i].Seg]
		seq, err := s.index.sequences.Of(seg, best[i].Doc)
		if err != nil {
			return s.index.faultOf(err)
		}
		var freqs [wordorder.MaskBits]float64
		pairs, total := n.score(seq, &freqs, seg.Length(best[i].Doc), average)
		twice, err := s.scoredTwice(best[i].Place, &pairs)
		if err != nil {
			return err
		}
		best[i].Score += total - twice
	}
	slices.SortStableFunc(best, func(a, b engine.Scored) int { return cmp.Compare(b.Score, a.Score) })
	return nil
}

// scoredTwice is what a document got for one thing in two forms, as cà phê and cafe: the better one counts. pairs is what its
// pairs of neighbours gave.
func (s *search) scoredTwice(at engine.Place, pairs *[wordorder.MaskBits]float64) (float64, error) {
	total := 0.0
	for _, e := range s.plan.expansions {
		added, err := s.scoreOf(at, e.Added, pairs)
		if err != nil {
			return 0, err
		}
		if added == 0 {
			continue
		}
		from, err := s.scoreOf(at, e.From, pairs)
		if err != nil {
			return 0, err
		}
		total += min(from, added)
	}
	return total, nil
}

// scoreOf is what a document got for terms that are neighbours, and for their pairs.
func (s *search) scoreOf(at engine.Place, terms []*understand.Term, pairs *[wordorder.MaskBits]float64) (float64, error) {
	seg := s.view.Segments[at.Seg]
	total := 0.0
	for i, t := range terms {
		leaves := s.plan.leavesOf[t]
		for j := leaves[0]; j < leaves[1]; j++ {
			leaf := &s.plan.leaves[j]
			freq, err := seg.Freq(leaf, at.Doc)
			if err != nil {
				return 0, err
			}
			if freq > 0 {
				gain := engine.Gain(float64(freq), seg.Length(at.Doc), s.view.AverageLength(), bm25K1, bm25B)
				total += leaf.Weight * s.executed.MixedIDF(leaf, s.view.Docs, s.docFreqs[j]) * gain
			}
		}
		if i == 0 && total == 0 && terms[0].Expands != nil {
			return 0, nil // it has not the other form
		}
		if place := slices.Index(s.plan.scored, t); i > 0 && place >= 0 && place < len(pairs) {
			total += pairs[place]
		}
	}
	return total, nil
}
