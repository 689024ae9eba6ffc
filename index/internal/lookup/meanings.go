package lookup

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/abbrev"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// Explained is a meaning of an abbreviation with the articles that explain it.
type Explained struct {
	understand.Meaning
	// Places are the newest of the articles.
	Places []engine.Place

	// While it is read:
	key       string // of the short form and the long one
	seen      map[engine.Place]bool
	spellings map[string]int // counts, each with NUL between short and long
}

// maxProofs bounds the articles that are asked which words go with a meaning.
const maxProofs = 64

// meanings returns what a short form means according to articles, the commonest
// meaning first.
func (v *View) meanings(short string) ([]*Explained, error) {
	return v.rememberMeanings(abbrev.ShortPrefix(short) + abbrev.Separator)
}

// meaningsOf returns the short forms of what the terms say, whatever their marks.
func (v *View) meaningsOf(terms []string) ([]*Explained, error) {
	return v.rememberMeanings(abbrev.LongPrefix(terms) + abbrev.Separator)
}

// Meanings returns all abbreviations that articles explain, by the counts of theirs.
func (v *View) Meanings() ([]*Explained, error) { return v.readMeanings(abbrev.AllPrefix) }

// rememberMeanings is readMeanings with a memory.
func (v *View) rememberMeanings(prefix string) ([]*Explained, error) {
	v.mu.Lock()
	found, known := v.explained[prefix]
	v.mu.Unlock()
	if known {
		return found, nil
	}
	found, err := v.readMeanings(prefix)
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.explained) >= maxRemembered {
		clear(v.explained)
	}
	v.explained[prefix] = found
	return found, nil
}

// readMeanings reads the terms of the field of abbreviations that begin with prefix.
// Spellings of one meaning are put together.
func (v *View) readMeanings(prefix string) ([]*Explained, error) {
	byKey := map[string]*Explained{}
	var found []*Explained
	for i, seg := range v.snap.Segments {
		var terms []string
		err := seg.Terms(v.fields.Abbreviations, prefix, func(term string) bool {
			terms = append(terms, term)
			return true
		})
		if err != nil {
			return nil, fmt.Errorf("look up abbreviations: %w", err)
		}
		for _, term := range terms {
			parts := strings.Split(term, abbrev.Separator)
			if len(parts) != 4 {
				continue
			}
			docs, err := seg.LivePostings(v.fields.Abbreviations, term)
			if err != nil {
				return nil, fmt.Errorf("look up abbreviations: %w", err)
			}
			if len(docs) == 0 {
				continue
			}
			m := newExplained(parts[2], parts[3])
			if known := byKey[m.key]; known != nil {
				m = known
			} else {
				byKey[m.key] = m
				found = append(found, m)
			}
			m.add(parts[2]+abbrev.Separator+parts[3], i, docs)
		}
	}
	for _, m := range found {
		if err := v.finish(m); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(found, func(a, b *Explained) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Long, b.Long))
	})
	return found, nil
}

func newExplained(short, long string) *Explained {
	m := &Explained{Meaning: understand.Meaning{Short: short, Long: long, Terms: analyzer.Terms(long)}}
	m.key, m.spellings, m.seen = m.Key(), map[string]int{}, map[engine.Place]bool{}
	return m
}

func capitals(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

func (m *Explained) add(spelling string, seg int, docs []uint32) {
	m.spellings[spelling] += len(docs)
	for _, doc := range docs {
		at := engine.Place{Seg: seg, Doc: doc}
		if m.seen[at] {
			continue // with another spelling
		}
		m.seen[at] = true
		m.Articles++
	}
}

// finish chooses the commonest spelling, of equal ones that with the fewest
// capitals, when all are counted, and counts the articles with the short form.
func (v *View) finish(m *Explained) (err error) {
	best := slices.MinFunc(slices.Collect(maps.Keys(m.spellings)), func(a, b string) int {
		return cmp.Or(cmp.Compare(m.spellings[b], m.spellings[a]), cmp.Compare(capitals(a), capitals(b)), cmp.Compare(a, b))
	})
	m.Short, m.Long, _ = strings.Cut(best, abbrev.Separator)
	m.Terms = analyzer.Terms(m.Long)
	if m.Places, err = v.newest(slices.Collect(maps.Keys(m.seen)), maxProofs); err != nil {
		return err
	}
	m.Proofs = len(m.Places)
	m.spellings, m.seen = nil, nil
	for _, t := range abbrev.ShortTerms(m.Short) {
		n, err := v.DocFreq(t)
		if err != nil {
			return err
		}
		m.InArticles = max(m.InArticles, n)
	}
	return nil
}

// newest returns the newest n of articles, newest first, of equally new ones by their
// content: where in the index articles are is chance.
func (v *View) newest(articles []engine.Place, n int) ([]engine.Place, error) {
	type dated struct {
		engine.Place
		published, hash uint64
	}
	all := make([]dated, len(articles))
	for i, at := range articles {
		published, err := v.snap.Segments[at.Seg].Numbers(v.fields.Published)
		if err != nil {
			return nil, err
		}
		hashes, err := v.snap.Segments[at.Seg].Numbers(v.fields.Hash)
		if err != nil {
			return nil, err
		}
		all[i] = dated{at, published[at.Doc], hashes[at.Doc]}
	}
	slices.SortFunc(all, func(a, b dated) int {
		return cmp.Or(cmp.Compare(b.published, a.published), cmp.Compare(a.hash, b.hash))
	})
	first := make([]engine.Place, min(n, len(all)))
	for i := range first {
		first[i] = all[i].Place
	}
	return first, nil
}

// AsMeanings are found as package understand has them.
func AsMeanings(found []*Explained) []*understand.Meaning {
	out := make([]*understand.Meaning, len(found))
	for i, m := range found {
		out[i] = &m.Meaning
	}
	return out
}
