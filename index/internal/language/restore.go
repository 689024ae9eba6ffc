package language

import (
	"math"

	"github.com/newssearch/newssearch/analyzer"
)

// Restoration is what a typed syllable may stand for.
type Restoration struct {
	// Candidates are the terms of the collection that agree with the marks
	// typed; the typed term itself is among them when the collection has it.
	Candidates []string
	// Likelihood[i] is the probability that Candidates[i] is meant, given the
	// neighbours; they sum to 1.
	Likelihood []float64
	// Best is the place of the likeliest.
	Best int
}

// Typing is imagined as writing every syllable rightly and then leaving out
// each of its marks with one probability, which is the person's habit in this
// query: near 0 for those who type marks, near 1 for those who do not. It is
// estimated from the query itself, with habitMass marks of each kind imagined
// beforehand, since one short word says little.
const (
	habitMass   = 0.6
	habitRounds = 2
)

// Evidence is what a collection says about the candidates of neighbouring
// positions: all that Restore has to know of it.
type Evidence struct {
	// Tokens is the number of words of the collection.
	Tokens float64
	// Single[i][j] is how often candidate j of position i occurs.
	Single [][]float64
	// Pair[i][a*len(Single[i])+b] is how often candidate b of position i follows
	// candidate a of position i-1. Pair[0] is nil.
	Pair [][]float64
}

// Restore finds what is meant by neighbouring typed syllables: for each the
// posterior over its candidates (forward-backward over pairs of neighbours).
// evidence is of these candidates.
//
// slips[i] are slips of which the last candidates of i are the terms.
func Restore(typed []string, candidates [][]string, slips [][]Slip, evidence *Evidence) []Restoration {
	l := newLattice(typed, candidates, slips, evidence)
	dropped, kept := 0.0, 0.0
	for range habitRounds {
		habit := (dropped + habitMass) / (dropped + kept + 2*habitMass)
		l.run(habit)
		dropped, kept = l.marks()
	}
	return l.result(candidates)
}

// lattice holds the candidates of each position with what does not change between rounds.
type lattice struct {
	first []float64 // the probability of each candidate of the first position, whatever follows
	// dropped and kept count the marks of each candidate that were left out and typed.
	dropped, kept [][]float64
	cost          [][]float64 // of the slip by which it became what was typed; 1 for none
	follow        [][]float64 // follow[i][a*len(candidates of i)+b]: b at i after a at i-1
	posterior     [][]float64
	forward       [][]float64
}

func newLattice(typed []string, candidates [][]string, slips [][]Slip, evidence *Evidence) *lattice {
	n := len(typed)
	l := &lattice{
		dropped: make([][]float64, n), kept: make([][]float64, n), cost: make([][]float64, n),
		follow: make([][]float64, n), posterior: make([][]float64, n), forward: make([][]float64, n),
	}
	var before []word
	for i := range typed {
		k := len(candidates[i])
		words := make([]word, k)
		l.dropped[i], l.kept[i], l.cost[i] = make([]float64, k), make([]float64, k), make([]float64, k)
		slipped := k - len(slips[i])
		l.posterior[i], l.forward[i] = make([]float64, k), make([]float64, k)
		for j, c := range candidates[i] {
			words[j] = newWord(c, evidence.Single[i][j])
			if j >= slipped {
				s := slips[i][j-slipped]
				l.dropped[i][j], l.kept[i][j], l.cost[i][j] = s.dropped, s.kept, s.Cost
				continue
			}
			l.cost[i][j] = 1
			d, kept := analyzer.MarksDropped(typed[i], c)
			l.dropped[i][j], l.kept[i][j] = float64(d), float64(kept)
		}
		if i == 0 {
			for _, w := range words {
				l.first = append(l.first, w.alone(evidence.Tokens))
			}
		} else {
			l.follow[i] = follow(before, words, evidence.Pair[i], evidence.Tokens)
		}
		before = words
	}
	return l
}

// follow is how likely each word comes after each of those before.
func follow(before, words []word, pairCounts []float64, tokens float64) []float64 {
	alone := make([]float64, len(words))
	for i, w := range words {
		alone[i] = w.alone(tokens)
	}
	out := make([]float64, 0, len(pairCounts))
	for _, a := range before {
		for i, b := range words {
			out = append(out, a.then(b, alone[i], pairCounts[len(out)]))
		}
	}
	return out
}

// emission is the probability that candidate j at i is typed as it was.
func (l *lattice) emission(i, j int, habit float64) float64 {
	return l.cost[i][j] * math.Pow(habit, l.dropped[i][j]) * math.Pow(1-habit, l.kept[i][j])
}

// run computes the posteriors for one habit.
func (l *lattice) run(habit float64) {
	n := len(l.forward)
	for i := range n {
		for j := range l.forward[i] {
			p := 0.0
			if i == 0 {
				p = l.first[j]
			} else {
				for a, before := range l.forward[i-1] {
					p += before * l.follow[i][a*len(l.forward[i])+j]
				}
			}
			l.forward[i][j] = p * l.emission(i, j, habit)
		}
		normalise(l.forward[i])
	}
	backward := make([]float64, len(l.forward[n-1]))
	for j := range backward {
		backward[j] = 1
	}
	for i := n - 1; i >= 0; i-- {
		for j := range l.posterior[i] {
			l.posterior[i][j] = l.forward[i][j] * backward[j]
		}
		normalise(l.posterior[i])
		if i == 0 {
			break
		}
		before := make([]float64, len(l.forward[i-1]))
		k := len(l.forward[i])
		for j := range k {
			after := backward[j] * l.emission(i, j, habit)
			for a := range before {
				before[a] += l.follow[i][a*k+j] * after
			}
		}
		normalise(before)
		backward = before
	}
}

// normalise makes p sum to 1. When everything has underflowed all are equal.
func normalise(p []float64) {
	sum := 0.0
	for _, v := range p {
		sum += v
	}
	for i := range p {
		if sum > 0 {
			p[i] /= sum
		} else {
			p[i] = 1 / float64(len(p))
		}
	}
}

// marks returns the expected numbers of marks left out and typed.
func (l *lattice) marks() (dropped, kept float64) {
	for i := range l.posterior {
		for j, p := range l.posterior[i] {
			dropped += p * l.dropped[i][j]
			kept += p * l.kept[i][j]
		}
	}
	return dropped, kept
}

func (l *lattice) result(candidates [][]string) []Restoration {
	out := make([]Restoration, len(candidates))
	for i := range out {
		out[i] = Restoration{Candidates: candidates[i], Likelihood: l.posterior[i]}
		for j, p := range l.posterior[i] {
			if p > l.posterior[i][out[i].Best] {
				out[i].Best = j
			}
		}
	}
	return out
}

// Pick is the evidence of some of the candidates: columns[i] are the places of those
// of position i.
func (e *Evidence) Pick(columns [][]int) *Evidence {
	out := &Evidence{Tokens: e.Tokens, Single: make([][]float64, len(columns)), Pair: make([][]float64, len(columns))}
	for i, picked := range columns {
		out.Single[i] = make([]float64, len(picked))
		for j, column := range picked {
			out.Single[i][j] = e.Single[i][column]
		}
		if i == 0 {
			continue
		}
		out.Pair[i] = make([]float64, 0, len(columns[i-1])*len(picked))
		for _, a := range columns[i-1] {
			for _, b := range picked {
				out.Pair[i] = append(out.Pair[i], e.Pair[i][a*len(e.Single[i])+b])
			}
		}
	}
	return out
}
