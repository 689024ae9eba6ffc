package lookup

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// maxPrefixTerms bounds the terms a prefix stands for, the commonest first: "t*"
// means nothing, and 1,000 terms are already more than half of all occurrences.
const maxPrefixTerms = 1000

// withPrefix returns the terms of the collection that begin with typed, the commonest first.
func (v *View) withPrefix(typed string) ([]string, error) {
	typed = analyzer.Lower(analyzer.Normalize(typed))
	fold := analyzer.Fold(typed)
	found := map[string]bool{}
	for _, seg := range v.snap.Segments {
		err := seg.WithPrefix(fold, analyzer.Fold, func(w engine.Word) {
			if fold == typed || strings.HasPrefix(w.Term, typed) || analyzer.Agrees(typed, runesOf(w.Term, typed)) {
				found[w.Term] = true
			}
		})
		if err != nil {
			return nil, fmt.Errorf("terms that begin with %q: %w", typed, err)
		}
	}
	type counted struct {
		term string
		n    int
	}
	terms := make([]counted, 0, len(found))
	for term := range found {
		n, err := v.DocFreq(term)
		if err != nil {
			return nil, err
		}
		terms = append(terms, counted{term, n})
	}
	slices.SortFunc(terms, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.term, b.term))
	})
	out := make([]string, 0, min(len(terms), maxPrefixTerms))
	for _, t := range terms[:cap(out)] {
		out = append(out, t.term)
	}
	return out, nil
}

// runesOf returns as many runes of term as typed has.
func runesOf(term, typed string) string {
	n := len([]rune(typed))
	for i := range term {
		if n == 0 {
			return term[:i]
		}
		n--
	}
	return term
}
