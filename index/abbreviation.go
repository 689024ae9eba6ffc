package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/lookup"
)

// Abbreviation is a short form with one of its meanings, as the articles
// explain it or the user's own file says.
type Abbreviation struct {
	Short string `json:"short"`
	Long  string `json:"long"`
	// Articles is the number of articles that explain it.
	Articles int `json:"articles"`
	// Examples are the IDs of some of them, at most MaxExamples.
	Examples []string `json:"examples,omitempty"`
	// Own reports that the user's file has it.
	Own bool `json:"own,omitempty"`
}

// MaxExamples bounds Abbreviation.Examples: enough to look the fact up.
const MaxExamples = 3

// Abbreviations returns every abbreviation that is known, those that most
// articles explain first.
func (x *Index) Abbreviations(ctx context.Context) (list []Abbreviation, err error) {
	v, end, err := x.beginReading(ctx)
	if err != nil {
		return nil, err
	}
	defer end(&err)
	found, err := v.words.Meanings()
	if err != nil {
		return nil, err
	}
	proofs := make(map[string][]engine.Place, len(found))
	for _, m := range found {
		proofs[m.Key()] = m.Places
	}
	for _, m := range x.own.Apply(lookup.AsMeanings(found)) {
		a := Abbreviation{Short: m.Short, Long: m.Long, Articles: m.Articles, Own: m.Own}
		if a.Examples, err = v.examples(m.Short, proofs[m.Key()]); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	slices.SortStableFunc(list, func(a, b Abbreviation) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Short, b.Short), cmp.Compare(a.Long, b.Long))
	})
	return list, nil
}

// examples returns the IDs of some articles that explain a short form.
func (v *view) examples(short string, proofs []engine.Place) ([]string, error) {
	var ids []string
	for _, at := range proofs[:min(len(proofs), MaxExamples)] {
		id, err := v.Segments[at.Seg].ID(at.Doc)
		if err != nil {
			return nil, fmt.Errorf("read the ID of an article that explains %s: %w", short, err)
		}
		ids = append(ids, id)
	}
	return ids, nil
}
