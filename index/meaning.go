package index

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

// explained is a meaning of an abbreviation with the articles that explain it.
type explained struct {
	understand.Meaning
	// proofs are the newest of the articles.
	proofs []engine.Place

	// While it is read:
	key       string // of the short form and the long one
	seen      map[engine.Place]bool
	spellings map[string]int // counts, each with NUL between short and long
}

// maxProofs bounds the articles that are asked which words go with a meaning.
const maxProofs = 64

// meanings returns what a short form means according to articles, the commonest
// meaning first.
func (v *view) meanings(short string) ([]*explained, error) {
	return v.rememberMeanings(fromShort + separator + abbrev.ShortKey(short) + separator)
}

// meaningsOf returns the short forms of what the terms say, whatever their marks.
func (v *view) meaningsOf(terms []string) ([]*explained, error) {
	return v.rememberMeanings(fromLong + separator + abbrev.LongKey(terms) + separator)
}

// rememberMeanings is readMeanings with a memory.
func (v *view) rememberMeanings(prefix string) ([]*explained, error) {
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

// readMeanings reads the terms of fieldAbbreviation that begin with prefix.
// Spellings of one meaning are put together.
func (v *view) readMeanings(prefix string) ([]*explained, error) {
	byKey := map[string]*explained{}
	var found []*explained
	for i, seg := range v.Segments {
		var terms []string
		err := seg.Terms(fieldAbbreviation, prefix, func(term string) bool {
			terms = append(terms, term)
			return true
		})
		if err != nil {
			return nil, fmt.Errorf("look up abbreviations: %w", err)
		}
		for _, term := range terms {
			parts := strings.Split(term, separator)
			if len(parts) != 4 {
				continue
			}
			docs, err := seg.LivePostings(fieldAbbreviation, term)
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
			m.add(parts[2]+separator+parts[3], i, docs)
		}
	}
	for _, m := range found {
		if err := v.finish(m); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(found, func(a, b *explained) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Long, b.Long))
	})
	return found, nil
}

func newExplained(short, long string) *explained {
	m := &explained{Meaning: understand.Meaning{Short: short, Long: long, Terms: analyzer.Terms(long)}}
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

func (m *explained) add(spelling string, seg int, docs []uint32) {
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
func (v *view) finish(m *explained) (err error) {
	best := slices.MinFunc(slices.Collect(maps.Keys(m.spellings)), func(a, b string) int {
		return cmp.Or(cmp.Compare(m.spellings[b], m.spellings[a]), cmp.Compare(capitals(a), capitals(b)), cmp.Compare(a, b))
	})
	m.Short, m.Long, _ = strings.Cut(best, separator)
	m.Terms = analyzer.Terms(m.Long)
	if m.proofs, err = v.newest(slices.Collect(maps.Keys(m.seen)), maxProofs); err != nil {
		return err
	}
	m.Proofs = len(m.proofs)
	m.spellings, m.seen = nil, nil
	for _, t := range abbrev.ShortTerms(m.Short) {
		n, err := v.docFreq(t)
		if err != nil {
			return err
		}
		m.InArticles = max(m.InArticles, n)
	}
	return nil
}

// newest returns the newest n of articles, newest first, of equally new ones by their
// content: where in the index articles are is chance.
func (v *view) newest(articles []engine.Place, n int) ([]engine.Place, error) {
	type dated struct {
		engine.Place
		published, hash uint64
	}
	all := make([]dated, len(articles))
	for i, at := range articles {
		published, err := v.Segments[at.Seg].Numbers(columnPublished)
		if err != nil {
			return nil, err
		}
		hashes, err := v.Segments[at.Seg].Numbers(columnHash)
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

// asMeanings are found as package understand has them.
func asMeanings(found []*explained) []*understand.Meaning {
	out := make([]*understand.Meaning, len(found))
	for i, m := range found {
		out[i] = &m.Meaning
	}
	return out
}
