package index

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/pairs"
)

// slip is a term of the collection that someone may have meant who typed
// another word by mistake.
type slip struct {
	term string
	// cost is the probability of the mistake, against typing what is meant.
	cost float64
	// dropped and kept count the marks of term left out besides, and typed.
	dropped, kept float64
}

// The probabilities of mistakes, for a word that the collection does not have.
const (
	// slipCost is that of a slip of the finger: one letter wrong, missing, too
	// much or swapped.
	slipCost = 0.002
	// soundCost is that of spelling a word as it sounds in some region.
	soundCost = 0.01
)

// Limits of the search for slips.
const (
	// minSlipLetters is the length from which a word can be recognised with a slip.
	minSlipLetters = 3
	// maxSlipLetters bounds the words that are looked at; the longest names have 20.
	maxSlipLetters = 32
	// maxSlips bounds what one word may stand for, the commonest first: pairs of
	// neighbours are all weighed against each other.
	maxSlips = 16
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
func (x *Index) slips(v *view, typed string) ([]slip, error) {
	v.mu.Lock()
	found, known := v.slips[typed]
	v.mu.Unlock()
	if known {
		return found, nil
	}
	near := map[string]string{} // terms with their folds
	fold := analyzer.Fold(typed)
	for _, seg := range v.Segments {
		words, err := seg.Words(analyzer.Fold)
		if err != nil {
			return nil, fmt.Errorf("words like %q: %w", typed, err)
		}
		collect := func(w engine.Word) { near[w.Term] = w.Fold }
		engine.Near(words, fold, collect)
		for sound := range soundsLike(fold) {
			engine.Exactly(words, sound, collect)
		}
	}
	marks := marksOf(typed)
	for term, to := range near {
		if s, ok := slipFor(typed, fold, marks, term, to); ok && term != typed {
			found = append(found, s)
		}
	}
	found = x.model.likeliest(found)
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.slips) >= maxRemembered {
		clear(v.slips)
	}
	v.slips[typed] = found
	return found, nil
}

// likeliest sorts slips by how common their terms are and keeps the first maxSlips.
func (m *model) likeliest(found []slip) []slip {
	weight := make(map[string]float64, len(found))
	m.mu.RLock()
	for _, s := range found {
		weight[s.term] = s.cost * (m.count(pairs.Single(pairs.Term(s.term))) + 1) / (1 + s.dropped)
	}
	m.mu.RUnlock()
	slices.SortFunc(found, func(a, b slip) int {
		return cmp.Or(cmp.Compare(weight[b.term], weight[a.term]), cmp.Compare(a.term, b.term))
	})
	return found[:min(len(found), maxSlips)]
}

// slipFor tells how typed, which folds to from, may have come from term, which
// folds to to. Marks that were typed have
// to be there, unless the slip was in a letter with its mark.
func slipFor(typed, from string, marks markCounts, term, to string) (slip, bool) {
	s := slip{term: term, cost: slipCost}
	if sound := soundsAlike(from, to); sound || from == to && confusedTones(marks, marksOf(term)) {
		s.cost = soundCost
		if from == to {
			return s, true
		}
	} else if oneEdit([]rune(typed), []rune(term)) {
		return s, true
	} else if from == to {
		return s, false
	}
	have := marksOf(term)
	for m, n := range marks {
		if have[m] < n {
			return s, false
		}
		s.kept += float64(n)
	}
	for m, n := range have {
		s.dropped += float64(n - marks[m]) // not negative, as just seen
	}
	return s, true
}

// markCounts counts the marks of a word, each at its place in marks.
type markCounts [len(markRunes) + 1]uint8

// markRunes are the marks of Vietnamese: tones, shapes and the stroke. All others
// are counted together.
var markRunes = [...]rune{'\u0309', '\u0303', '\u0300', '\u0301', '\u0323', '\u0302', '\u0306', '\u031b', 'đ'}

// The places of hỏi and ngã in markCounts.
const (
	hook = iota
	tilde
)

// marksOf counts the marks of a word.
func marksOf(term string) (marks markCounts) {
	if isASCII(term) {
		return marks
	}
	for _, r := range norm.NFD.String(term) {
		if i := slices.Index(markRunes[:], r); i >= 0 {
			marks[i]++
		} else if unicode.Is(unicode.Mn, r) {
			marks[len(markRunes)]++
		}
	}
	return marks
}

// confusedTones reports whether two sets of marks differ in hỏi for ngã only.
func confusedTones(a, b markCounts) bool {
	a[hook], a[tilde] = a[tilde], a[hook]
	return a == b && a[hook] != a[tilde]
}

// oneEdit reports whether a becomes b by one letter wrong, missing, too much or
// swapped with the next.
func oneEdit(a, b []rune) bool {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	a, b = a[start:], b[start:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a)+len(b) > 0 && len(a) <= 1 && len(b) <= 1 ||
		len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}
