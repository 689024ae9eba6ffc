package index

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
)

// AbbreviationsFile is the file of the user's own abbreviations in the folder
// of an index, when Options.AbbreviationsFile names no other. A line is
//
//	UBND<TAB>Ủy ban nhân dân    has this meaning, whatever the articles say
//	-BCT<TAB>Bộ Công Thương     has not this meaning
//	-NA                         is no abbreviation
//	# a comment
const AbbreviationsFile = "abbreviations.tsv"

// maxOwnBytes bounds the user's file; a person writes a thousandth of it.
const maxOwnBytes = 16 << 20

// ownAbbreviations are the user's corrections to what was learned. Nil has none.
type ownAbbreviations struct {
	added   []*meaning
	removed map[string]bool // key of the short form, NUL, terms of the long one or nothing
}

// has reports whether the user has abbreviations of their own.
func (o *ownAbbreviations) has() bool { return o != nil && len(o.added) > 0 }

// loadOwn reads the user's file. That there is none in the index is no error.
func (x *Index) loadOwn() error {
	path := x.opts.AbbreviationsFile
	if path == "" {
		if x.path == "" {
			return nil
		}
		path = filepath.Join(x.path, AbbreviationsFile)
	}
	f, err := os.Open(path)
	if err != nil {
		if x.opts.AbbreviationsFile == "" && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return fmt.Errorf("read abbreviations: %w", err)
	}
	defer f.Close()
	x.own, err = readOwn(io.LimitReader(f, maxOwnBytes), path)
	return err
}

// readOwn reads lines of the form described at AbbreviationsFile.
func readOwn(r io.Reader, name string) (*ownAbbreviations, error) {
	own := &ownAbbreviations{removed: map[string]bool{}}
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
		m := newMeaning(short, long)
		switch {
		case m.shortKey == "":
			return nil, fmt.Errorf("%s, line %d: no short form in %q", name, n, line)
		case remove:
			own.removed[m.shortKey+separator+strings.Join(m.terms, " ")] = true
		case len(m.terms) == 0:
			return nil, fmt.Errorf("%s, line %d: %q has no long form behind a tab", name, n, short)
		default:
			m.own = true
			own.added = append(own.added, m)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return own, nil
}

// apply corrects meanings found for the short form of that key, or for all
// short forms when key is empty. The user's own come first.
func (o *ownAbbreviations) apply(found []*meaning, key string) []*meaning {
	return o.correct(found, func(m *meaning) bool { return key == "" || m.shortKey == key })
}

// applyLong does the same for a long form.
func (o *ownAbbreviations) applyLong(found []*meaning, key string) []*meaning {
	return o.correct(found, func(m *meaning) bool { return longKey(m.terms) == key })
}

func (o *ownAbbreviations) correct(found []*meaning, concerned func(*meaning) bool) []*meaning {
	if o == nil {
		return found
	}
	var out []*meaning
	for _, m := range o.added {
		if !concerned(m) {
			continue
		}
		own := *m
		if i := slices.IndexFunc(found, m.same); i >= 0 {
			own.articles, own.proofs = found[i].articles, found[i].proofs
		}
		out = append(out, &own)
	}
	for _, m := range found {
		removed := o.removed[m.shortKey+separator] || o.removed[m.shortKey+separator+strings.Join(m.terms, " ")]
		if !removed && !slices.ContainsFunc(out, m.same) {
			out = append(out, m)
		}
	}
	return out
}

func (m *meaning) same(other *meaning) bool {
	return m.shortKey == other.shortKey && slices.Equal(withoutAnd(m.terms), withoutAnd(other.terms))
}
