package index

import (
	"math"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/query"
)

// expansion is a stretch of the query that is searched for in another form as
// well: an abbreviation in full, or a name abbreviated.
type expansion struct {
	// from are the terms of the stretch, added those of the other form, in order.
	from, added []*term
}

// Limits of what is looked up for abbreviations.
const (
	// minLongTerms and maxLongTerms bound the syllables of a long form in a query.
	minLongTerms = 2
	maxLongTerms = 10
	// maxExpansions bounds what one query is expanded by.
	maxExpansions = 4
	// minExplained is how many articles have to explain an abbreviation before it
	// is searched for unasked; one is enough for a short form that was typed and is
	// in at most maxRare articles.
	minExplained = 2
	maxRare      = 20
)

// expand finds the abbreviations among the words of the query, and the names
// that have one. Only bare words are expanded: who quotes or names a field
// wants the letters.
func (s *search) expand() error {
	if s.index.own == nil && !s.view.abbreviates() {
		return nil
	}
	bare := s.bareWords()
	for _, w := range bare {
		if len(s.plan.expansions) >= maxExpansions {
			return nil
		}
		if err := s.expandShort(w); err != nil {
			return err
		}
	}
	return s.expandLong(bare)
}

// abbreviates reports whether any article explains an abbreviation.
func (v *view) abbreviates() bool {
	any := false
	for _, seg := range v.Segments {
		if err := seg.Terms(fieldAbbreviation, "", func(string) bool { any = true; return false }); err != nil || any {
			return any
		}
	}
	return false
}

// bareWords are the words of the top level, in order.
func (s *search) bareWords() []*query.Word {
	nodes := []query.Node{s.query.Root}
	if and, ok := s.query.Root.(*query.And); ok {
		nodes = and.Nodes
	}
	var words []*query.Word
	for _, n := range nodes {
		if w, ok := n.(*query.Word); ok && len(s.terms[w].parts) > 0 {
			words = append(words, w)
		}
	}
	return words
}

// expandShort expands w when it is an abbreviation.
func (s *search) expandShort(w *query.Word) error {
	start, end := w.Span()
	typed := s.request.Query[start:end]
	if !s.mayAbbreviate(typed, s.terms[w]) {
		return nil
	}
	found, err := s.index.meanings(s.view, typed)
	if err != nil || len(found) == 0 {
		return err
	}
	parts := s.terms[w].parts
	if found, err = s.likeliest(found, parts); err != nil {
		return err
	}
	best := found[0]
	if sure, err := s.view.established(best); err != nil || !sure {
		s.offerMeanings(start, end, found)
		return err
	}
	reading := Reading{Start: start, End: end, Typed: typed, Read: best.long, Kind: MatchAbbreviation}
	for _, m := range found[1:] {
		reading.Choices = append(reading.Choices, m.long)
	}
	s.expansions = append(s.expansions, reading)
	s.offerMeanings(start, end, found[1:])
	s.plan.expansions = append(s.plan.expansions, newExpansion(parts, best.terms))
	return nil
}

// established reports whether enough articles explain m for it to be searched for.
func (v *view) established(m *meaning) (bool, error) {
	if m.own || m.articles >= minExplained {
		return true, nil
	}
	for _, t := range indexedShort(m.short) {
		if n, err := v.docFreq(t); err != nil || n > maxRare {
			return false, err
		}
	}
	return true, nil
}

// mayAbbreviate reports whether a word may be an abbreviation. A word that is a
// syllable too, as CA and ca, is one only in capitals, in a query that is not
// all in capitals.
func (s *search) mayAbbreviate(typed string, t *nodeTerms) bool {
	if len(t.parts) == 1 && t.parts[0].how != MatchExact && t.parts[0].how != MatchMarks {
		return false
	}
	letters := analyzer.Normalize(typed)
	if analyzer.IsSyllable(analyzer.Term(letters)) || len(analyzer.Variants(analyzer.Term(letters))) > 0 {
		return letters == strings.ToUpper(letters) && s.request.Query != strings.ToUpper(s.request.Query)
	}
	return true
}

func newExpansion(from []*term, terms []string) *expansion {
	e := &expansion{from: from}
	for i, read := range terms {
		t := &term{
			start: from[0].start, end: from[len(from)-1].end, typed: from[0].typed,
			canonical: read, read: read, shown: read, how: MatchAbbreviation,
			certainty: 1, fields: engine.AllFields, slot: engine.NoSlot, expands: e,
		}
		if i > 0 {
			t.before = e.added[i-1]
		}
		e.added = append(e.added, t)
	}
	return e
}

// offerMeanings suggests the query with each of the meanings written out.
func (s *search) offerMeanings(start, end int, found []*meaning) {
	const most = 3
	text := s.request.Query
	for _, m := range found[:min(len(found), most)] {
		s.result.Suggestions = append(s.result.Suggestions,
			Suggestion{Query: text[:start] + m.long + text[end:], Kind: SuggestAbbreviation})
	}
}

// expandLong expands the names among the words that have an abbreviation, the
// longest first.
func (s *search) expandLong(words []*query.Word) error {
	var terms []*term
	for _, w := range words {
		terms = append(terms, s.terms[w].parts...)
	}
	for i := 0; i < len(terms); {
		n, err := s.expandFrom(terms[i:])
		if err != nil {
			return err
		}
		i += max(n, 1)
		if len(s.plan.expansions) >= maxExpansions {
			return nil
		}
	}
	return nil
}

// expandFrom expands the longest name that terms begin with, and returns how
// many terms it has.
func (s *search) expandFrom(terms []*term) (int, error) {
	reads := []string{terms[0].read}
	var best *meaning
	for i := 1; i < len(terms) && i < maxLongTerms && terms[i].before == terms[i-1]; i++ {
		reads = append(reads, terms[i].read)
		more, err := s.view.beginsLong(reads)
		if err != nil {
			return 0, err
		}
		if !more && !s.index.own.has() {
			break
		}
		found, err := s.index.meaningsOf(s.view, reads)
		if err != nil {
			return 0, err
		}
		for _, m := range found {
			// A short form that one article explains is hardly found in others.
			if m.own || m.articles >= minExplained {
				best = m
				break
			}
		}
	}
	if best == nil {
		return 0, nil
	}
	from := terms[:len(best.terms)]
	start, end := from[0].start, from[len(from)-1].end
	s.expansions = append(s.expansions, Reading{
		Start: start, End: end, Typed: s.request.Query[start:end], Read: best.short, Kind: MatchAbbreviation,
	})
	s.plan.expansions = append(s.plan.expansions, newExpansion(from, indexedShort(best.short)))
	return len(from), nil
}

// indexedShort are the terms by which a short form is found: the compound of its
// parts when it is joined.
func indexedShort(short string) []string {
	tokens := analyzer.Tokenize(short)
	if len(tokens) > 0 && tokens[0].Compound && tokens[0].End == len(short) {
		return []string{tokens[0].Term}
	}
	return analyzer.Terms(short)
}

// beginsLong reports whether the long form of an abbreviation begins with terms.
func (v *view) beginsLong(terms []string) (bool, error) {
	prefix := fromLong + separator + longKey(terms)
	v.mu.Lock()
	begins, known := v.longs[prefix]
	v.mu.Unlock()
	if known {
		return begins, nil
	}
	for _, seg := range v.Segments {
		if err := seg.Terms(fieldAbbreviation, prefix, func(string) bool { begins = true; return false }); err != nil {
			return false, err
		}
		if begins {
			break
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.longs) >= maxRemembered {
		clear(v.longs)
	}
	v.longs[prefix] = begins
	return begins, nil
}

// addExpansions adds the leaves of the expansions to a plan whose words are
// built, and lets each word be met by the other form.
func (p *plan) addExpansions() error {
	for _, e := range p.expansions {
		weight, err := p.expandedWeight(e)
		if err != nil {
			return err
		}
		all := engine.And{}
		for _, t := range e.added {
			t.slot = p.slots
			p.slots++
			t.weight = weight
			p.leaves = append(p.leaves, engine.Leaf{
				Fields: t.fields, Terms: []string{t.read}, Share: language.ShareOfAny([]string{t.read}), Weight: weight, Slot: t.slot,
			})
			all = append(all, engine.Slot(t.slot))
		}
		p.terms = append(p.terms, e.added...)
		p.scored = append(p.scored, e.added...)
		for _, w := range p.words {
			if len(w.terms) > 0 && slices.Contains(e.from, w.terms[0]) {
				w.expr = engine.Or{w.expr, all}
			}
		}
	}
	return nil
}

// anyForm holds where a document has any word that was typed, or the whole of
// another form: a part of that form alone says nothing.
func (p *plan) anyForm() engine.Expr {
	any, added := engine.Or{}, map[int]bool{}
	for _, e := range p.expansions {
		all := engine.And{}
		for _, t := range e.added {
			added[t.slot] = true
			all = append(all, engine.Slot(t.slot))
		}
		any = append(any, all)
	}
	for _, l := range p.leaves {
		if l.Slot != engine.NoSlot && !added[l.Slot] {
			any = append(any, engine.Slot(l.Slot))
		}
	}
	return any
}

// expandedWeight is the weight of each added term: all together give
// expandedShare of what the terms typed would, and none more than that share of
// its own.
func (p *plan) expandedWeight(e *expansion) (float64, error) {
	sum := func(terms []*term) (float64, error) {
		total := 0.0
		for _, t := range terms {
			n, err := p.view.docFreq(t.read)
			if err != nil {
				return 0, err
			}
			total += engine.IDF(float64(p.view.Docs)+priorArticles, float64(n)+priorArticles*language.ShareOfAny([]string{t.read}))
		}
		return total, nil
	}
	from, err := sum(e.from)
	if err != nil {
		return 0, err
	}
	added, err := sum(e.added)
	if err != nil || added == 0 {
		return 0, err
	}
	return expandedShare * math.Min(from/added, 1), nil
}
