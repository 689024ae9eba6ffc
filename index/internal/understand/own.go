package understand

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/abbrev"
)

// Own are the user's corrections to the abbreviations that were learned. Nil has
// none.
type Own struct {
	added   []*Meaning
	removed map[string]bool // key of the short form, NUL, terms of the long one or nothing
}

// has reports whether the user has abbreviations of their own.
func (o *Own) has() bool { return o != nil && len(o.added) > 0 }

// ReadOwn reads lines of the form
//
//	UBND<TAB>Ủy ban nhân dân    has this meaning, whatever the articles say
//	-BCT<TAB>Bộ Công Thương     has not this meaning
//	-NA                         is no abbreviation
//	# a comment
//
// Errors name the file as name, and the line.
func ReadOwn(r io.Reader, name string) (*Own, error) {
	own := &Own{removed: map[string]bool{}}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(analyzer.Normalize(lines.Text()))
		if line == "" || line[0] == '#' {
			continue
		}
		short, long, _ := strings.Cut(line, "\t")
		long = strings.Join(strings.Fields(long), " ")
		short, remove := strings.CutPrefix(short, "-")
		short = strings.TrimSpace(short)
		key := abbrev.ShortKey(short)
		m := &Meaning{Short: short, Long: long, Terms: analyzer.Terms(long), Own: true}
		switch {
		case key == "":
			return nil, fmt.Errorf("%s, line %d: no short form in %q", name, n, line)
		case remove:
			own.removed[key+keySeparator+strings.Join(m.Terms, " ")] = true
		case len(m.Terms) == 0:
			return nil, fmt.Errorf("%s, line %d: %q has no long form behind a tab", name, n, short)
		default:
			own.added = append(own.added, m)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return own, nil
}

// Apply corrects all meanings that were learned. The user's own come first.
func (o *Own) Apply(found []*Meaning) []*Meaning {
	return o.correct(found, func(*Meaning) bool { return true })
}

// applyShort corrects the meanings of one short form.
func (o *Own) applyShort(found []*Meaning, short string) []*Meaning {
	key := abbrev.ShortKey(short)
	return o.correct(found, func(m *Meaning) bool { return abbrev.ShortKey(m.Short) == key })
}

// applyLong corrects the meanings of one long form.
func (o *Own) applyLong(found []*Meaning, terms []string) []*Meaning {
	key := abbrev.LongKey(terms)
	return o.correct(found, func(m *Meaning) bool { return abbrev.LongKey(m.Terms) == key })
}

func (o *Own) correct(found []*Meaning, concerned func(*Meaning) bool) []*Meaning {
	if o == nil {
		return found
	}
	var out []*Meaning
	for _, m := range o.added {
		if !concerned(m) {
			continue
		}
		own := *m
		if i := slices.IndexFunc(found, m.same); i >= 0 {
			own.Articles, own.Proofs, own.With = found[i].Articles, found[i].Proofs, found[i].With
		}
		out = append(out, &own)
	}
	for _, m := range found {
		key := abbrev.ShortKey(m.Short) + keySeparator
		if !o.removed[key] && !o.removed[key+strings.Join(m.Terms, " ")] && !slices.ContainsFunc(out, m.same) {
			out = append(out, m)
		}
	}
	return out
}

func (m *Meaning) same(other *Meaning) bool { return m.Key() == other.Key() }
