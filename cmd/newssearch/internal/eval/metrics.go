package eval

import (
	"math"
	"slices"
	"time"
)

// ReciprocalRank is 1/rank of the first relevant article among the first k of
// the ranking, 0 if there is none.
func ReciprocalRank(ranking []string, grades map[string]int, k int) float64 {
	for i, id := range ranking[:min(k, len(ranking))] {
		if grades[id] > 0 {
			return 1 / float64(i+1)
		}
	}
	return 0
}

// NDCG is the normalised discounted cumulative gain of the first k: the gain of
// an article is its grade and the discount log2(rank+1), as in trec_eval's
// ndcg_cut (Järvelin and Kekäläinen 2002). It is 0 if nothing is relevant.
func NDCG(ranking []string, grades map[string]int, k int) float64 {
	got := 0.0
	for i, id := range ranking[:min(k, len(ranking))] {
		got += gain(grades[id], i)
	}
	ideal := make([]int, 0, len(grades))
	for _, grade := range grades {
		ideal = append(ideal, grade)
	}
	slices.Sort(ideal)
	slices.Reverse(ideal)
	best := 0.0
	for i, grade := range ideal[:min(k, len(ideal))] {
		best += gain(grade, i)
	}
	if best == 0 {
		return 0
	}
	return got / best
}

// gain is what an article of that grade gives at place i, from 0.
func gain(grade, i int) float64 {
	return float64(max(grade, 0)) / math.Log2(float64(i+2))
}

// Recall is the share of the relevant articles that are among the first k, 0 if
// nothing is relevant.
func Recall(ranking []string, grades map[string]int, k int) float64 {
	relevant, found := 0, 0
	for _, grade := range grades {
		if grade > 0 {
			relevant++
		}
	}
	for _, id := range ranking[:min(k, len(ranking))] {
		if grades[id] > 0 {
			found++
		}
	}
	if relevant == 0 {
		return 0
	}
	return float64(found) / float64(relevant)
}

// percentile is the smallest of the sorted times that at least p of them, 0 < p
// <= 1, do not exceed (nearest rank); 0 of none.
func percentile(sorted []time.Duration, p float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	i := int(math.Ceil(p*float64(len(sorted)))) - 1
	return sorted[min(max(i, 0), len(sorted)-1)]
}
