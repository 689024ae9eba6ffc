package lookup

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// maxPrefixTerms bounds the terms a prefix stands for, the commonest first: "t*"
// means nothing, and 1,000 terms are already more than half of all occurrences.
const maxPrefixTerms = 1000

// maxPrefixesKept bounds the beginnings whose terms a view remembers: those of one and two
// letters have the most terms, and there are a few hundred of them. Each takes up to 30 KB.
const maxPrefixesKept = 256

// prefixLook is after how many terms it is seen whether the context has ended.
const prefixLook = 256

// withPrefix returns the terms of the collection that begin with typed, the commonest
// first. They are found once: a query may have the same beginning hundreds of times.
func (v *View) withPrefix(ctx context.Context, typed string) ([]string, error) {
	typed = analyzer.Lower(analyzer.Normalize(typed))
	if terms, known := v.keptPrefix(typed); known {
		return terms, nil
	}
	terms, err := v.findPrefix(ctx, typed)
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.prefixed) >= maxPrefixesKept {
		clear(v.prefixed)
	}
	v.prefixed[typed] = terms
	return terms, nil
}

func (v *View) keptPrefix(typed string) ([]string, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	terms, known := v.prefixed[typed]
	return terms, known
}

func (v *View) findPrefix(ctx context.Context, typed string) ([]string, error) {
	fold := analyzer.Fold(typed)
	found := map[string]bool{}
	for _, seg := range v.snap.Segments {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
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
		if len(terms)%prefixLook == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
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
	return slices.Clip(out), nil
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
