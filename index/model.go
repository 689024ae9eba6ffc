package index

import (
	_ "embed"
	"sync"

	"github.com/newssearch/newssearch/analyzer"
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
		// The bytes are part of the program; a test opens them.
		return &pairs.Table{}
	}
	return t
})

// Weights of the language model. Both are masses of imagined observations
// (Dirichlet smoothing, MacKay & Peto 1995): what a level below says counts as
// much as that many tokens seen.
const (
	// priorMass is how many tokens after a word it takes for the collection to
	// weigh as much as the prior.
	priorMass = 60
	// singleMass does the same for pairs of the prior against single words.
	singleMass = 8
)

// model estimates how likely one term follows another in the collection. It is
// safe for concurrent use.
type model struct {
	mu     sync.RWMutex
	base   *pairs.Table   // as last saved
	recent *pairs.Counter // since then
	tokens int64          // since then
}

func newModel(base *pairs.Table) *model {
	if base == nil {
		base = &pairs.Table{}
	}
	return &model{base: base, recent: &pairs.Counter{}}
}

// pairCounts are the counts one article adds to a model.
type pairCounts struct {
	names  []uint32
	tokens int64
}

// add collects the pairs of one run of text.
func (p *pairCounts) add(tokens []analyzer.Token) {
	previous, follows := uint64(0), false
	for i := range tokens {
		t := &tokens[i]
		if t.Compound {
			continue
		}
		term := pairs.Term(t.Term)
		p.names = append(p.names, pairs.Single(term))
		if follows && !t.Break {
			p.names = append(p.names, pairs.Pair(previous, term))
		}
		previous, follows = term, true
		p.tokens++
	}
}

// apply adds counts to the model, or takes them away when sign is -1.
func (m *model) apply(p *pairCounts, sign int32) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, name := range p.names {
		m.recent.Add(name, sign)
	}
	m.tokens += int64(sign) * p.tokens
}

// count is how often the collection has name. The caller holds m.mu.
func (m *model) count(name uint32) float64 {
	return max(float64(m.base.Count(name))+float64(m.recent.Get(name)), 0)
}

// size is the number of tokens of the collection. The caller holds m.mu.
func (m *model) size() float64 {
	return max(float64(m.base.Tokens())+float64(m.tokens), 0)
}

// pairCount is how often b follows a in the collection.
func (m *model) pairCount(a, b string) float64 {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.count(pairs.Pair(pairs.Term(a), pairs.Term(b)))
}

// wordStats is a term as the left neighbour of others, with what is needed of it looked up.
type wordStats struct {
	term  uint64
	count float64 // in the collection
	prior float64 // in the prior
}

// stats looks a left neighbour up. The caller holds m.mu.
func (m *model) stats(term string) wordStats {
	h := pairs.Term(term)
	return wordStats{
		term:  h,
		count: m.count(pairs.Single(h)),
		prior: float64(prior().Count(pairs.Single(h))),
	}
}

// single is the probability of a term, whatever stands before. The caller holds m.mu.
func (m *model) single(c wordStats) float64 {
	// A term that was never counted gets a share of one token.
	const unseen = 0.5
	p := prior()
	ofPrior := (c.prior + unseen) / (float64(p.Tokens()) + 1)
	// The collection's own counts are enough here from some ten thousand tokens on.
	const mass = 20_000
	return (c.count + mass*ofPrior) / (m.size() + mass)
}

// after is the probability of b after a. The caller holds m.mu.
func (m *model) after(a, b wordStats) float64 {
	name := pairs.Pair(a.term, b.term)
	ofPrior := (float64(prior().Count(name)) + singleMass*m.single(b)) / (a.prior + singleMass)
	return (m.count(name) + priorMass*ofPrior) / (a.count + priorMass)
}

// fresh reports whether nothing was counted since the model was loaded or saved.
func (m *model) fresh() bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.recent.Len() == 0 && m.tokens == 0
}

// grown reports whether the names counted since the last freeze are as many as
// those before, and at least that many.
func (m *model) grown(least int) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.recent.Len() >= max(least, m.base.Len())
}

// freeze makes what was counted the base of the model and returns its bytes.
func (m *model) freeze() []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	data := pairs.Freeze(m.base, m.recent, m.tokens, 1, true)
	table, err := pairs.Open(data)
	if err != nil {
		panic(err) // bytes written a moment ago
	}
	m.base, m.recent, m.tokens = table, &pairs.Counter{}, 0
	return data
}

// sizes returns the number of tokens and of different names counted.
func (m *model) sizes() (tokens int64, names int) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return int64(m.size()), m.base.Len() + m.recent.Len()
}
