package index

import (
	"fmt"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
)

// docFreq is in how many articles term occurs, in whichever field it occurs
// most, deleted ones included. 0 means that no article has it.
func (v *view) docFreq(term string) (int, error) {
	v.mu.Lock()
	n, known := v.docFreqs[term]
	v.mu.Unlock()
	if known {
		return n, nil
	}
	for f := range engine.AllFields.Each {
		inField := 0
		for _, seg := range v.Segments {
			count, err := seg.DocFreq(f, term)
			if err != nil {
				return 0, fmt.Errorf("look up %q: %w", term, err)
			}
			inField += count
		}
		n = max(n, inField)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.docFreqs) >= maxRemembered {
		clear(v.docFreqs)
	}
	v.docFreqs[term] = n
	return n, nil
}

// agreeing returns the terms of the collection that typed stands for when some
// or all marks were left out, typed itself among them where it occurs.
func (v *view) agreeing(typed string) ([]string, error) {
	v.mu.Lock()
	terms, known := v.groups[typed]
	v.mu.Unlock()
	if known {
		return terms, nil
	}
	candidates := analyzer.Variants(typed)
	if !analyzer.IsSyllable(typed) {
		candidates = append(candidates, typed)
	}
	for _, term := range candidates {
		n, err := v.docFreq(term)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			terms = append(terms, term)
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.groups) >= maxRemembered {
		clear(v.groups)
	}
	v.groups[typed] = terms
	return terms, nil
}

// maxRemembered bounds what a view remembers of its dictionaries: more
// syllables than Vietnamese writes.
const maxRemembered = 20_000
