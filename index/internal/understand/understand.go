package understand

import (
	"context"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/query"
)

// Reader understands queries for one collection.
type Reader struct {
	Dictionary Dictionary
	// Own are the user's abbreviations, nil for none.
	Own *Own
	// Literal: words are searched for letter for letter.
	Literal bool
}

// Understood is a query with what its words mean.
type Understood struct {
	// Terms are those of all words and phrases in the order of the query, compounds
	// and what is excluded among them; then those of prefixes.
	Terms []*Term
	// Nodes has what each *query.Word, *query.Phrase and *query.Prefix became; a
	// prefix that no term of the collection begins with has no parts.
	Nodes map[query.Node]*Parts
	// Expansions are the other forms that are searched for as well.
	Expansions []*Expansion
	// Offers are meanings of abbreviations that the query may be asked with instead.
	Offers []Offer

	text  string
	found *Found
	runs  []run
}

// Parts are the terms of one word or phrase: its parts in order, and the compounds
// over some of them.
type Parts struct {
	Parts, Joined []*Term
}

// Offer is a stretch of the query, in bytes, with what may stand there instead.
type Offer struct {
	Start, End int
	Written    string
}

// Understand reads a query that was parsed from text.
func (r *Reader) Understand(ctx context.Context, text string, root query.Node) (*Understood, error) {
	u := &Understood{Nodes: map[query.Node]*Parts{}, text: text}
	c := &collector{Understood: u}
	c.collect(root, "", false)
	ask := Ask{Marked: slices.ContainsFunc(u.Terms, func(t *Term) bool { return hasMarks(t.Typed) })}
	for _, p := range c.prefixes {
		ask.Prefixes = append(ask.Prefixes, p.Typed)
	}
	if !r.Literal {
		u.askWords(&ask)
	}
	if len(ask.Words) == 0 && len(ask.Prefixes) == 0 {
		return u, nil
	}
	var err error
	if u.found, err = r.Dictionary.Words(ctx, ask); err != nil {
		return nil, err
	}
	c.addPrefixes()
	if r.Literal {
		return u, nil
	}
	u.decodeKeys()
	if err := u.restoreMarks(ctx, r.Dictionary, ask.Marked); err != nil {
		return nil, err
	}
	return u, r.expand(ctx, u, root)
}

// Scored are the terms of words that are searched for, in the order of the query:
// no compounds, no prefixes, nothing excluded.
func (u *Understood) Scored() []*Term {
	var scored []*Term
	for _, t := range u.Terms {
		if !t.Negated && !t.Joined && !t.Prefix {
			scored = append(scored, t)
		}
	}
	return scored
}

// askWords adds the words that have to be looked up.
func (u *Understood) askWords(ask *Ask) {
	for _, t := range u.Terms {
		if t.Joined {
			continue
		}
		word := Word{Term: t.Canonical, Doubted: t.mayBeSlip(u.capitals())}
		if decoded, ok := decode(t.Typed); ok && !ask.Marked {
			word.Keys = analyzer.Term(decoded)
		}
		ask.Words = append(ask.Words, word)
	}
}

// run is neighbouring words with what they may stand for.
type run struct {
	terms []*Term
	// candidates[i] are what terms[i] may stand for: first those that agree with what
	// was typed, then the terms of slips[i], then what a rare word may be a slip for,
	// which is only asked about (DidYouMean).
	candidates [][]string
	agreeing   []int
	slips      [][]language.Slip
	evidence   *language.Evidence
}

// restoreMarks finds for each term the terms that agree with the marks typed
// and the one that is meant.
func (u *Understood) restoreMarks(ctx context.Context, d Dictionary, marked bool) error {
	u.runs = u.candidates(marked)
	var ask [][][]string
	for _, run := range u.runs {
		if run.ambiguous() {
			ask = append(ask, run.candidates)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	evidence, err := d.Evidence(ctx, ask)
	if err != nil {
		return err
	}
	for i := range u.runs {
		run := &u.runs[i]
		if !run.ambiguous() {
			continue
		}
		run.evidence, evidence = evidence[0], evidence[1:]
		run.restore()
	}
	return nil
}

// capitals reports whether the whole query is in capitals.
func (u *Understood) capitals() bool { return u.text == strings.ToUpper(u.text) }

// candidates finds what each word may stand for.
func (u *Understood) candidates(marked bool) []run {
	runs := u.split()
	for r := range runs {
		for _, t := range runs[r].terms {
			u.candidatesOf(t, marked, &runs[r])
		}
	}
	return runs
}

// candidatesOf adds what t may stand for to its run.
func (u *Understood) candidatesOf(t *Term, marked bool, r *run) {
	entry := u.found.Words[t.Canonical]
	var terms []string
	for _, k := range entry.Agreeing {
		terms = append(terms, k.Term)
	}
	has := slices.Contains(terms, t.Canonical)
	var slips, doubts []language.Slip
	if t.mayBeSlip(u.capitals()) {
		doubts = entry.Slips
	}
	if !has && (len(terms) == 0 || marked) {
		slips = slices.DeleteFunc(slices.Clone(doubts), func(s language.Slip) bool { return slices.Contains(terms, s.Term) })
	}
	if marked && !has && language.ShareOfAny([]string{t.Canonical}) >= minShare || len(terms)+len(slips) == 0 {
		terms = append(terms, t.Canonical)
	}
	r.agreeing = append(r.agreeing, len(terms))
	for _, s := range slips {
		terms = append(terms, s.Term)
	}
	for _, s := range doubts {
		if !slices.Contains(terms, s.Term) {
			terms = append(terms, s.Term)
		}
	}
	r.slips = append(r.slips, slips)
	r.candidates = append(r.candidates, terms)
}

// minShare is the share of articles at large from which a word that is in none
// of the collection is known to be one: among typed marks it may be meant as it
// stands (thủ tướng), not as the likeliest of what the collection has (thủ tưởng).
const minShare = 0.001

// split groups the terms into runs of neighbours, compounds left out.
func (u *Understood) split() []run {
	var runs []run
	for _, t := range u.Terms {
		switch {
		case t.Joined || t.Prefix:
		case t.Before == nil || len(runs) == 0:
			runs = append(runs, run{terms: []*Term{t}})
		default:
			last := &runs[len(runs)-1]
			last.terms = append(last.terms, t)
		}
	}
	return runs
}

// ambiguous reports whether any word of the run may stand for several terms, or for
// another than was typed.
func (r *run) ambiguous() bool {
	for i, c := range r.candidates {
		if len(c) > 1 || c[0] != r.terms[i].Canonical {
			return true
		}
	}
	return false
}

// restore decides what each word of the run is read as.
func (r *run) restore() {
	typed := make([]string, len(r.terms))
	columns := make([][]int, len(r.terms))
	candidates := make([][]string, len(r.terms))
	for i, t := range r.terms {
		typed[i] = t.Canonical
		candidates[i] = r.candidates[i][:r.agreeing[i]+len(r.slips[i])]
		for j := range candidates[i] {
			columns[i] = append(columns[i], j)
		}
	}
	for i, found := range language.Restore(typed, candidates, r.slips, r.evidence.Pick(columns)) {
		r.terms[i].understand(found, r.agreeing[i])
	}
}
