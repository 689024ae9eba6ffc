package index

import (
	"slices"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/pairs"
	"github.com/newssearch/newssearch/index/internal/stored"
	"github.com/newssearch/newssearch/index/internal/understand"
	"github.com/newssearch/newssearch/index/internal/wordorder"
)

// verifier returns a function that tells whether the terms stand side by side
// in a document. A document that cannot be read is taken not to match, and
// the fault is kept in p.err.
func (p *plan) verifier(terms []*understand.Term) func(seg int, doc uint32) bool {
	s := p.index.sequences
	// What the numbers cannot tell for certain the text has to: sure are those
	// that stand for one term.
	sure, all := wordorder.NewMasks(), wordorder.NewMasks()
	p.closers = append(p.closers, sure.Close, all.Close)
	known := terms[:min(len(terms), wordorder.MaskBits)]
	cut, shared := len(terms) > wordorder.MaskBits, false
	for i, t := range known {
		for _, term := range t.Accepted() {
			n := s.Number(term)
			all.Add(n, 1<<i)
			if wordorder.OfOneTerm(n) {
				sure.Add(n, 1<<i)
			} else {
				shared = true
			}
		}
	}
	last := uint64(1) << (len(known) - 1)
	run := p.onlyRun(terms)
	return func(seg int, doc uint32) bool {
		seq, err := s.Of(p.view.Segments[seg], doc)
		if err != nil {
			p.err = p.index.faultOf(err)
			return false
		}
		if run != nil {
			return run.In(seq)
		}
		if !cut && sure.HasRun(seq, last) {
			return true
		}
		return (cut || shared) && all.HasRun(seq, last) && p.verifyText(seg, doc, terms)
	}
}

// onlyRun is the run of numbers that the terms stand for; nil when they may be written
// in several ways, or the numbers cannot tell.
func (p *plan) onlyRun(terms []*understand.Term) *wordorder.Run {
	numbers := make([]uint16, len(terms))
	rarest, least := 0, 0.0
	for i, t := range terms {
		accepted := t.Accepted()
		if len(accepted) != 1 {
			return nil
		}
		if numbers[i] = p.index.sequences.Number(accepted[0]); !wordorder.OfOneTerm(numbers[i]) {
			return nil
		}
		if n, _ := p.index.model.Count(pairs.Single(pairs.Term(accepted[0]))); i == 0 || n < least {
			rarest, least = i, n
		}
	}
	return wordorder.NewRun(numbers, rarest)
}

// verifyText decides with the article's own tokens, for rare terms that share a number.
func (p *plan) verifyText(seg int, doc uint32, terms []*understand.Term) bool {
	a, err := p.index.article(p.view.Segments[seg], doc)
	if err != nil {
		p.err = err
		return false
	}
	for text := range (*stored.Article)(&a).Searched {
		tokens := slices.DeleteFunc(analyzer.Tokenize(text), func(t analyzer.Token) bool { return t.Compound })
		for i := 0; i+len(terms) <= len(tokens); i++ {
			j := 0
			for j < len(terms) && slices.Contains(terms[j].Accepted(), tokens[i+j].Term) {
				j++
			}
			if j == len(terms) {
				return true
			}
		}
	}
	return false
}
