package engine

import "math/bits"

// offerScores scores the documents of the block that can be among the best.
//
// Scores are sums in single precision, added in the order of r.leaves whatever
// way a document takes, so they do not depend on what was skipped.
func (r *runner) offerScores(block int, candidates, all *blockSet) {
	essential := len(r.leaves)
	threshold := r.best.threshold()
	for essential > 0 && r.best.full() && below(r.rest[essential-1], threshold) {
		essential--
	}
	if essential == 0 && len(r.leaves) > 0 {
		return
	}
	docs := *candidates
	if r.best.full() && threshold > 0 {
		// A document needs at least one of the essential leaves.
		var any blockSet
		for _, i := range r.leaves[:essential] {
			if set := r.sets[i]; set != nil {
				any.add(set)
			}
		}
		for w := range docs {
			docs[w] &= any[w]
		}
	}
	touched := false
	for _, i := range r.leaves[:essential] {
		if r.sets[i] != nil {
			r.score(i, block)
			touched = true
		}
	}
	rest := r.rest[essential]
	for w, word := range &docs {
		for ; word != 0; word &= word - 1 {
			bit := bits.TrailingZeros64(word)
			score := r.scores[w*64+bit]
			if below(score+rest, threshold) {
				continue
			}
			doc := uint32(block<<blockBits + w*64 + bit)
			score = r.complete(score, essential, block, doc, threshold)
			if score >= threshold {
				r.best.offer(Scored{Seg: r.segNum, Doc: doc, Score: float64(score), All: all[w]>>bit&1 == 1})
				threshold = r.best.threshold()
			}
		}
	}
	if touched {
		clear(r.scores[:])
	}
}

// below reports whether score is surely less than threshold: bounds are sums
// in single precision too, added in another order.
func below(score, threshold float32) bool {
	const slack = 1e-5
	return score+slack*score < threshold
}

// complete adds the leaves from the first one on to a document's score. It may
// stop at a score below threshold once the rest cannot lift it.
func (r *runner) complete(score float32, first, block int, doc uint32, threshold float32) float32 {
	word, bit := doc/64%blockWords, doc%64
	for i := first; i < len(r.leaves); i++ {
		n := r.leaves[i]
		if set := r.sets[n]; set == nil || set[word]>>bit&1 == 0 {
			continue
		}
		if below(score+r.rest[i], threshold) {
			return score
		}
		list := r.lists[n]
		var freq uint8
		if list.dense != nil {
			freq = list.dense[doc]
		} else {
			freq = list.Freq(doc)
		}
		score += r.gain(r.factors[n], freq, r.seg.data.lengths[doc])
	}
	return score
}

func (r *runner) gain(factor float32, freq uint8, length float32) float32 {
	f := float32(freq)
	return factor * f / (f + r.norm0 + r.norm1*length)
}

// score adds one leaf to the scores of the block.
func (r *runner) score(i, block int) {
	list, factor := r.lists[i], r.factors[i]
	base := block << blockBits
	lengths := r.seg.data.lengths[base:min(base+blockDocs, r.seg.Docs)]
	switch {
	case list.dense != nil:
		r.scoreDense(list.dense[base:base+blockDocs], lengths, factor)
	case list.starts != nil:
		lo, hi := list.starts[block], list.starts[block+1]
		r.scoreDocs(list.docs[lo:hi], list.freqs[lo:hi], lengths, factor)
	default:
		end := uint32(base + blockDocs)
		for at := r.cursors[i]; at < len(list.sparse) && list.sparse[at] < end; at++ {
			doc := list.sparse[at] & (blockDocs - 1)
			r.scores[doc] += r.gain(factor, list.freqs[at], lengths[doc])
		}
	}
}

// scoreDocs and scoreDense are the innermost loops of the program.
func (r *runner) scoreDocs(docs []uint16, freqs []uint8, lengths []float32, factor float32) {
	freqs = freqs[:len(docs)]
	norm0, norm1 := r.norm0, r.norm1
	for i, doc := range docs {
		freq := float32(freqs[i])
		r.scores[doc%blockDocs] += factor * freq / (freq + norm0 + norm1*lengths[doc])
	}
}

// scoreDense scores the documents that do not have the term as well: adding
// nothing is cheaper than asking.
func (r *runner) scoreDense(freqs []uint8, lengths []float32, factor float32) {
	norm0, norm1 := r.norm0, r.norm1
	freqs = freqs[:len(lengths)]
	scores := r.scores[:len(lengths)]
	for i, length := range lengths {
		freq := float32(freqs[i])
		scores[i] += factor * freq / (freq + norm0 + norm1*length)
	}
}
