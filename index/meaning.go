package index

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/newssearch/newssearch/analyzer"
)

// meaning is one meaning of a short form.
type meaning struct {
	short, long string // the commonest spellings
	shortKey    string
	terms       []string // of long
	articles    int      // that explain it
	own         bool     // the user's file has it
	// proofs are some of the articles.
	proofs []proof
	seen   map[proof]bool
	// spelling counts the spellings, each with NUL between short and long.
	spellings map[string]int
}

// proof is an article that explains an abbreviation.
type proof struct {
	seg int
	doc uint32
}

// maxProofs bounds the articles that are asked which words go with a meaning.
const maxProofs = 64

// meanings returns what a short form means, the commonest meaning first.
func (x *Index) meanings(v *view, short string) ([]*meaning, error) {
	key := shortKey(short)
	found, err := v.rememberMeanings(fromShort + separator + key + separator)
	if err != nil {
		return nil, err
	}
	return x.own.apply(found, key), nil
}

// meaningsOf returns the short forms of what the terms say.
func (x *Index) meaningsOf(v *view, terms []string) ([]*meaning, error) {
	key := longKey(terms)
	found, err := v.rememberMeanings(fromLong + separator + key + separator)
	if err != nil {
		return nil, err
	}
	found = x.own.applyLong(found, key)
	return slices.DeleteFunc(slices.Clone(found), func(m *meaning) bool { return !slices.Equal(m.terms, terms) }), nil
}

// rememberMeanings is readMeanings with a memory.
func (v *view) rememberMeanings(prefix string) ([]*meaning, error) {
	v.mu.Lock()
	found, known := v.meanings[prefix]
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
	if len(v.meanings) >= maxRemembered {
		clear(v.meanings)
	}
	v.meanings[prefix] = found
	return found, nil
}

// readMeanings reads the terms of fieldAbbreviation that begin with prefix.
// Spellings of one meaning are put together.
func (v *view) readMeanings(prefix string) ([]*meaning, error) {
	byName := map[string]*meaning{}
	var found []*meaning
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
			m := newMeaning(parts[2], parts[3])
			name := m.shortKey + separator + strings.Join(withoutAnd(m.terms), " ")
			if known := byName[name]; known != nil {
				m = known
			} else {
				byName[name] = m
				found = append(found, m)
			}
			m.add(parts[2]+separator+parts[3], i, docs)
		}
	}
	for _, m := range found {
		m.spell()
	}
	sortMeanings(found)
	return found, nil
}

func newMeaning(short, long string) *meaning {
	return &meaning{short: short, long: long, shortKey: shortKey(short), terms: analyzer.Terms(long), spellings: map[string]int{}, seen: map[proof]bool{}}
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

// withoutAnd leaves "và" out, for which many write a dash or a comma: Giáo dục -
// Đào tạo means what Giáo dục và Đào tạo does.
func withoutAnd(terms []string) []string {
	return slices.DeleteFunc(slices.Clone(terms), func(t string) bool { return t == "và" })
}

func (m *meaning) add(spelling string, seg int, docs []uint32) {
	m.spellings[spelling] += len(docs)
	for _, doc := range docs {
		at := proof{seg, doc}
		if m.seen[at] {
			continue // with another spelling
		}
		m.seen[at] = true
		m.articles++
		if len(m.proofs) < maxProofs {
			m.proofs = append(m.proofs, at)
		}
	}
}

// spell chooses the commonest spelling, of equal ones that with the fewest capitals, when all are counted.
func (m *meaning) spell() {
	best := slices.MinFunc(slices.Collect(maps.Keys(m.spellings)), func(a, b string) int {
		return cmp.Or(cmp.Compare(m.spellings[b], m.spellings[a]), cmp.Compare(capitals(a), capitals(b)), cmp.Compare(a, b))
	})
	m.short, m.long, _ = strings.Cut(best, separator)
	m.terms = analyzer.Terms(m.long)
	m.spellings, m.seen = nil, nil
}

func sortMeanings(list []*meaning) {
	slices.SortStableFunc(list, func(a, b *meaning) int {
		return cmp.Or(cmp.Compare(b.articles, a.articles), cmp.Compare(a.long, b.long))
	})
}
