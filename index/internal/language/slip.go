package language

import (
	"cmp"
	"slices"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/pairs"
)

// Slip is a term of the collection that someone may have meant who typed
// another word by mistake.
type Slip struct {
	Term string
	// Cost is the probability of the mistake, against typing what is meant.
	Cost float64
	// dropped and kept count the marks of Term left out besides, and typed.
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

// maxSlips bounds what one word may stand for, the commonest first: pairs of
// neighbours are all weighed against each other.
const maxSlips = 16

// Misspelling is a word that the collection does not have, looked at for what it
// may be a slip for.
type Misspelling struct {
	// Typed is the word, Fold it without marks.
	Typed, Fold string
	marks       markCounts
}

// Misspell prepares the search for what typed may be a slip for.
func Misspell(typed string) Misspelling {
	return Misspelling{typed, analyzer.Fold(typed), marksOf(typed)}
}

// Sounds yields the folds that are spelled differently for the same sound.
func (m *Misspelling) Sounds(yield func(string) bool) { soundsLike(m.Fold)(yield) }

// For tells how the word may have come from term, which folds to fold. Marks that
// were typed have to be there, unless the slip was in a letter with its mark.
func (m *Misspelling) For(term, fold string) (Slip, bool) {
	s := Slip{Term: term, Cost: slipCost}
	have := marksOf(term)
	if sound := soundsAlike(m.Fold, fold); sound || m.Fold == fold && confusedTones(m.marks, have) {
		s.Cost = soundCost
		if m.Fold == fold {
			return s, true
		}
	} else if oneEdit([]rune(m.Typed), []rune(term)) {
		return s, true
	} else if m.Fold == fold {
		return s, false
	}
	for mark, n := range m.marks {
		if have[mark] < n {
			return s, false
		}
		s.kept += float64(n)
	}
	for mark, n := range have {
		s.dropped += float64(n - m.marks[mark]) // not negative, as just seen
	}
	return s, true
}

// Likeliest sorts slips by how common their terms are in the collection, when count
// tells how often each occurs, and returns the first of them.
func Likeliest(found []Slip, count func(term string) float64) []Slip {
	weight := make(map[string]float64, len(found))
	for _, s := range found {
		weight[s.Term] = s.Cost * (count(s.Term) + 1) / (1 + s.dropped)
	}
	slices.SortFunc(found, func(a, b Slip) int {
		return cmp.Or(cmp.Compare(weight[b.Term], weight[a.Term]), cmp.Compare(a.Term, b.Term))
	})
	return found[:min(len(found), maxSlips)]
}

// Likeliest is the function of that name with the counts of the model.
func (m *Model) Likeliest(found []Slip) []Slip {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return Likeliest(found, func(term string) float64 { return m.count(pairs.Single(pairs.Term(term))) })
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
