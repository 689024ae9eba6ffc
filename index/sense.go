package index

import (
	"math"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
)

// senseMass is how many imagined articles say that a word goes with a meaning as
// often as with anything: it keeps one chance article from deciding.
const senseMass = 4

// likeliest sorts the meanings of the terms typed by how well they go with the
// other words of the query: by the number of articles that explain them and by
// how many of these have the words (naive Bayes). The user's own stay in front.
func (s *search) likeliest(found []*meaning, typed []*term) ([]*meaning, error) {
	if len(found) < 2 {
		return found, nil
	}
	var others []*term
	for _, t := range s.plan.scored {
		if !slices.Contains(typed, t) {
			others = append(others, t)
		}
	}
	weights := make(map[*meaning]float64, len(found))
	for _, m := range found {
		w, err := s.fit(m, others)
		if err != nil {
			return nil, err
		}
		weights[m] = w
	}
	out := slices.Clone(found)
	slices.SortStableFunc(out, func(a, b *meaning) int {
		if a.own != b.own {
			if a.own {
				return -1
			}
			return 1
		}
		switch {
		case weights[a] > weights[b]:
			return -1
		case weights[a] < weights[b]:
			return 1
		}
		return 0
	})
	return out, nil
}

// fit is the logarithm of how likely m is meant beside the other words, but for a constant.
func (s *search) fit(m *meaning, others []*term) (float64, error) {
	weight := math.Log(float64(m.articles) + 0.5)
	for _, t := range others {
		n, err := s.view.docFreq(t.read)
		if err != nil {
			return 0, err
		}
		usual := (float64(n) + 0.5) / (float64(s.view.Docs) + 1)
		leaf := engine.Leaf{Fields: t.fields, Terms: []string{t.read}}
		with := 0
		for _, at := range m.proofs {
			freq, err := s.view.Segments[at.seg].Freq(&leaf, at.doc)
			if err != nil {
				return 0, err
			}
			if freq > 0 {
				with++
			}
		}
		weight += math.Log((float64(with) + senseMass*usual) / (float64(len(m.proofs)) + senseMass) / usual)
	}
	return weight, nil
}
