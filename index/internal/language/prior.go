package language

import (
	_ "embed"
	"math"
	"sync"

	"github.com/newssearch/newssearch/index/internal/pairs"
)

// priorBytes are pair counts of Vietnamese newspaper text, for collections too
// small to have their own; see CONTRIBUTING.md for how they are made and from what.
//
//go:embed prior.bin
var priorBytes []byte

// prior opens priorBytes once.
var prior = sync.OnceValue(func() *pairs.Table {
	t, err := pairs.Open(priorBytes)
	if err != nil {
		// The bytes are part of the program: TestPrior opens them.
		return &pairs.Table{}
	}
	return t
})

// priorLength is the length of an article of the prior, in tokens.
const priorLength = 600

// Share is the share of articles at large that hold a word or a pair, if its
// occurrences are spread by chance.
func Share(name uint32) float64 {
	p := prior()
	if p.Tokens() == 0 {
		return 0
	}
	return 1 - math.Exp(-float64(p.Count(name))/float64(p.Tokens())*priorLength)
}

// ShareOfAny is the share of articles at large that hold any of terms.
func ShareOfAny(terms []string) float64 {
	absent := 1.0
	for _, t := range terms {
		absent *= 1 - Share(pairs.Single(pairs.Term(t)))
	}
	return 1 - absent
}

// Neighbours reports whether articles at large have b directly after a.
func Neighbours(a, b string) bool { return prior().Count(pairs.Pair(pairs.Term(a), pairs.Term(b))) > 0 }
