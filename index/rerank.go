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

// count counts the pairs of one document, title and lead weighted, and returns
// the set of those that occur.
func (n *neighbours) count(seq []uint16, freqs *[wordorder.MaskBits]float64) uint64 {
	return n.masks.CountPairs(seq, n.pairs, &fieldWeights, freqs)
}

// score adds up what the pairs of one document give.
func (n *neighbours) score(seq []uint16, length, average float64) float64 {
	var freqs [wordorder.MaskBits]float64
	total := 0.0
	for found := n.count(seq, &freqs); found != 0; found &= found - 1 {
		i := bits.TrailingZeros64(found)
		total += pairWeight * n.idf[i] * engine.Gain(freqs[i], length, average, bm25K1, bm25B)
	}
	return total
}

// rerank adds to the scores of the best documents what only a look at their
// words can tell, and sorts them again.
func (p *plan) rerank(best []engine.Scored) error {
	n := newNeighbours(p)
	if n == nil {
		return nil
	}
	defer n.close()
	average := p.view.AverageLength()
	for i := range best {
		seg := p.view.Segments[best[i].Seg]
		seq, err := p.index.sequences.Of(seg, best[i].Doc)
		if err != nil {
			return p.index.faultOf(err)
		}
		best[i].Score += n.score(seq, seg.Length(best[i].Doc), average)
	}
	slices.SortStableFunc(best, func(a, b engine.Scored) int { return cmp.Compare(b.Score, a.Score) })
	return nil
}
