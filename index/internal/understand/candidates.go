package understand

import (
	"slices"

	"github.com/newssearch/newssearch/index/internal/language"
)

// position is a word of the query with what it may stand for.
type position struct {
	term *Term
	// candidates are first the terms that agree with what was typed, then those of
	// slips, then what a rare word may be a slip for, which is only asked about
	// (DidYouMean).
	candidates []string
	agreeing   int
	slips      []language.Slip
	// keep says how far what was typed has to be respected.
	keep keep
	// offered is another reading that was not taken, with how likely it is.
	offered   string
	likeliest float64
}

// keep says how far a word that was typed with marks has to be respected.
type keep uint8

const (
	// free: it may stand for any candidate.
	free keep = iota
	// protected: the collection has it, so that it is another word only where its
	// neighbours make that certain, see run.certain.
	protected
	// settled: it is what it is.
	settled
)

// noiseShare is how many times as common as a word another one that agrees with it
// has to be for the word to be taken for a slip of those who wrote the articles
// (đươc in 20 articles, được in 30,000). No word that one in noiseShare articles has
// can be one.
const noiseShare = 500

// positionOf finds what t may stand for. alone: it has no neighbours.
func (u *Understood) positionOf(t *Term, alone bool) position {
	p := position{term: t}
	entry := u.found.Words[t.Canonical]
	for _, k := range entry.Agreeing {
		p.candidates = append(p.candidates, k.Term)
	}
	p.keep = u.keeping(t, entry, alone)
	doubts := entry.Slips
	if !t.mayBeSlip(u.capitals()) {
		doubts = nil
	}
	has := entry.Articles > 0
	if p.keep == settled {
		p.candidates = []string{t.Canonical}
	} else {
		if !has && (len(p.candidates) == 0 || u.marked) {
			p.slips = slices.DeleteFunc(slices.Clone(doubts), func(s language.Slip) bool { return slices.Contains(p.candidates, s.Term) })
		}
		known := u.marked && !has && language.ShareOfAny([]string{t.Canonical}) >= minShare
		if known || len(p.candidates)+len(p.slips) == 0 {
			p.candidates = append(p.candidates, t.Canonical)
		}
	}
	p.agreeing = len(p.candidates)
	for _, s := range p.slips {
		p.candidates = append(p.candidates, s.Term)
	}
	for _, s := range doubts {
		if !slices.Contains(p.candidates, s.Term) {
			p.candidates = append(p.candidates, s.Term)
		}
	}
	return p
}

// minShare is the share of articles at large from which a word that is in none
// of the collection is known to be one: among typed marks it may be meant as it
// stands (thủ tướng), not as the likeliest of what the collection has (thủ tưởng).
const minShare = 0.001

// keeping tells how far t has to be respected. Marks that were typed are meant: a word
// with marks that the collection has is that word. In quotes, in a field and where
// it is excluded a word with marks is never changed.
func (u *Understood) keeping(t *Term, entry Entry, alone bool) keep {
	switch {
	case t.Host:
		return settled
	case !hasMarks(t.Canonical) || t.How == Keys:
		return free
	case t.Quoted || t.Negated || t.Field != "":
		return settled
	case entry.Articles == 0:
		return free
	case alone:
		return settled
	case u.noise(entry):
		return free
	}
	return protected
}

// noise reports whether the articles that have a word probably mean another one.
func (u *Understood) noise(entry Entry) bool {
	return slices.ContainsFunc(entry.Agreeing, func(k Known) bool { return k.Articles >= noiseShare*entry.Articles })
}
