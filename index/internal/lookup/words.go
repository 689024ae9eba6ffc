package lookup

import (
	"fmt"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// DocFreq is in how many articles term occurs, in whichever field it occurs
// most, deleted ones included. 0 means that no article has it.
func (v *View) DocFreq(term string) (int, error) {
	v.mu.Lock()
	n, known := v.docFreqs[term]
	v.mu.Unlock()
	if known {
		return n, nil
	}
	for f := range engine.AllFields.Each {
		inField := 0
		for _, seg := range v.snap.Segments {
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

// entry is what the collection has of a term, without slips.
func (v *View) entry(typed string) (understand.Entry, error) {
	v.mu.Lock()
	e, known := v.entries[typed]
	v.mu.Unlock()
	if known {
		return e, nil
	}
	candidates := analyzer.Variants(typed)
	if !analyzer.IsSyllable(typed) {
		candidates = append(candidates, typed)
	}
	for _, term := range candidates {
		n, err := v.DocFreq(term)
		if err != nil {
			return understand.Entry{}, err
		}
		if n > 0 {
			e.Agreeing = append(e.Agreeing, understand.Known{Term: term, Articles: n})
		}
		if term == typed {
			e.Articles = n
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.entries) >= maxRemembered {
		clear(v.entries)
	}
	v.entries[typed] = e
	return e, nil
}

// maxRemembered bounds what a view remembers of its dictionaries: more
// syllables than Vietnamese writes.
const maxRemembered = 20_000
