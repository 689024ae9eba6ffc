package understand

import (
	"cmp"
	"math"
	"slices"
)

// senseMass is how many imagined articles say that a word goes with a meaning as
// often as with anything: it keeps one chance article from deciding.
const senseMass = 4

// likeliest sorts the meanings of the terms typed by how well they go with the
// other words of the query: by the number of articles that explain them and by
// how many of these have the words (naive Bayes). The user's own stay in front.
func (e *expander) likeliest(found []*Meaning, typed []*Term) []*Meaning {
	if len(found) < 2 {
		return found
	}
	weights := make(map[*Meaning]float64, len(found))
	for _, m := range found {
		weights[m] = e.fit(m, typed)
	}
	out := slices.Clone(found)
	slices.SortStableFunc(out, func(a, b *Meaning) int {
		if a.Own != b.Own {
			if a.Own {
				return -1
			}
			return 1
		}
		return cmp.Compare(weights[b], weights[a])
	})
	return out
}

// fit is the logarithm of how likely m is meant beside the words of the query
// without typed, except for a constant.
func (e *expander) fit(m *Meaning, typed []*Term) float64 {
	weight := math.Log(float64(m.Articles) + 0.5)
	for i, t := range e.beside {
		if slices.Contains(typed, t) {
			continue
		}
		with := 0.0
		if m.With != nil {
			with = float64(m.With[i])
		}
		usual := (float64(e.found.Usual[i]) + 0.5) / (float64(e.docs) + 1)
		weight += math.Log((with + senseMass*usual) / (float64(m.Proofs) + senseMass) / usual)
	}
	return weight
}
