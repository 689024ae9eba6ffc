package lookup

import (
	"context"
	"strings"

	"github.com/newssearch/newssearch/index/internal/abbrev"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// Dictionary answers what package understand asks, from a view. It is an
// understand.Dictionary.
type Dictionary struct {
	View  *View
	Model *language.Model
}

// Words implements understand.Dictionary.
func (d *Dictionary) Words(ctx context.Context, ask understand.Ask) (*understand.Found, error) {
	found := &understand.Found{
		Docs: d.View.snap.Docs, Words: make(map[string]understand.Entry, len(ask.Words)), Prefixed: map[string][]string{},
	}
	for _, w := range ask.Words {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var keys understand.Entry
		var err error
		if w.Keys != "" {
			if keys, err = d.View.entry(w.Keys); err != nil {
				return nil, err
			}
			if _, known := found.Words[w.Keys]; !known {
				found.Words[w.Keys] = keys
			}
		}
		e, err := d.View.entry(w.Term)
		if err != nil {
			return nil, err
		}
		if ask.Doubtful(w, e, keys, found.Docs) {
			if e.Slips, err = d.slips(w.Term); err != nil {
				return nil, err
			}
		}
		if len(found.Words[w.Term].Slips) == 0 {
			found.Words[w.Term] = e
		}
	}
	for _, p := range ask.Prefixes {
		terms, err := d.View.withPrefix(ctx, p)
		if err != nil {
			return nil, err
		}
		found.Prefixed[p] = terms
	}
	return found, nil
}

// Evidence implements understand.Dictionary.
func (d *Dictionary) Evidence(_ context.Context, runs [][][]string) ([]*language.Evidence, error) {
	evidence := make([]*language.Evidence, len(runs))
	for i, run := range runs {
		evidence[i] = d.Model.Evidence(run)
	}
	return evidence, nil
}

// Meanings implements understand.Dictionary.
func (d *Dictionary) Meanings(ctx context.Context, ask understand.AskMeanings) (*understand.FoundMeanings, error) {
	found := &understand.FoundMeanings{
		Shorts: map[string][]*understand.Meaning{}, Longs: map[string][]*understand.Meaning{}, Usual: make([]int, len(ask.Beside)),
	}
	any, err := d.View.abbreviates()
	if err != nil || !any {
		return found, err
	}
	for i, b := range ask.Beside {
		if found.Usual[i], err = d.View.DocFreq(b.Term); err != nil {
			return nil, err
		}
	}
	for _, short := range ask.Shorts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		meanings, err := d.View.meanings(short)
		if err != nil {
			return nil, err
		}
		if found.Shorts[short], err = d.View.beside(meanings, ask); err != nil {
			return nil, err
		}
	}
	for _, run := range ask.Runs {
		for i := range run {
			if err := d.View.longsFrom(run[i:], found.Longs); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// beside counts for each of several meanings how many of its proofs have each word.
func (v *View) beside(meanings []*Explained, ask understand.AskMeanings) ([]*understand.Meaning, error) {
	if len(meanings) < 2 && !ask.Own {
		return AsMeanings(meanings), nil
	}
	out := make([]*understand.Meaning, len(meanings))
	for i, m := range meanings {
		counted := m.Meaning
		counted.With = make([]int, len(ask.Beside))
		for j, w := range ask.Beside {
			leaf := engine.Leaf{Fields: FieldsOf(w.Field), Terms: []string{w.Term}}
			for _, at := range m.Places {
				freq, err := v.snap.Segments[at.Seg].Freq(&leaf, at.Doc)
				if err != nil {
					return nil, err
				}
				if freq > 0 {
					counted.With[j]++
				}
			}
		}
		out[i] = &counted
	}
	return out, nil
}

// longsFrom adds the long forms that terms begin with to found.
func (v *View) longsFrom(terms []string, found map[string][]*understand.Meaning) error {
	for n := understand.MinLong; n <= min(len(terms), understand.MaxLong); n++ {
		more, err := v.beginsLong(terms[:n])
		if err != nil || !more {
			return err
		}
		meanings, err := v.meaningsOf(terms[:n])
		if err != nil {
			return err
		}
		if len(meanings) > 0 {
			found[strings.Join(terms[:n], " ")] = AsMeanings(meanings)
		}
	}
	return nil
}

// beginsLong reports whether the long form of an abbreviation begins with terms.
func (v *View) beginsLong(terms []string) (bool, error) {
	return v.explains(abbrev.LongPrefix(terms))
}

// abbreviates reports whether any article explains an abbreviation.
func (v *View) abbreviates() (bool, error) { return v.explains("") }

// explains reports whether a term of the field of abbreviations begins with prefix.
func (v *View) explains(prefix string) (any bool, err error) {
	v.mu.Lock()
	any, known := v.explaining[prefix]
	v.mu.Unlock()
	if known {
		return any, nil
	}
	for _, seg := range v.snap.Segments {
		if err := seg.Terms(v.fields.Abbreviations, prefix, func(string) bool { any = true; return false }); err != nil {
			return false, err
		}
		if any {
			break
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.explaining) >= maxRemembered {
		clear(v.explaining)
	}
	v.explaining[prefix] = any
	return any, nil
}
