package index

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/newssearch/newssearch/index/internal/lookup"
	"github.com/newssearch/newssearch/index/internal/understand"
)

// understand reads what the words of the query mean.
func (s *search) understand(ctx context.Context) (err error) {
	r := understand.Reader{
		Dictionary: &lookup.Dictionary{View: s.view.words, Model: s.index.model}, Own: s.index.own, Literal: s.request.Literal,
	}
	if s.understood, err = r.Understand(ctx, s.request.Query, s.query.Root); err != nil {
		return err
	}
	s.plan = newPlan(s.index, s.view, s.query, s.understood)
	s.tellReadings()
	return nil
}

// tellReadings says what was understood where that differs from what was typed, in
// exclusions too.
func (s *search) tellReadings() {
	text := s.request.Query
	var understood strings.Builder
	at := 0
	for _, t := range s.understood.Terms {
		if t.Joined || t.Prefix || t.Shown == t.Typed || t.Start < at {
			continue
		}
		understood.WriteString(text[at:t.Start])
		understood.WriteString(t.Shown)
		at = t.End
		s.result.Readings = append(s.result.Readings, Reading{
			Start: t.Start, End: t.End, Typed: t.Typed, Read: t.Shown, Kind: matches[kinds[t.How]], Choices: t.Choices,
		})
	}
	if at > 0 {
		understood.WriteString(text[at:])
		s.result.Understood = understood.String()
	}
	for _, e := range s.understood.Expansions {
		s.result.Readings = append(s.result.Readings, Reading{
			Start: e.Start, End: e.End, Typed: text[e.Start:e.End], Read: e.Written, Kind: matches[kinds[e.Added[0].How]], Choices: e.Choices,
		})
	}
	slices.SortStableFunc(s.result.Readings, func(a, b Reading) int { return cmp.Compare(a.Start, b.Start) })
	for _, o := range s.understood.Offers {
		s.result.Suggestions = append(s.result.Suggestions,
			Suggestion{Query: text[:o.Start] + o.Written + text[o.End:], Kind: SuggestAbbreviation})
	}
}

// offerSpelling suggests the query with words that are known, but probably
// misspelled, corrected.
func (s *search) offerSpelling(ctx context.Context) error {
	if s.request.Literal || s.counting {
		return nil
	}
	if other := s.understood.DidYouMean(); other != "" {
		r := *s.request
		r.Query = other
		return s.offer(ctx, r, SuggestSpelling)
	}
	return nil
}

// count finds how many articles have what is asked for.
func (s *search) count(ctx context.Context) error {
	if err := s.parse(); err != nil {
		return err
	}
	if err := s.understand(ctx); err != nil {
		return err
	}
	if err := s.prepare(); err != nil {
		return err
	}
	return s.execute(ctx)
}
