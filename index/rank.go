package index

import "github.com/newssearch/newssearch/index/internal/engine"

// The constants of ranking, all of them, each with the measurement that chose it.
//
// XQuAD is XQuAD-vi (1,190 questions over 240 passages), headlines are 800
// headlines that should find their article among 30,000 of 2017 indexed without titles
// (many have near-duplicates, so 0.77 is not far from the best there is); both MRR@10.
const (
	// The constants of BM25: k1 of 0.9 or 1.6 and b of 0.6 or 0.85 change XQuAD by at
	// most +.0010 and headlines by -.0066 to -.0009.
	bm25K1 = 1.2
	bm25B  = 0.75

	// readWeight is the share of the term that was understood in the score of a
	// syllable typed without all its marks; the group of all terms it may stand
	// for has the rest. Headlines without marks: .7553 at 0.3, .7591 at 0.4, .7613 at
	// 0.5, .7598 at 0.6, .7588 at 0.7, .7566 at 0.85.
	readWeight = 0.5
	// sureReading is the probability from which the term that was understood,
	// not any of the group, is what an article must have to count. The order of
	// hits does not depend on it: 0.5 leaves every score as it is.
	sureReading = 0.6

	// priorArticles is how many articles of news at large (prior.bin) document
	// frequencies are mixed with, so that a small collection knows which words
	// are common. XQuAD: .9565 at 0, .9607 at 100, .9603 at 300, .9612 at 1,000;
	// headlines the same at all of them.
	priorArticles = 500

	// pairWeight is the weight of BM25 over pairs of neighbouring terms.
	// XQuAD/headlines: .9533/.7610 at 0.2, .9559/.7660 at 0.4, .9552/.7604 at 0.6,
	// .9530/.7521 at 1.
	pairWeight = 0.4
	// pairsPerArticle is how often a pair occurs in an article that has it, on
	// average; 1 and 3 change nothing above .0015.
	pairsPerArticle = 1.5
	// joinedWeight is the weight of a compound ("covid19") beside its parts.
	// Headlines: .7662 at 0, .7682 at 0.4; XQuAD .9630 at both.
	joinedWeight = 0.4

	// expandedShare is what an abbreviation in full, or a name abbreviated, is
	// worth beside the form that was typed.
	expandedShare = 0.5

	// rerankPerTerm times the terms of a query, within the two bounds, is how
	// many of the best by terms are looked at for pairs. For headlines without marks
	// 50 in place of 100 lose .0017, 30 lose .0069; 300 change nothing above .0004.
	// Questions of XQuAD change by at most .0004 from 30 to 300.
	rerankPerTerm  = 15
	minRerankDepth = 50
	maxRerankDepth = 100

	// FreshBoost is how much more of its score a fresh article gets when
	// Request.Fresh asks for it. Headlines, whose articles are of any age, with
	// dates spread over half a year and a half-life of a week, and the mean age of
	// the hits: .7692, 62 days at 0; .7628, 59 at 0.1; .7555, 54 at 0.2; .7478,
	// 50 at 0.3; .7365, 46 at 0.4; .7212, 42 at 0.5; .6300, 28 at 1. A word in the
	// title against one in the text makes a difference of .5 and more.
	FreshBoost = 0.3
	// maxLiftDepth bounds how many of the best by terms are looked at for
	// freshness. It is more than a page can reach, see MaxDepth.
	maxLiftDepth = 1 << 14

	// phraseAllowance is how many articles are looked into to count the matches
	// of a phrase, a microsecond each; above that the count is "at least", and only
	// articles that could be on the page are looked into.
	phraseAllowance = 2000
	// phraseAsks is how often, besides once for each article, articles are looked into
	// for the phrases of a query. One phrase may take a look into every article; many
	// phrases under OR are not to take that many times over.
	phraseAsks = 20_000
)

// fieldWeights says what an occurrence in each field is worth.
var fieldWeights = engine.Weights{engine.Title: 3, engine.Lead: 2, engine.Body: 1}

// rerankDepth is how many of the best by terms are looked at more closely. It
// does not depend on the page: all pages are cut from one order.
func (p *plan) rerankDepth() int {
	return min(max(rerankPerTerm*len(p.scored), minRerankDepth), maxRerankDepth)
}
