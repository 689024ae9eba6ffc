package understand

import (
	"context"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/abbrev"
	"github.com/newssearch/newssearch/index/internal/query"
)

// Limits of what is looked up for abbreviations.
const (
	// MinLong and MaxLong bound the syllables of a long form in a query.
	MinLong = 2
	MaxLong = 10
	// maxExpansions bounds what one query is expanded by.
	maxExpansions = 12
	// minExplained is how many articles have to explain an abbreviation before it
	// is searched for unasked; one is enough for a short form that was typed and is
	// in at most maxRare articles.
	minExplained = 2
	maxRare      = 20
	// maxOffers bounds the meanings of one short form that are offered.
	maxOffers = 3
	// maxShorts bounds the different words that are looked up as short forms, and
	// maxBeside the words that tell their meanings apart: all are compared with each
	// other, and a question has few of either.
	maxShorts = 16
	maxBeside = 32
)

// expander finds the abbreviations among the words of a query, and the names
// that have one. Only bare words are expanded: quotes or a field ask for the letters.
type expander struct {
	*Understood
	own    *Own
	docs   int
	words  []*query.Word // the bare words of the top level, in order
	beside []*Term
	found  *FoundMeanings
}

// expand adds the expansions to u, and the offers.
func (r *Reader) expand(ctx context.Context, u *Understood, root query.Node) error {
	e := &expander{Understood: u, own: r.Own, docs: u.found.Docs, words: u.bareWords(root), beside: u.Scored()}
	ask := AskMeanings{Own: r.Own.has()}
	for _, w := range e.words {
		if typed := e.typed(w); len(ask.Shorts) < maxShorts && e.mayAbbreviate(w) && !slices.Contains(ask.Shorts, typed) {
			ask.Shorts = append(ask.Shorts, typed)
		}
	}
	terms := e.bareTerms()
	for i := 0; i < len(terms); {
		run := runFrom(terms[i:])
		if len(run) >= MinLong {
			ask.Runs = append(ask.Runs, reads(run))
		}
		i += len(run)
	}
	e.expandPlaces(terms)
	if len(ask.Shorts) == 0 && len(ask.Runs) == 0 {
		return nil
	}
	e.beside = e.beside[:min(len(e.beside), maxBeside)]
	for _, t := range e.beside {
		ask.Beside = append(ask.Beside, Beside{t.Read, t.Field})
	}
	var err error
	if e.found, err = r.Dictionary.Meanings(ctx, ask); err != nil {
		return err
	}
	e.expandShorts()
	e.expandLongs(terms)
	return nil
}

// bareWords are the words of the top level, in order.
func (u *Understood) bareWords(root query.Node) []*query.Word {
	nodes := []query.Node{root}
	if and, ok := root.(*query.And); ok {
		nodes = and.Nodes
	}
	var words []*query.Word
	for _, n := range nodes {
		if w, ok := n.(*query.Word); ok && len(u.Nodes[w].Parts) > 0 {
			words = append(words, w)
		}
	}
	return words
}

// bareTerms are the terms of the bare words.
func (e *expander) bareTerms() []*Term {
	var terms []*Term
	for _, w := range e.words {
		terms = append(terms, e.Nodes[w].Parts...)
	}
	return terms
}

// runFrom is the run of neighbours at the beginning of terms, which are not empty.
func runFrom(terms []*Term) []*Term {
	n := 1
	for n < len(terms) && terms[n].Before == terms[n-1] {
		n++
	}
	return terms[:n]
}

func reads(terms []*Term) []string {
	out := make([]string, len(terms))
	for i, t := range terms {
		out[i] = t.Read
	}
	return out
}

func (e *expander) typed(w *query.Word) string {
	start, end := w.Span()
	return e.text[start:end]
}

// mayAbbreviate reports whether a word may be an abbreviation. A word that is a
// syllable too, as CA and ca, is one only in capitals, in a query that is not
// all in capitals.
func (e *expander) mayAbbreviate(w *query.Word) bool {
	parts := e.Nodes[w].Parts
	if len(parts) == 1 && parts[0].How != Exact && parts[0].How != Marks {
		return false
	}
	letters := analyzer.Normalize(e.typed(w))
	if analyzer.IsSyllable(analyzer.Term(letters)) || len(analyzer.Variants(analyzer.Term(letters))) > 0 {
		return letters == strings.ToUpper(letters) && !e.capitals()
	}
	return true
}

// expandShorts expands the words that are abbreviations.
func (e *expander) expandShorts() {
	for _, w := range e.words {
		if len(e.Expansions) >= maxExpansions {
			return
		}
		if e.mayAbbreviate(w) {
			e.expandShort(w)
		}
	}
}

// expandShort expands w when it is an abbreviation.
func (e *expander) expandShort(w *query.Word) {
	start, end := w.Span()
	typed := e.typed(w)
	parts := e.Nodes[w].Parts
	meanings := slices.DeleteFunc(slices.Clone(e.own.applyShort(withCommon(e.found.Shorts[typed], typed), typed)), func(m *Meaning) bool { return !mayStandFor(typed, m.Short) })
	meanings = e.likeliest(meanings, parts)
	if len(meanings) == 0 {
		return
	}
	if !meanings[0].established() {
		e.offer(start, end, meanings)
		return
	}
	x := newExpansion(parts, meanings[0].Terms)
	x.Start, x.End, x.Written, x.Same = start, end, meanings[0].Long, meanings[0].Common
	for _, m := range meanings[1:] {
		x.Choices = append(x.Choices, m.Long)
	}
	e.Expansions = append(e.Expansions, x)
	e.offer(start, end, meanings[1:])
}

// mayStandFor reports whether a short form was typed as typed: its marks are meant
// (TƯ is not TU), except that articles, too, write D for Đ in what is no syllable.
func mayStandFor(typed, short string) bool {
	a, b := letters(typed), letters(short)
	return analyzer.Agrees(a, b) || !analyzer.IsSyllable(a) && analyzer.Agrees(b, a)
}

// letters are the letters of a short form, without what stands between them.
func letters(short string) string {
	return analyzer.Term(strings.Map(func(r rune) rune {
		if strings.ContainsRune("&-./ ", r) {
			return -1
		}
		return r
	}, analyzer.Normalize(short)))
}

// established reports whether enough articles explain m for it to be searched for.
func (m *Meaning) established() bool {
	return m.Own || m.Common || m.Articles >= minExplained || m.InArticles <= maxRare
}

// offer suggests the query with each of the meanings written out.
func (e *expander) offer(start, end int, meanings []*Meaning) {
	for _, m := range meanings[:min(len(meanings), maxOffers)] {
		e.Offers = append(e.Offers, Offer{start, end, m.Long})
	}
}

// expandLongs expands the names among the terms that have an abbreviation, the
// longest first.
func (e *expander) expandLongs(terms []*Term) {
	for i := 0; i < len(terms) && len(e.Expansions) < maxExpansions; {
		i += max(e.expandFrom(terms[i:]), 1)
	}
}

// expandFrom expands the longest name that terms begin with, and returns how
// many terms it has.
func (e *expander) expandFrom(terms []*Term) int {
	run := runFrom(terms)
	var best *Meaning
	for n := MinLong; n <= min(len(run), MaxLong); n++ {
		long := reads(run[:n])
		key := strings.Join(long, " ")
		for _, m := range e.own.applyLong(withCommonLong(e.found.Longs[key], long), long) {
			// A short form that one article explains is hardly found in others.
			if strings.Join(m.Terms, " ") == key && (m.Own || m.Common || m.Articles >= minExplained) {
				best = m
				break
			}
		}
	}
	if best == nil {
		return 0
	}
	from := terms[:len(best.Terms)]
	x := newExpansion(from, abbrev.ShortTerms(best.Short))
	x.Written, x.Same = best.Short, best.Common
	e.Expansions = append(e.Expansions, x)
	return len(from)
}

func newExpansion(from []*Term, terms []string) *Expansion {
	return newForm(from, terms, Abbreviations)
}

// newForm makes an expansion of one kind.
func newForm(from []*Term, terms []string, how How) *Expansion {
	x := &Expansion{From: from, Start: from[0].Start, End: from[len(from)-1].End}
	for i, read := range terms {
		t := &Term{
			Start: from[0].Start, End: from[len(from)-1].End, Typed: from[0].Typed,
			Canonical: read, Read: read, Shown: read, How: how,
			Certainty: 1, Expands: x,
		}
		if i > 0 {
			t.Before = x.Added[i-1]
		}
		x.Added = append(x.Added, t)
	}
	return x
}
