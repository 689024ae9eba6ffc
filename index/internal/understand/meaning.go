package understand

import (
	"slices"
	"strings"

	"github.com/newssearch/newssearch/index/internal/abbrev"
)

// Meaning is one meaning of a short form.
type Meaning struct {
	// Short and Long are the commonest spellings, Terms are those of Long.
	Short, Long string
	Terms       []string
	// Articles is how many articles explain it.
	Articles int
	// InArticles is how many have the short form, explained or not: of its terms the
	// number of the commonest.
	InArticles int
	// Proofs is how many of the articles that explain it were asked which words they
	// have, and With[i] how many of those have AskMeanings.Beside[i]. With is nil for
	// the only meaning of a short form.
	Proofs int
	With   []int
	// Own: the user's file has it. Common: the built-in list has it, and no article need explain it.
	Own, Common bool
}

// keySeparator stands between the parts of a key; no text has it.
const keySeparator = "\x00"

// Key is the same for all spellings of one meaning.
func (m *Meaning) Key() string {
	return abbrev.ShortKey(m.Short) + keySeparator + strings.Join(withoutAnd(m.Terms), " ")
}

// withoutAnd leaves "và" out, for which many write a dash or a comma: Giáo dục -
// Đào tạo means what Giáo dục và Đào tạo does.
func withoutAnd(terms []string) []string {
	return slices.DeleteFunc(slices.Clone(terms), func(t string) bool { return t == "và" })
}
