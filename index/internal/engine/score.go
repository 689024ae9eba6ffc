package engine

import (
	"math/bits"
)

// offerScores scores the documents of the block that can be among the best.
//
// Scores are sums in single precision, added in the order of r.leaves whatever
// way a document takes, so they do not depend on what was skipped.
func (r *runner) offerScores(block int, candidates, all *blockSet) {
	essential := len(r.leaves)
	threshold := r.best.threshold()
	for essential > 0 && r.rest[essential-1] < surely(threshold) {
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
	hopeful := r.hopeful(&docs, surely(threshold)-r.rest[essential])
	for i := essential; i < len(r.leaves) && len(hopeful) > 0; i++ {
		if r.sets[r.leaves[i]] == nil {
			continue
		}
		r.scoreOnly(r.leaves[i], block, hopeful)
		hopeful = r.stillHopeful(hopeful, surely(threshold)-r.rest[i+1])
		touched = true
	}
	for _, n := range hopeful {
		score := r.scores[n]
		if score < threshold {
			continue
		}
		doc := uint32(block<<blockBits) | uint32(n)
		may, counted := r.verified(doc, all[n/64%blockWords]>>(n%64)&1 == 1)
		if !may {
			continue
		}
		r.countUnsure(counted)
		r.best.offer(Scored{Place: Place{r.segNum, doc}, Score: float64(score), All: counted})
		threshold = r.best.threshold()
	}
	if touched {
		clear(r.scores[:])
	}
}

// surely returns what a sum of bounds has to be below so that the score is surely less
// than threshold: both are sums in single precision, added in different orders.
func surely(threshold float32) float32 {
	const slack = 1e-5
	return threshold * (1 - slack)
}

// hopeful lists the documents of a set that have at least so much already.
func (r *runner) hopeful(docs *blockSet, least float32) []uint16 {
	list := r.docs[:0]
	for w, word := range docs {
		for ; word != 0; word &= word - 1 {
			n := w*64 + bits.TrailingZeros64(word)
			if r.scores[n%blockDocs] >= least {
				list = append(list, uint16(n))
			}
		}
	}
	return list
}

// stillHopeful keeps of the listed documents those that have at least so much.
func (r *runner) stillHopeful(list []uint16, least float32) []uint16 {
	kept := list[:0]
	for _, n := range list {
		if r.scores[n%blockDocs] >= least {
			kept = append(kept, n)
		}
	}
	return kept
}

// lookupCost is how many postings are scored in the time of one look-up by binary search.
const lookupCost = 8

// scoreOnly adds one leaf to the scores of the listed documents, and maybe of
// others, which are not looked at any more.
func (r *runner) scoreOnly(i, block int, docs []uint16) {
	list, factor := r.lists[i], r.factors[i]
	base := block << blockBits
	lengths := r.seg.data.lengths[base:min(base+blockDocs, r.seg.Docs)]
	switch {
	case list.dense != nil:
		freqs := list.dense[base : base+blockDocs]
		norm0, norm1 := r.norm0, r.norm1
		for _, n := range docs {
			freq := float32(freqs[n%blockDocs])
			r.scores[n%blockDocs] += factor * freq / (freq + norm0 + norm1*lengths[n])
		}
	case list.starts == nil || lookupCost*len(docs) > int(list.starts[block+1]-list.starts[block]):
		r.score(i, block)
	default:
		set := r.sets[i]
		lo, hi := int(list.starts[block]), int(list.starts[block+1])
		for _, n := range docs {
			if set[n/64%blockWords]>>(n%64)&1 == 1 {
				r.scores[n%blockDocs] += r.gain(factor, list.blockFreq(lo, hi, n), lengths[n])
			}
		}
	}
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
	case list.dense != nil && list.n < len(list.dense)*scoreAllShare/100:
		r.scoreSet(list.set(block), list.dense[base:base+blockDocs], lengths, factor)
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

// scoreAllShare is the percentage of the documents from which on a term is scored
// in all of them: going from one that has it to the next costs as much as
// scoring two.
const scoreAllShare = 50

// scoreSet scores the documents of a set.
func (r *runner) scoreSet(set *blockSet, freqs []uint8, lengths []float32, factor float32) {
	norm0, norm1 := r.norm0, r.norm1
	for w, word := range set {
		for ; word != 0; word &= word - 1 {
			n := w*64 + bits.TrailingZeros64(word)
			freq := float32(freqs[n%blockDocs])
			r.scores[n%blockDocs] += factor * freq / (freq + norm0 + norm1*lengths[n])
		}
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
