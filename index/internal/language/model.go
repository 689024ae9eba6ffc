package language

import (
	"math"
	"slices"
	"sync"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/pairs"
)

// The language model is interpolated absolute discounting (Ney, Essen & Kneser
// 1994): discount is taken off the count of every pair that was seen after a
// word and given to those that were not, in proportion to a level below, which
// for the collection is the prior and for the prior the single word. How many
// different words follow a word that occurs n times is not counted but
// estimated as n^followers: a word seen a thousand times is followed by some
// hundred different ones, a word seen once by one.
const (
	discount  = 0.75
	followers = 0.8
)

// Model estimates how likely one term follows another in the collection. It is
// safe for concurrent use.
type Model struct {
	mu     sync.RWMutex
	base   *pairs.Table   // as last saved
	recent *pairs.Counter // since then
	tokens int64          // since then
}

// NewModel returns a model of the counts in base, which is nil for none.
func NewModel(base *pairs.Table) *Model {
	if base == nil {
		base = &pairs.Table{}
	}
	return &Model{base: base, recent: &pairs.Counter{}}
}

// Counts are what one article adds to a Model.
type Counts struct {
	names  []uint32
	tokens int64
}

// Add collects the pairs of one run of text. hashes are those of the terms.
func (p *Counts) Add(tokens []analyzer.Token, hashes []uint64) {
	p.names = slices.Grow(p.names, 2*len(tokens))
	previous, follows := uint64(0), false
	for i := range tokens {
		t := &tokens[i]
		if t.Compound {
			continue
		}
		term := hashes[i]
		p.names = append(p.names, pairs.Single(term))
		if follows && !t.Break {
			p.names = append(p.names, pairs.Pair(previous, term))
		}
		previous, follows = term, true
		p.tokens++
	}
}

// Apply adds counts to the model, or takes them away when sign is -1.
func (m *Model) Apply(p *Counts, sign int32) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.recent.AddAll(p.names, sign)
	m.tokens += int64(sign) * p.tokens
}

// count is how often the collection has name. The caller holds m.mu.
func (m *Model) count(name uint32) float64 {
	return max(float64(m.base.Count(name))+float64(m.recent.Get(name)), 0)
}

// size is the number of tokens of the collection. The caller holds m.mu.
func (m *Model) size() float64 {
	return max(float64(m.base.Tokens())+float64(m.tokens), 0)
}

// Count is how often the collection has a word or a pair of neighbours, and the
// share of articles at large that have it.
func (m *Model) Count(name uint32) (count, share float64) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.count(name), Share(name)
}

// word is a term with its counts.
type word struct {
	term  uint64
	count float64 // in the collection
	prior float64 // in the prior
}

// newWord is a term that the collection has so often.
func newWord(term string, count float64) word {
	h := pairs.Term(term)
	return word{term: h, count: count, prior: float64(prior().Count(pairs.Single(h)))}
}

// alone is the probability of a word, whatever stands before, in a collection of so
// many tokens.
func (w word) alone(tokens float64) float64 {
	const (
		// unseen is the count of a term that was never counted.
		unseen = 0.5
		// mass is the number of tokens from which the collection's own counts
		// outweigh the prior's.
		mass = 20_000
		// imagined tokens in the prior keep an empty one harmless.
		imagined = 1_000_000
	)
	ofPrior := (w.prior + unseen) / (float64(prior().Tokens()) + imagined)
	return (w.count + mass*ofPrior) / (tokens + mass)
}

// then is the probability of b after w, when it is that of b alone otherwise, and
// the collection has the pair so often.
func (w word) then(b word, alone, count float64) float64 {
	p := discounted(float64(prior().Count(pairs.Pair(w.term, b.term))), w.prior, alone)
	return discounted(count, w.count, p)
}

// discounted is the probability of a pair seen n times after a word seen of
// times, when the level below gives it probability below.
func discounted(n, of, below float64) float64 {
	if of <= 0 {
		return below
	}
	spared := min(discount*math.Pow(of, followers), of)
	return (max(n-discount, 0) + spared*below) / of
}

// Unchanged reports whether nothing was counted since the model was loaded or saved.
func (m *Model) Unchanged() bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.recent.Len() == 0 && m.tokens == 0
}

// Grown reports whether the names counted since the last Freeze are as many as
// those before, and at least that many.
func (m *Model) Grown(least int) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.recent.Len() >= max(least, m.base.Len())
}

// maxRarePairs is the number of names from which those counted once are left
// out when the model is saved: two thirds of all, and chance for the most part
// in a large collection. In one of 30,000 articles (1.7 million names) they still
// matter: headlines without marks .7613 with them, .7588 without.
const maxRarePairs = 1 << 21

// Freeze makes what was counted the base of the model and returns its bytes.
func (m *Model) Freeze() ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data := pairs.Freeze(m.base, m.recent, m.tokens, 1, true)
	table, err := pairs.Open(data)
	if err == nil && table.Len() > maxRarePairs {
		data = pairs.Freeze(m.base, m.recent, m.tokens, 2, true)
		table, err = pairs.Open(data)
	}
	if err != nil {
		return nil, err
	}
	m.base, m.recent, m.tokens = table, &pairs.Counter{}, 0
	return data, nil
}

// Sizes returns the number of tokens and of different names counted.
func (m *Model) Sizes() (tokens int64, names int) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	names = m.base.Len()
	for name, count := range m.recent.All {
		before := m.base.Count(name)
		switch after := int64(before) + int64(count); {
		case before == 0 && after > 0:
			names++
		case before > 0 && after <= 0:
			names--
		}
	}
	return int64(m.size()), names
}

// Table returns the counts of what occurs at least that often in the form of the
// table that is built into the program, rounded to a byte each.
func (m *Model) Table(least int32) []byte {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return pairs.Freeze(m.base, m.recent, m.tokens, least, false)
}

// Evidence counts the candidates of neighbouring positions.
func (m *Model) Evidence(candidates [][]string) *Evidence {
	m.mu.RLock()
	defer m.mu.RUnlock()
	e := &Evidence{Tokens: m.size(), Single: make([][]float64, len(candidates)), Pair: make([][]float64, len(candidates))}
	var before []uint64
	for i, terms := range candidates {
		hashes := make([]uint64, len(terms))
		e.Single[i] = make([]float64, len(terms))
		for j, t := range terms {
			hashes[j] = pairs.Term(t)
			e.Single[i][j] = m.count(pairs.Single(hashes[j]))
		}
		if i > 0 {
			e.Pair[i] = make([]float64, 0, len(before)*len(hashes))
			for _, a := range before {
				for _, b := range hashes {
					e.Pair[i] = append(e.Pair[i], m.count(pairs.Pair(a, b)))
				}
			}
		}
		before = hashes
	}
	return e
}
