package understand

import (
	"cmp"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/index/internal/language"
)

// Limits of what is asked back. A word that the collection has is never
// replaced; but one that hardly any article has (Rare), where another one letter
// away goes much better with its neighbours, is asked about.
const (
	// sureOtherwise is how likely the other word must be.
	sureOtherwise = 0.6
	// rareCost is how many times as likely as elsewhere a slip is in a rare word.
	rareCost = 25
)

// DidYouMean is the query with words that are known, but probably misspelled,
// corrected; empty when there are none.
func (u *Understood) DidYouMean() string {
	var corrected strings.Builder
	at := 0
	for i := range u.runs {
		run := &u.runs[i]
		for j, other := range u.otherwise(run) {
			if t := run.words[j].term; other != "" && t.Start >= at {
				corrected.WriteString(u.text[at:t.Start] + inCaseOf(t.Typed, other))
				at = t.End
			}
		}
	}
	if at == 0 {
		return ""
	}
	return corrected.String() + u.text[at:]
}

// otherwise returns for each term of a run what was probably meant instead, or "";
// nothing when no word is doubted.
func (u *Understood) otherwise(r *run) []string {
	others := r.notTaken(u)
	n := len(r.words)
	typed, candidates := make([]string, n), make([][]string, n)
	slips, columns := make([][]language.Slip, n), make([][]int, n)
	doubted := false
	for i, p := range r.words {
		t := p.term
		typed[i], candidates[i] = t.Read, []string{t.Read}
		at := slices.Index(p.candidates, t.Read)
		if at < 0 { // its marks are free, see freeMarks
			at = slices.Index(p.candidates, t.Canonical)
		}
		columns[i] = []int{at}
		if !u.rare(t) {
			continue
		}
		for _, s := range u.found.Words[t.Canonical].Slips {
			s.Cost *= rareCost
			slips[i] = append(slips[i], s)
			candidates[i] = append(candidates[i], s.Term)
			columns[i] = append(columns[i], slices.Index(p.candidates, s.Term))
		}
		doubted = doubted || len(slips[i]) > 0
	}
	if !doubted {
		return others
	}
	for i, found := range language.Restore(typed, candidates, slips, r.evidence.Pick(columns)) {
		if others[i] == "" && found.Best > 0 && found.Likelihood[found.Best] >= sureOtherwise {
			others[i] = found.Candidates[found.Best]
		}
	}
	return others
}

// notTaken returns for each word with marks that was respected the reading that its
// neighbours speak for, or, of a word that few articles have, the one that is far
// commoner.
func (r *run) notTaken(u *Understood) []string {
	others := make([]string, len(r.words))
	for i, p := range r.words {
		if p.term.Negated || p.term.Host || p.keep != settled {
			continue
		}
		if p.likeliest >= sureOtherwise {
			others[i] = p.offered
		}
		if entry := u.found.Words[p.term.Canonical]; u.noise(entry) {
			others[i] = slices.MaxFunc(entry.Agreeing, func(a, b Known) int { return cmp.Compare(a.Articles, b.Articles) }).Term
		}
	}
	return others
}

// rare reports whether t is a word that hardly any article has, but some.
func (u *Understood) rare(t *Term) bool {
	if t.How == Spelling || !t.mayBeSlip(u.capitals()) {
		return false
	}
	n := 0
	for _, k := range u.found.Words[t.Canonical].Agreeing {
		if k.Term == t.Read {
			n = k.Articles
		}
	}
	return n > 0 && n <= Rare(u.found.Docs)
}
