package complete

import (
	"slices"
	"sort"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
)

const (
	// perWord is how many completions that go on with the same word push aside those
	// with others: "giá vàng", "giá vàng hôm nay" and "giá vàng SJC", then "giá vé".
	// Of held-back headlines, of which a word and a letter are typed, the next word is
	// among eight so for 43.4 %, without for 42.9 %.
	perWord = 3
	// wide is how many times as many as wanted are looked at for others.
	wide = 4
)

// Completion is one way to go on.
type Completion struct {
	Text string
	Kind Kind
	// Count is the number of articles, estimated if only some were learned from.
	Count int
}

// span is a range of entries or of codes, without its end.
type span struct{ from, to int }

func (s span) empty() bool { return s.from >= s.to }

// Find returns the best completions of typed, of at most limit. Marks typed are
// in them, marks left out are free. When nothing begins so, one slip is forgiven.
func (t *Table) Find(typed string, limit int) []Completion {
	folds := foldsOf(typed)
	if len(folds) == 0 || limit <= 0 {
		return nil
	}
	if strings.HasSuffix(typed, " ") {
		folds = append(folds, "")
	}
	spans := t.follow(folds)
	best := finder{table: t, limit: wide * limit}
	if len(spans) == len(folds) {
		best.collect(spans[len(spans)-1], marksOf(typed))
	}
	if len(best.entries) == 0 {
		for near := range t.slips(folds, spans) {
			best.collect(near, nil)
		}
	}
	best.vary(len(folds)-1, limit)
	out := make([]Completion, len(best.entries))
	for i, e := range best.entries {
		out[i] = t.completion(e)
	}
	return out
}

// follow narrows the entries word by word, the last one a beginning, and returns
// what is left after each word, as far as something is.
func (t *Table) follow(folds []string) []span {
	var spans []span
	left := span{0, t.Len()}
	for depth, fold := range folds {
		if left = t.narrow(left, depth, t.codes(fold, depth == len(folds)-1)); left.empty() {
			break
		}
		spans = append(spans, left)
	}
	return spans
}

// codes returns the codes of the words with a fold, or that begin with it.
func (t *Table) codes(fold string, beginning bool) span {
	end := len(t.textAt) - 1
	from := t.separators + sort.Search(end-t.separators, func(i int) bool { return t.fold(t.separators+i) >= fold })
	to := from + sort.Search(end-from, func(i int) bool {
		f := t.fold(from + i)
		return f != fold && !(beginning && strings.HasPrefix(f, fold))
	})
	return span{from, to}
}

// narrow returns the entries of s whose word at depth has one of the codes. Those
// before it are the same in all of s.
func (t *Table) narrow(s span, depth int, codes span) span {
	if s.empty() || codes.empty() {
		return span{}
	}
	from := s.from + sort.Search(s.to-s.from, func(i int) bool { return t.word(s.from+i, depth) >= codes.from })
	to := from + sort.Search(s.to-from, func(i int) bool { return t.word(from+i, depth) >= codes.to })
	return span{from, to}
}

// finder keeps the best entries.
type finder struct {
	table   *Table
	limit   int
	entries []int
}

// collect adds entries that agree with the marks typed.
func (f *finder) collect(s span, typed *marks) {
	scores := f.table.scores
	for e := s.from; e < s.to; e++ {
		if len(f.entries) == f.limit && scores[e] <= scores[f.entries[f.limit-1]] {
			continue
		}
		if typed != nil && !typed.agree(f.table, e) || slices.Contains(f.entries, e) {
			continue
		}
		at := sort.Search(len(f.entries), func(i int) bool { return scores[f.entries[i]] < scores[e] })
		f.entries = slices.Insert(f.entries, at, e)
		f.entries = f.entries[:min(len(f.entries), f.limit)]
	}
}

// vary leaves limit entries, of those that go on with the same word at most
// perWord while there are others.
func (f *finder) vary(depth, limit int) {
	if len(f.entries) <= limit {
		return
	}
	var kept, others []int
	words := map[int]int{}
	for _, e := range f.entries {
		w := f.table.word(e, depth)
		if words[w]++; words[w] > perWord {
			others = append(others, e)
		} else {
			kept = append(kept, e)
		}
	}
	f.entries = append(kept, others...)[:limit]
}

// marks are the typed words of which some have marks.
type marks struct {
	terms  [][]rune
	agreed []map[int]bool // of each term, the words it was compared with
}

// marksOf returns the marks of typed text, nil when it has none.
func marksOf(typed string) *marks {
	typed = analyzer.Normalize(typed)
	if analyzer.StripMarks(typed) == typed {
		return nil
	}
	m := &marks{}
	split(typed, func(piece string, separator bool) {
		if !separator {
			m.terms = append(m.terms, []rune(analyzer.Term(piece)))
			m.agreed = append(m.agreed, map[int]bool{})
		}
	})
	return m
}

// agree reports whether the marks typed are in an entry, word by word.
func (m *marks) agree(t *Table, entry int) bool {
	n := 0
	for i := t.first[entry]; i < t.first[entry+1] && n < len(m.terms); i++ {
		code := t.code(i)
		if code < t.separators {
			continue
		}
		agreed, known := m.agreed[n][code]
		if !known {
			agreed = agrees(m.terms[n], t.text(code))
			m.agreed[n][code] = agreed
		}
		if !agreed {
			return false
		}
		n++
	}
	return n == len(m.terms)
}

// agrees reports whether the marks of a term are in the beginning of a word.
func agrees(term []rune, word string) bool {
	whole := []rune(analyzer.Term(word))
	return analyzer.Agrees(string(term), string(whole[:min(len(term), len(whole))]))
}
