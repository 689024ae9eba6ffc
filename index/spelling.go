package index

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
)

// Limits of the search for slips.
const (
	// minSlipLetters is the length from which a word can be recognised with a slip.
	minSlipLetters = 3
	// maxSlipLetters bounds the words that are looked at; the longest names have 20.
	maxSlipLetters = 32
	// maxAbbreviationLetters is up to where a word in capitals is no misspelling.
	maxAbbreviationLetters = 4
)

// mayBeSlip reports whether a word is long enough, and all letters.
func (t *term) mayBeSlip(allCapitals bool) bool {
	n := 0
	for _, r := range t.canonical {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			return false
		}
		n++
	}
	if n < minSlipLetters || n > maxSlipLetters || t.negated || t.joined || t.how == MatchKeys {
		return false
	}
	return allCapitals || n > maxAbbreviationLetters || t.typed != strings.ToUpper(t.typed)
}

// slips returns what typed, a word the collection does not have, may be a slip
// for, the likeliest first when nothing is known of its neighbours.
func (x *Index) slips(v *view, typed string) ([]language.Slip, error) {
	v.mu.Lock()
	found, known := v.slips[typed]
	v.mu.Unlock()
	if known {
		return found, nil
	}
	near := map[string]string{} // terms with their folds
	word := language.Misspell(typed)
	for _, seg := range v.Segments {
		collect := func(w engine.Word) { near[w.Term] = w.Fold }
		err := seg.Near(word.Fold, analyzer.Fold, collect)
		for sound := range word.Sounds {
			err = cmp.Or(err, seg.Exactly(sound, analyzer.Fold, collect))
		}
		if err != nil {
			return nil, fmt.Errorf("words like %q: %w", typed, err)
		}
	}
	for term, to := range near {
		if s, ok := word.For(term, to); ok && term != typed {
			found = append(found, s)
		}
	}
	found = x.model.Likeliest(found)
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.slips) >= maxRemembered {
		clear(v.slips)
	}
	v.slips[typed] = found
	return found, nil
}
