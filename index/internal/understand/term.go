package understand

import (
	"strings"
	"unicode"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/language"
)

// How says how what was typed became what is searched for.
type How uint8

// The ways, from the nearest to the farthest.
const (
	Exact         How = iota
	Marks             // marks were left out and restored
	Keys              // raw Telex or VNI keys were decoded
	Abbreviations     // an abbreviation for its meaning, or the other way
	Spelling          // a slip was corrected
	Spacing           // joined or apart: ô tô, ôtô
)

// Term is one syllable, word or number of the query with what it is understood as.
// Terms are not changed once they are handed out.
type Term struct {
	// Start and End are bytes of the query; Typed is what stands there.
	Start, End int
	Typed      string
	// Canonical is the index term of what was typed, raw keys decoded; of a prefix
	// it ends in a star.
	Canonical string
	// Read is the index term it is understood as, Shown how a reader writes it.
	Read, Shown string
	How         How
	// Certainty is the probability that Read is what was meant.
	Certainty float64
	// Group are all terms of the collection that agree with what was typed, Read
	// among them; empty when only Read is searched for.
	Group []string
	// Field is the name of the text field it has to stand in (package query), empty for any.
	Field string
	// Before is the term that stands directly before this one in the same run of
	// text, nil at the beginning of a run.
	Before *Term
	// Quoted: part of a phrase. Negated: not to be found. Joined: the compound over
	// several others. Prefix: Group are the terms that begin with what was typed.
	Quoted, Negated, Joined, Prefix bool
	// Host: it is part of the host of an address, or of an e-mail address, which has no marks to restore.
	Host bool
	// Choices are other readings of a misspelled word.
	Choices []string
	// Expands is set for a term that was not typed: it belongs to another form of
	// what was.
	Expands *Expansion
}

// Accepted are the terms of the text that t stands for in a phrase: what was
// typed with marks is respected, what was typed without is free.
func (t *Term) Accepted() []string {
	if len(t.Group) == 0 {
		return []string{t.Read}
	}
	return t.Group
}

// Expansion is a stretch of the query that is searched for in another form as
// well: an abbreviation in full, or a name abbreviated.
type Expansion struct {
	// From are the terms of the stretch, Added those of the other form, in order.
	From, Added []*Term
	// Start and End are its bytes in the query, Written is the other form as
	// articles write it.
	Start, End int
	Written    string
	// Choices are other meanings, the likeliest first.
	Choices []string
	// Same: it is another spelling of the same, worth as much as what was typed.
	Same bool
}

// sureAsTyped is the probability from which a syllable is taken as typed,
// without the terms it could be short for. XQuAD without marks: MRR@10 .9588 at 0.9,
// .9607 at 0.8 and 0.7; headlines .7581, .7588, .7570.
const sureAsTyped = 0.8

// understand sets what t is read as. The first candidates agree with what was
// typed, the others are slips.
func (t *Term) understand(found language.Restoration, agreeing int) {
	if found.Best >= agreeing {
		t.correct(found)
		return
	}
	best := found.Candidates[found.Best]
	t.Certainty = found.Likelihood[found.Best]
	if best != t.Canonical {
		t.Read = best
		t.Shown = inCaseOf(t.Typed, withLetterOf(t.Typed, best))
		if t.How == Exact {
			t.How = Marks
		}
	}
	if best == t.Canonical && t.Certainty >= sureAsTyped {
		return
	}
	t.Group = found.Candidates[:agreeing]
}

const (
	// maxChoices bounds the other readings of one word that are offered.
	maxChoices = 3
	// minChoice is how likely another reading must be to be offered.
	minChoice = 0.05
)

// correct reads t as what it is a slip for.
func (t *Term) correct(found language.Restoration) {
	t.Read = found.Candidates[found.Best]
	t.Certainty = found.Likelihood[found.Best]
	t.Shown = inCaseOf(t.Typed, t.Read)
	t.How = Spelling
	for i, c := range found.Candidates {
		if i != found.Best && found.Likelihood[i] >= minChoice && len(t.Choices) < maxChoices {
			t.Choices = append(t.Choices, inCaseOf(t.Typed, c))
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

// Limits of the search for slips.
const (
	// minSlipLetters is the length from which a word can be recognised with a slip.
	minSlipLetters = 3
	// maxSlipLetters bounds the words that are looked at; the longest names have 20.
	maxSlipLetters = 32
	// maxAbbreviationLetters is up to where a word in capitals is no misspelling.
	maxAbbreviationLetters = 4
)

// mayBeSlip reports whether a word is long enough, and all letters.
func (t *Term) mayBeSlip(allCapitals bool) bool {
	n := 0
	for _, r := range t.Canonical {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			return false
		}
		n++
	}
	if n < minSlipLetters || n > maxSlipLetters || t.Negated || t.Joined || t.Prefix || t.Host || t.How == Keys {
		return false
	}
	return allCapitals || n > maxAbbreviationLetters || t.Typed != strings.ToUpper(t.Typed)
}

// hasMarks reports whether s has a letter that is not ASCII.
func hasMarks(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return true
		}
	}
	return false
}
