package index

import (
	"slices"
	"strings"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/engine"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/query"
)

// term is one syllable, word or number of the query with what it is understood as.
type term struct {
	// start and end are bytes of the query; typed is what stands there.
	start, end int
	typed      string
	// canonical is the index term of what was typed, raw keys decoded.
	canonical string
	// read is the index term it is understood as, shown how a reader writes it.
	read  string
	shown string
	how   Match
	// certainty is the probability that read is what was meant.
	certainty float64
	// group are all terms of the collection that agree with what was typed,
	// read among them; empty when only read is searched for.
	group  []string
	fields engine.FieldSet
	slot   int
	// before is the term that stands directly before this one in the same run
	// of text, nil at the beginning of a run.
	before *term
	// prefix: a beginning of words, which group are. quoted: part of a phrase. negated: not to be found. joined: the compound over several others.
	prefix, quoted, negated, joined bool
	// choices are other readings of a misspelled word.
	choices []string
	// expands is set for a term that was not typed: it belongs to another form of
	// what was, and weight is its share.
	expands *expansion
	weight  float64
}

// reader turns a query tree into terms.
type reader struct {
	index *Index
	view  *view
	text  string // the query
	terms []*term
	// last is the term that the next one follows, when nothing lies between.
	last *term
}

// node returns the terms of a word or phrase: the parts in order, and the
// compounds over some of them.
func (r *reader) node(n query.Node, fields engine.FieldSet, negated bool) (parts, joined []*term) {
	start, end := n.Span()
	_, quoted := n.(*query.Phrase)
	tokens := analyzer.Tokenize(r.text[start:end])
	for i := range tokens {
		t := &tokens[i]
		q := &term{
			start: start + t.Start, end: start + t.End,
			typed:     r.text[start+t.Start : start+t.End],
			canonical: t.Term, read: t.Term, certainty: 1, how: MatchExact,
			fields: fields, quoted: quoted, negated: negated, joined: t.Compound, slot: engine.NoSlot,
		}
		q.shown = q.typed
		r.terms = append(r.terms, q)
		if t.Compound {
			joined = append(joined, q)
			continue
		}
		if !negated {
			if !t.Break && r.last != nil && r.last.quoted == quoted && r.last.fields == fields {
				q.before = r.last
			}
			r.last = q
		}
		parts = append(parts, q)
	}
	return parts, joined
}

// The limits of decoding raw keys. A word that the collection has as it stands
// is not decoded unless what it decodes to is this many times as common, and
// less than that is enough when another word of the query is nothing but raw keys.
const (
	keysShare     = 30
	keysShareSure = 0.5
)

// decodeKeys reads the terms that are raw Telex or VNI keys.
func (r *reader) decodeKeys() error {
	type candidate struct {
		*term
		decoded string
		raw     int // articles that have it as typed
	}
	var candidates []candidate
	sure := false
	for _, t := range r.terms {
		if t.joined {
			continue
		}
		if !isASCII(t.typed) {
			// Who types marks does not leave raw keys.
			return nil
		}
		decoded, ok := analyzer.DecodeTelex(t.typed)
		if !ok {
			decoded, ok = analyzer.DecodeVNI(t.typed)
		}
		if !ok {
			continue
		}
		raw, err := r.view.docFreq(t.canonical)
		if err != nil {
			return err
		}
		candidates = append(candidates, candidate{t, decoded, raw})
		sure = sure || raw == 0
	}
	for _, c := range candidates {
		canonical := analyzer.Term(c.decoded)
		n, err := r.view.docFreq(canonical)
		if err != nil {
			return err
		}
		share := float64(keysShare)
		if sure {
			share = keysShareSure
		}
		if c.raw > 0 && float64(n) < share*float64(c.raw) || c.raw == 0 && n == 0 {
			continue
		}
		c.canonical, c.read, c.shown, c.how = canonical, canonical, c.decoded, MatchKeys
	}
	return nil
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// restoreMarks finds for each term the terms that agree with the marks typed
// and the one that is meant.
func (r *reader) restoreMarks() error {
	for _, run := range r.runs() {
		typed := make([]string, len(run))
		candidates := make([][]string, len(run))
		slips := make([][]language.Slip, len(run))
		for i, t := range run {
			typed[i] = t.canonical
			var err error
			if candidates[i], err = r.view.agreeing(t.canonical); err != nil {
				return err
			}
			if slips[i], err = r.slips(t, candidates[i]); err != nil {
				return err
			}
			candidates[i] = slices.Clone(candidates[i])
			if r.isWord(t, candidates[i]) {
				candidates[i] = append(candidates[i], t.canonical)
			}
			for _, s := range slips[i] {
				candidates[i] = append(candidates[i], s.Term)
			}
			if len(candidates[i]) == 0 {
				candidates[i] = []string{t.canonical}
			}
		}
		for i, found := range r.index.model.Restore(typed, candidates, slips) {
			run[i].understand(found, len(candidates[i])-len(slips[i]))
		}
	}
	return nil
}

// minShare is the share of articles at large from which a word that is in none
// of the collection is known to be one.
const minShare = 0.001

// isWord reports whether t is a word that the collection does not have, but news
// at large does: among typed marks it may be meant as it stands (thủ tướng), not
// as the likeliest of what the collection has (thủ tưởng).
func (r *reader) isWord(t *term, agreeing []string) bool {
	return r.marked() && !slices.Contains(agreeing, t.canonical) && language.ShareOfAny([]string{t.canonical}) >= minShare
}

// marked reports whether any word of the query is typed with marks.
func (r *reader) marked() bool {
	return slices.ContainsFunc(r.terms, func(t *term) bool { return !isASCII(t.typed) })
}

// runs groups the terms into runs of neighbours, compounds left out.
func (r *reader) runs() [][]*term {
	var runs [][]*term
	for _, t := range r.terms {
		switch {
		case t.joined:
		case t.before == nil || len(runs) == 0:
			runs = append(runs, []*term{t})
		default:
			runs[len(runs)-1] = append(runs[len(runs)-1], t)
		}
	}
	return runs
}

// slips returns what t may be a slip for, none of them in agreeing, the terms it
// may stand for without one. A word that the collection has is not doubted.
func (r *reader) slips(t *term, agreeing []string) ([]language.Slip, error) {
	if !t.mayBeSlip(r.text == strings.ToUpper(r.text)) || slices.Contains(agreeing, t.canonical) {
		return nil, nil
	}
	// Who leaves out marks writes words that nobody has; only among marks is a
	// word without them suspicious.
	if len(agreeing) > 0 && !r.marked() {
		return nil, nil
	}
	found, err := r.index.slips(r.view, t.canonical)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(found), func(s language.Slip) bool { return slices.Contains(agreeing, s.Term) }), nil
}

// understand sets what t is read as. The first candidates agree with what was
// typed, the others are slips.
func (t *term) understand(found language.Restoration, agreeing int) {
	if found.Best >= agreeing {
		t.correct(found)
		return
	}
	best := found.Candidates[found.Best]
	t.certainty = found.Likelihood[found.Best]
	if best != t.canonical {
		t.read = best
		t.shown = inCaseOf(t.typed, withLetterOf(t.typed, best))
		if t.how == MatchExact {
			t.how = MatchMarks
		}
	}
	if best == t.canonical && t.certainty >= sureAsTyped {
		return
	}
	t.group = found.Candidates[:agreeing]
}

// maxChoices bounds the other readings of one word that are offered.
const maxChoices = 3

// minChoice is how likely another reading must be to be offered.
const minChoice = 0.05

// correct reads t as what it is a slip for.
func (t *term) correct(found language.Restoration) {
	t.read = found.Candidates[found.Best]
	t.certainty = found.Likelihood[found.Best]
	t.shown = inCaseOf(t.typed, t.read)
	t.how = MatchSpelling
	for i, c := range found.Candidates {
		if i != found.Best && found.Likelihood[i] >= minChoice && len(t.choices) < maxChoices {
			t.choices = append(t.choices, inCaseOf(t.typed, c))
		}
	}
}

// withLetterOf writes a term with the y that was typed where the index has i: kỹ
// for ky, as most write it, not kĩ.
func withLetterOf(typed, term string) string {
	endsInY := func(s string) bool { return strings.HasSuffix(strings.ToLower(analyzer.StripMarks(s)), "y") }
	if !endsInY(typed) || endsInY(term) {
		return term
	}
	return analyzer.SwapIY(term)
}

// inCaseOf writes a term in the capitals that were typed: all, the first, or none.
func inCaseOf(typed, term string) string {
	upper := analyzer.StripMarks(typed)
	switch {
	case len(upper) > 1 && upper == strings.ToUpper(upper):
		return strings.ToUpper(term)
	case upper != "" && upper[0] >= 'A' && upper[0] <= 'Z':
		first := []rune(term)
		return strings.ToUpper(string(first[:1])) + string(first[1:])
	}
	return term
}
