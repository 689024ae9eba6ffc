package eval

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
)

// minTypoLetters is the length from which a word is recognisable with a wrong
// letter; of two letters, a wrong one leaves nothing to go by.
const minTypoLetters = 3

// neighbours are the keys beside each key of the usual keyboard, on its row.
var neighbours = func() map[rune]string {
	m := map[rune]string{}
	for _, row := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		for i, r := range row {
			if i > 0 {
				m[r] += row[i-1 : i]
			}
			if i+1 < len(row) {
				m[r] += row[i+1 : i+2]
			}
		}
	}
	return m
}()

// typo makes one mistake in one word that is long enough. A query without such a
// word stays as it is.
func typo(query string, rng *rand.Rand) string {
	var long []word
	for _, w := range wordsOf(query) {
		if w.plain && len([]rune(norm.NFC.String(query[w.start:w.end]))) >= minTypoLetters {
			long = append(long, w)
		}
	}
	if len(long) == 0 {
		return query
	}
	w := long[rng.IntN(len(long))]
	return query[:w.start] + misspell(query[w.start:w.end], rng) + query[w.end:]
}

// misspell makes one mistake in a word of at least two letters.
func misspell(w string, rng *rand.Rand) string {
	letters := []rune(norm.NFC.String(w))
	i := rng.IntN(len(letters))
	switch rng.IntN(4) {
	case 0: // wrong: the key beside
		letters[i] = beside(letters[i], rng)
	case 1: // missing
		letters = append(letters[:i], letters[i+1:]...)
	case 2: // doubled
		letters = append(letters[:i+1], letters[i:]...)
	case 3: // swapped with the next that differs
		for j := range len(letters) - 1 {
			if k := (i + j) % (len(letters) - 1); letters[k] != letters[k+1] {
				letters[k], letters[k+1] = letters[k+1], letters[k]
				break
			}
		}
	}
	return string(letters)
}

func beside(r rune, rng *rand.Rand) rune {
	base := []rune(strings.ToLower(analyzer.StripMarks(string(r))))
	keys := ""
	if len(base) == 1 {
		keys = neighbours[base[0]]
	}
	if keys == "" {
		return 'x'
	}
	wrong := rune(keys[rng.IntN(len(keys))])
	if unicode.IsUpper(r) {
		return unicode.ToUpper(wrong)
	}
	return wrong
}
