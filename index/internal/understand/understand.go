package understand

import (
	"context"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
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

	text   string
	marked bool // some word of it has marks
	found  *Found
	runs   []run
	spaces []*spacing
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
	u.marked = slices.ContainsFunc(u.Terms, func(t *Term) bool { return hasMarks(t.Typed) })
	ask := Ask{Marked: u.marked}
	for _, p := range c.prefixes {
		ask.Prefixes = append(ask.Prefixes, p.Typed)
	}
	if !r.Literal {
		u.askWords(&ask)
		u.askSpacing(&ask, root)
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
	if err := u.restoreMarks(ctx, r.Dictionary); err != nil {
		return nil, err
	}
	u.freeMarks()
	u.addSpacing()
	return u, r.expand(ctx, u, root)
}

// freeMarks searches words with marks that are not Vietnamese (Łukasz, HĐND) by their letters alone, under which the
// index has them too, so that both spellings are found. Quotes and exclusions keep what was typed.
func (u *Understood) freeMarks() {
	for _, t := range u.Terms {
		if t.Negated || t.Quoted || t.Prefix || t.How != Exact || len(t.Group) > 0 || !hasMarks(t.Read) || analyzer.IsSyllable(t.Read) {
			continue
		}
		fold := analyzer.Fold(t.Read)
		if u.found.Words[fold].Articles > 0 || t.Joined {
			t.Read = fold
		}
	}
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
		if decoded, _, ok := decode(t.Typed); ok {
			word.Keys = analyzer.Term(decoded)
		}
		ask.Words = append(ask.Words, word)
		if hasMarks(t.Canonical) && !analyzer.IsSyllable(t.Canonical) {
			ask.Words = append(ask.Words, Word{Term: analyzer.Fold(t.Canonical)})
		}
	}
}

// capitals reports whether the whole query is in capitals.
func (u *Understood) capitals() bool { return u.text == strings.ToUpper(u.text) }
