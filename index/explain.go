package index

import (
	"fmt"
	"strings"

	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/understand"
	"github.com/newssearch/newssearch/index/internal/wordorder"
)

// explain takes the score of a hit apart.
func (s *search) explain(d engine.Scored) (*Explanation, error) {
	seg := s.view.Segments[d.Seg]
	length, average := seg.Length(d.Doc), s.view.AverageLength()
	root := &Explanation{Text: "score: the sum of what each word and each pair of neighbours gives"}
	for i := range s.plan.leaves {
		leaf := &s.plan.leaves[i]
		freq, err := seg.Freq(leaf, d.Doc)
		if err != nil {
			return nil, err
		}
		if freq == 0 || leaf.Weight == 0 {
			continue
		}
		idf := s.executed.MixedIDF(leaf, s.view.Docs, s.docFreqs[i])
		gain := engine.Gain(float64(freq), length, average, bm25K1, bm25B)
		root.add(&Explanation{
			Value: leaf.Weight * idf * gain,
			Text: fmt.Sprintf("%s %s: weight %.2f × idf %.3f (in %d of %d articles) × gain %.3f (frequency %d in %s; length %.0f, average %.0f)",
				s.plan.role(leaf), leafName(leaf), leaf.Weight, idf, s.docFreqs[i], s.view.Docs, gain, freq, leaf.Fields, length, average),
		})
	}
	if err := s.explainPairs(root, d); err != nil {
		return nil, err
	}
	if err := s.explainSignals(root, d); err != nil {
		return nil, err
	}
	return root, nil
}

func (e *Explanation) add(part *Explanation) {
	e.Parts = append(e.Parts, part)
	e.Value += part.Value
}

// role says what a leaf stands for in the query.
func (p *plan) role(leaf *engine.Leaf) string {
	for _, t := range p.terms {
		switch {
		case t.Joined && leaf.Slot == p.slotOf[t]:
			return "compound"
		case len(t.Group) > 0 && leaf.Group == t.Canonical:
			return fmt.Sprintf("any form of %q:", t.Typed)
		case leaf.Slot == p.slotOf[t] && t.How != understand.Exact:
			return fmt.Sprintf("%q understood as", t.Typed)
		}
	}
	return "word"
}

// leafName lists the terms of a leaf, a few at most.
func leafName(leaf *engine.Leaf) string {
	const shown = 6
	if len(leaf.Terms) <= shown {
		return strings.Join(leaf.Terms, "/")
	}
	return fmt.Sprintf("%s/… (%d terms)", strings.Join(leaf.Terms[:shown], "/"), len(leaf.Terms))
}

// explainPairs adds what the pairs of neighbours gave.
func (s *search) explainPairs(root *Explanation, d engine.Scored) error {
	n := newNeighbours(s.plan)
	if n == nil {
		return nil
	}
	defer n.close()
	seg := s.view.Segments[d.Seg]
	seq, err := s.index.sequences.Of(seg, d.Doc)
	if err != nil {
		return s.index.faultOf(err)
	}
	var freqs [wordorder.MaskBits]float64
	length, average := seg.Length(d.Doc), s.view.AverageLength()
	pairs, _ := n.score(seq, &freqs, length, average)
	for i, value := range pairs {
		if freqs[i] == 0 {
			continue
		}
		root.add(&Explanation{
			Value: value,
			Text: fmt.Sprintf("neighbours %s %s: weight %.2f × idf %.3f × gain %.3f (frequency %.0f)",
				s.plan.scored[i-1].Shown, s.plan.scored[i].Shown, pairWeight, n.idf[i], engine.Gain(freqs[i], length, average, bm25K1, bm25B), freqs[i]),
		})
	}
	twice, err := s.scoredTwice(d.Place, &pairs)
	if err != nil || twice == 0 {
		return err
	}
	root.add(&Explanation{Value: -twice, Text: "the same in two forms: only the better one counts"})
	return nil
}
