package lookup

import (
	"fmt"

	"github.com/newssearch/newssearch/analyzer"
)

// CountTerms is how many terms the collection has, those of deleted articles too until a
// merge drops them.
func (v *View) CountTerms() (int, error) {
	terms := map[string]struct{}{}
	for _, seg := range v.snap.Segments {
		words, err := seg.Words(analyzer.Fold)
		if err != nil {
			return 0, fmt.Errorf("count terms: %w", err)
		}
		if len(v.snap.Segments) == 1 {
			return len(words), nil
		}
		for _, w := range words {
			terms[w.Term] = struct{}{}
		}
	}
	return len(terms), nil
}
