package index

import (
	"strings"

	"github.com/newssearch/newssearch/index/internal/query"
)

// offerDate suggests to search within the time that the words of the query name,
// "tháng 3/2018" say, in place of searching for these words. It is offered when
// one time is named and none is set as a filter.
func (s *search) offerDate() {
	r := s.request
	if !r.From.IsZero() || !r.To.IsZero() || !s.query.After.IsZero() || !s.query.Before.IsZero() {
		return
	}
	phrases := query.DatePhrases(r.Query, s.now().In(query.Vietnam))
	if len(phrases) != 1 {
		return
	}
	p := phrases[0]
	start, end, ok := s.query.WordsAt(r.Query, p.Start, p.End)
	if !ok {
		return
	}
	words := strings.Fields(r.Query[:start] + " " + r.Query[end:])
	within := strings.Join(append(words, query.DateFilter(p.From, p.To)), " ")
	if q, err := query.Parse(within, nil); err != nil || len(q.Problems) > len(s.query.Problems) {
		return // what is left cannot stand alone, such as "()"
	}
	s.result.Suggestions = append(s.result.Suggestions, Suggestion{Query: within, Kind: SuggestDate, From: p.From, To: p.To})
}
