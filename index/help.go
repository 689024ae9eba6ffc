package index

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/query"
)

// offerHelp suggests other queries when no article has all that was asked for,
// and, whatever was found, the time that the query names as a filter.
func (s *search) offerHelp(ctx context.Context) error {
	if s.counting {
		return nil
	}
	if s.result.Total == 0 || len(s.result.Dropped) > 0 {
		if err := s.offerMore(ctx); err != nil {
			return err
		}
	}
	s.offerDate()
	return nil
}

// offerMore suggests the query with one of its demands left out: the filters,
// the quotes of its phrases, what was read into it. Where filters and quotes each
// keep everything out, it suggests to leave out both.
func (s *search) offerMore(ctx context.Context) error {
	open, filtered := s.unfiltered()
	loose := *s.request
	text, quoted := query.Unquoted(loose.Query)
	loose.Query = text
	none := true
	if filtered {
		found, err := s.try(ctx, open, SuggestWithoutFilters)
		if err != nil {
			return err
		}
		none = !found
	}
	if quoted {
		found, err := s.try(ctx, loose, SuggestFewerWords)
		if err != nil {
			return err
		}
		none = none && !found
	}
	if filtered && quoted && none {
		open.Query, _ = query.Unquoted(open.Query)
		if _, err := s.try(ctx, open, SuggestWithoutFilters); err != nil {
			return err
		}
	}
	differs, err := s.typedIsKnown()
	if err != nil || !differs {
		return err
	}
	typed := *s.request
	typed.Literal = true
	_, err = s.try(ctx, typed, SuggestLiteral)
	return err
}

// try offers what r asks for and reports whether it did.
func (s *search) try(ctx context.Context, r Request, kind SuggestionKind) (bool, error) {
	before := len(s.result.Suggestions)
	err := s.offer(ctx, r, kind)
	return len(s.result.Suggestions) > before, err
}

// offer counts what r finds, and suggests its query if that is better than what was
// found. A corrected spelling is asked about whatever was found, if it finds all its words,
// and stands in front.
func (s *search) offer(ctx context.Context, r Request, kind SuggestionKind) error {
	r.Offset, r.Limit, r.Facets, r.Explain, r.NoCollapse = 0, 1, false, false, true
	count := &search{index: s.index, view: s.view, request: &r, counting: true}
	var syntax *QueryError
	switch err := count.count(ctx); {
	case errors.As(err, &syntax):
		return nil // what is left is no query, such as "-word"
	case err != nil:
		return err
	}
	found := Suggestion{Query: r.Query, Kind: kind, Total: count.result.Total}
	dropped := len(count.result.Dropped)
	switch {
	case found.Total == 0:
	case kind == SuggestSpelling:
		if dropped == 0 {
			s.result.Suggestions = slices.Insert(s.result.Suggestions, 0, found)
		}
	case s.result.Total == 0 || dropped < len(s.result.Dropped):
		s.result.Suggestions = append(s.result.Suggestions, found)
	}
	return nil
}

// unfiltered is the request without its filters, those in the query too, and
// whether it has any.
func (s *search) unfiltered() (r Request, filtered bool) {
	r = *s.request
	filtered = !r.From.IsZero() || !r.To.IsZero() || r.Undated
	r.From, r.To, r.Undated = time.Time{}, time.Time{}, false
	for _, f := range labelFields {
		wanted := f.wanted(&r)
		filtered = filtered || len(*wanted) > 0
		*wanted = nil
	}
	nodes := query.Demands(s.query.Root)
	words := slices.DeleteFunc(slices.Clone(nodes), isFilter)
	if len(words) == len(nodes) && s.query.After.IsZero() && s.query.Before.IsZero() {
		return r, filtered
	}
	r.Query = (&query.And{Nodes: words}).String()
	return r, true
}

// isFilter reports whether n restricts labels, not text.
func isFilter(n query.Node) bool {
	if not, ok := n.(*query.Not); ok {
		n = not.Node
	}
	field, ok := n.(*query.Field)
	return ok && (labelFieldOf(field.Name) != nil || isAddressField(field.Name))
}

// typedIsKnown reports whether a word was understood as another one than was
// typed, which the collection has as well: only then can a literal search find
// more.
func (s *search) typedIsKnown() (bool, error) {
	if s.request.Literal {
		return false, nil
	}
	for _, t := range s.plan.scored {
		if t.Expands != nil || t.Shown == t.Typed {
			continue
		}
		if n, err := s.view.words.DocFreq(analyzer.Term(t.Typed)); n > 0 || err != nil {
			return n > 0, err
		}
	}
	return false, nil
}
