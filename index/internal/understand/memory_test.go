package understand_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/internal/abbrev"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// memory is a Dictionary made of plain maps: what another engine would have to know.
type memory struct {
	docs []map[string]map[string]bool // by article, the terms of each text field
	// articles is how many articles have a term in the field in which most have it.
	articles map[string]int
	// singles and pairs count words and neighbours; tokens is the sum of singles.
	singles map[string]int
	pairs   map[[2]string]int
	tokens  int
	// explained are the articles that explain a long form by a short one, by spelling.
	explained map[abbrev.Pair][]int
	// trips counts the questions.
	trips int
}

func newMemory(articles []index.Article) *memory {
	m := &memory{articles: map[string]int{}, singles: map[string]int{}, pairs: map[[2]string]int{}, explained: map[abbrev.Pair][]int{}}
	for i, a := range articles {
		m.docs = append(m.docs, map[string]map[string]bool{
			"title": m.field(i, a.Title), "lead": m.field(i, a.Lead),
			"body": m.field(i, append(append([]string{a.Body}, a.Captions...), a.Tags...)...),
		})
	}
	for _, field := range [...]string{"title", "lead", "body"} {
		n := map[string]int{}
		for _, doc := range m.docs {
			for term := range doc[field] {
				n[term]++
				m.articles[term] = max(m.articles[term], n[term])
			}
		}
	}
	return m
}

// field counts the texts of one field of article number doc and returns its terms.
func (m *memory) field(doc int, texts ...string) map[string]bool {
	terms := map[string]bool{}
	for _, text := range texts {
		tokens := analyzer.Tokenize(text)
		previous := ""
		for i := range tokens {
			t := &tokens[i]
			terms[t.Term] = true
			if t.Kind != analyzer.KindSyllable && strings.ContainsFunc(t.Term, func(r rune) bool { return r >= 0x80 }) {
				terms[analyzer.Fold(t.Term)] = true
			}
			if t.Compound {
				continue
			}
			m.tokens++
			m.singles[t.Term]++
			if previous != "" && !t.Break {
				m.pairs[[2]string{previous, t.Term}]++
			}
			previous = t.Term
		}
		abbrev.Find(text, tokens, func(p abbrev.Pair) {
			if !slices.Contains(m.explained[p], doc) {
				m.explained[p] = append(m.explained[p], doc)
			}
		})
	}
	return terms
}

func (m *memory) entry(term string) understand.Entry {
	e := understand.Entry{Articles: m.articles[term]}
	candidates := analyzer.Variants(term)
	if !analyzer.IsSyllable(term) {
		candidates = append(candidates, term)
	}
	for _, c := range candidates {
		if n := m.articles[c]; n > 0 {
			e.Agreeing = append(e.Agreeing, understand.Known{Term: c, Articles: n})
		}
	}
	return e
}

func (m *memory) Words(_ context.Context, ask understand.Ask) (*understand.Found, error) {
	m.trips++
	found := &understand.Found{Docs: len(m.docs), Words: map[string]understand.Entry{}, Prefixed: map[string][]string{}}
	for _, w := range ask.Words {
		keys := m.entry(w.Keys)
		if _, known := found.Words[w.Keys]; !known && w.Keys != "" {
			found.Words[w.Keys] = keys
		}
		e := m.entry(w.Term)
		if ask.Doubtful(w, e, keys, len(m.docs)) {
			e.Slips = m.slips(w.Term)
		}
		if len(found.Words[w.Term].Slips) == 0 {
			found.Words[w.Term] = e
		}
	}
	for _, p := range ask.Prefixes {
		found.Prefixed[p] = m.withPrefix(p)
	}
	return found, nil
}

// withPrefix knows prefixes without marks only, which is enough for the queries here.
func (m *memory) withPrefix(prefix string) []string {
	var terms []string
	for term := range m.articles {
		if strings.HasPrefix(analyzer.Fold(term), prefix) {
			terms = append(terms, term)
		}
	}
	slices.SortFunc(terms, func(a, b string) int {
		return cmp.Or(cmp.Compare(m.articles[b], m.articles[a]), cmp.Compare(a, b))
	})
	return terms
}

func (m *memory) slips(typed string) []language.Slip {
	word := language.Misspell(typed)
	sounds := slices.Collect(word.Sounds)
	var found []language.Slip
	for term := range m.articles {
		fold := analyzer.Fold(term)
		if !near(word.Fold, fold) && !slices.Contains(sounds, fold) || term == typed {
			continue
		}
		if s, ok := word.For(term, fold); ok {
			found = append(found, s)
		}
	}
	return language.Likeliest(found, func(term string) float64 { return float64(m.singles[term]) })
}

// near reports whether a becomes b by at most one letter wrong, missing, too much or
// swapped with the next.
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return len(x) <= 1 && len(y) <= 1 || len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
}

func (m *memory) Evidence(_ context.Context, runs [][][]string) ([]*language.Evidence, error) {
	m.trips++
	var out []*language.Evidence
	for _, run := range runs {
		e := &language.Evidence{Tokens: float64(m.tokens), Single: make([][]float64, len(run)), Pair: make([][]float64, len(run))}
		for i, candidates := range run {
			for _, c := range candidates {
				e.Single[i] = append(e.Single[i], float64(m.singles[c]))
			}
			if i == 0 {
				continue
			}
			for _, a := range run[i-1] {
				for _, b := range candidates {
					e.Pair[i] = append(e.Pair[i], float64(m.pairs[[2]string{a, b}]))
				}
			}
		}
		out = append(out, e)
	}
	return out, nil
}

func (m *memory) Meanings(_ context.Context, ask understand.AskMeanings) (*understand.FoundMeanings, error) {
	m.trips++
	found := &understand.FoundMeanings{Shorts: map[string][]*understand.Meaning{}, Longs: map[string][]*understand.Meaning{}}
	for _, b := range ask.Beside {
		found.Usual = append(found.Usual, m.articles[b.Term])
	}
	for _, short := range ask.Shorts {
		found.Shorts[short] = m.meanings(ask.Beside, func(p abbrev.Pair) bool { return abbrev.ShortKey(p.Short) == abbrev.ShortKey(short) })
	}
	for _, run := range ask.Runs {
		for i := range run {
			for n := understand.MinLong; n <= understand.MaxLong && i+n <= len(run); n++ {
				key := abbrev.LongKey(run[i : i+n])
				list := m.meanings(ask.Beside, func(p abbrev.Pair) bool { return abbrev.LongKey(analyzer.Terms(p.Long)) == key })
				if len(list) > 0 {
					found.Longs[strings.Join(run[i:i+n], " ")] = list
				}
			}
		}
	}
	return found, nil
}

// meanings are those of the pairs that are wanted: one for all spellings with one key.
func (m *memory) meanings(beside []understand.Beside, wanted func(abbrev.Pair) bool) []*understand.Meaning {
	proofs := map[string]map[int]bool{}
	commonest := map[string]abbrev.Pair{}
	for p, docs := range m.explained {
		if !wanted(p) {
			continue
		}
		key := (&understand.Meaning{Short: p.Short, Terms: analyzer.Terms(p.Long)}).Key()
		if proofs[key] == nil {
			proofs[key] = map[int]bool{}
		}
		for _, doc := range docs {
			proofs[key][doc] = true
		}
		if best, ok := commonest[key]; !ok || m.compare(p, best) < 0 {
			commonest[key] = p
		}
	}
	var out []*understand.Meaning
	for key, docs := range proofs {
		p := commonest[key]
		meaning := &understand.Meaning{Short: p.Short, Long: p.Long, Terms: analyzer.Terms(p.Long), Articles: len(docs), Proofs: len(docs)}
		for _, t := range abbrev.ShortTerms(p.Short) {
			meaning.InArticles = max(meaning.InArticles, m.articles[t])
		}
		for _, b := range beside {
			n := 0
			for doc := range docs {
				for field, terms := range m.docs[doc] {
					if terms[b.Term] && (b.Field == "" || b.Field == field) {
						n++
						break
					}
				}
			}
			meaning.With = append(meaning.With, n)
		}
		out = append(out, meaning)
	}
	slices.SortFunc(out, func(a, b *understand.Meaning) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Long, b.Long))
	})
	return out
}

// compare puts the commonest spelling first, of equal ones that with the fewest capitals.
func (m *memory) compare(a, b abbrev.Pair) int {
	capitals := func(p abbrev.Pair) (n int) {
		for _, r := range p.Short + p.Long {
			if unicode.IsUpper(r) {
				n++
			}
		}
		return n
	}
	return cmp.Or(cmp.Compare(len(m.explained[b]), len(m.explained[a])), cmp.Compare(capitals(a), capitals(b)), cmp.Compare(a.Short, b.Short), cmp.Compare(a.Long, b.Long))
}
