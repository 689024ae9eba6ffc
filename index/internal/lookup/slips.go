package lookup

import (
	"cmp"
	"fmt"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
)

// slips returns what typed, a word that hardly any article has, may be a slip
// for, the likeliest first when nothing is known of its neighbours.
func (d *Dictionary) slips(typed string) ([]language.Slip, error) {
	v := d.View
	v.mu.Lock()
	found, known := v.slips[typed]
	v.mu.Unlock()
	if known {
		return found, nil
	}
	near := map[string]string{} // terms with their folds
	word := language.Misspell(typed)
	for _, seg := range v.snap.Segments {
		collect := func(w engine.Word) { near[w.Term] = w.Fold }
		err := seg.Near(word.Fold, analyzer.Fold, collect)
		for sound := range word.Sounds {
			err = cmp.Or(err, seg.Exactly(sound, analyzer.Fold, collect))
		}
		if err != nil {
			return nil, fmt.Errorf("words like %q: %w", typed, err)
		}
	}
	for term, fold := range near {
		if s, ok := word.For(term, fold); ok && term != typed {
			found = append(found, s)
		}
	}
	found = d.Model.Likeliest(found)
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.slips) >= maxRemembered {
		clear(v.slips)
	}
	v.slips[typed] = found
	return found, nil
}
