package index

import "github.com/newssearch/newssearch/index/internal/engine"

// The constants of ranking, all of them, each with the measurement that chose it.
const (
	// k1 and b are BM25's.
	k1 = 1.2
	b  = 0.75

	// readWeight is the share of the term that was understood in the score of a
	// syllable typed without all its marks; the group of all terms it may stand
	// for has the rest.
	readWeight = 0.7
	// sureAsTyped is the probability from which a syllable is taken as typed,
	// without the terms it could be short for.
	sureAsTyped = 0.8
	// sureReading is the probability from which the term that was understood,
	// not any of the group, is what an article must have to count.
	sureReading = 0.6

	// priorArticles is how many articles of news at large (prior.bin) document
	// frequencies are mixed with, so that a small collection knows which words
	// are common.
	priorArticles = 500

	// pairWeight is the weight of BM25 over pairs of neighbouring terms.
	pairWeight = 0.4
	// pairsPerArticle is how often a pair occurs in an article that has it, on average.
	pairsPerArticle = 1.5
	// joinedWeight is the weight of a compound ("covid19") beside its parts.
	joinedWeight = 0.4

	// rerankDepth is how many of the best by terms are looked at for pairs.
	rerankDepth = 100
)

// fieldWeights says what an occurrence in each field is worth.
var fieldWeights = engine.Weights{engine.Title: 3, engine.Lead: 2, engine.Body: 1}
