package index

import (
	"context"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/index/internal/language"
)

// Limits of what is asked back. A word that the collection has is never
// replaced; but one that hardly any article has, where another one letter away
// goes much better with its neighbours, is asked about.
const (
	// rareShare is the share of articles, one in rareShare, up to which a word is
	// looked at; in small collections rareArticles.
	rareShare    = 2000
	rareArticles = 2
	// sureOtherwise is how likely the other word must be.
	sureOtherwise = 0.6
	// rareCost is how many times as likely as elsewhere a slip is in a rare word.
	rareCost = 25
)

// offerSpelling suggests the query with words that are known, but probably
// misspelled, corrected.
func (s *search) offerSpelling(ctx context.Context) error {
	if s.request.Literal || s.counting {
		return nil
	}
	text := s.request.Query
	var corrected strings.Builder
	at := 0
	r := &reader{index: s.index, view: s.view, text: text}
	for _, t := range s.plan.terms {
		if t.expands == nil {
			r.terms = append(r.terms, t)
		}
	}
	for _, run := range r.runs() {
		others, err := r.otherwise(run)
		if err != nil {
			return err
		}
		for i, t := range run {
			if others[i] != "" && t.start >= at {
				corrected.WriteString(text[at:t.start] + inCaseOf(t.typed, others[i]))
				at = t.end
			}
		}
	}
	if at == 0 {
		return nil
	}
	corrected.WriteString(text[at:])
	return s.offer(ctx, Suggestion{Query: corrected.String(), Kind: SuggestSpelling})
}

// offer adds a suggestion in front, with the number of articles it finds, if
// that is not none.
func (s *search) offer(ctx context.Context, o Suggestion) error {
	request := *s.request
	request.Query, request.Offset, request.Limit, request.Facets, request.Explain = o.Query, 0, 1, false, false
	count := &search{index: s.index, view: s.view, request: &request, counting: true}
	for _, step := range []func() error{
		count.parse, count.understand, count.prepare, func() error { return count.execute(ctx) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	if o.Total = count.result.Total; o.Total == 0 || len(count.result.Dropped) > 0 {
		return nil
	}
	s.result.Suggestions = slices.Insert(s.result.Suggestions, 0, o)
	return nil
}

// otherwise returns for each term of a run what was probably meant instead, or "".
func (r *reader) otherwise(run []*term) ([]string, error) {
	others := make([]string, len(run))
	typed := make([]string, len(run))
	candidates := make([][]string, len(run))
	slips := make([][]language.Slip, len(run))
	doubted := false
	for i, t := range run {
		typed[i], candidates[i] = t.read, []string{t.read}
		rare, err := r.rare(t)
		if err != nil {
			return nil, err
		}
		if !rare {
			continue
		}
		if slips[i], err = r.index.slips(r.view, t.canonical); err != nil {
			return nil, err
		}
		slips[i] = slices.Clone(slips[i])
		for j := range slips[i] {
			s := &slips[i][j]
			s.Cost *= rareCost
			candidates[i] = append(candidates[i], s.Term)
		}
		doubted = doubted || len(slips[i]) > 0
	}
	if !doubted {
		return others, nil
	}
	for i, found := range r.index.model.Restore(typed, candidates, slips) {
		if found.Best > 0 && found.Likelihood[found.Best] >= sureOtherwise {
			others[i] = found.Candidates[found.Best]
		}
	}
	return others, nil
}

// rare reports whether t is a word that hardly any article has, but some.
func (r *reader) rare(t *term) (bool, error) {
	if t.how == MatchSpelling || !t.mayBeSlip(r.text == strings.ToUpper(r.text)) {
		return false, nil
	}
	n, err := r.view.docFreq(t.read)
	return n > 0 && n <= max(rareArticles, r.view.Docs/rareShare), err
}
