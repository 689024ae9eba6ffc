package index

import (
	"context"
	"fmt"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/complete"
)

// SuggestRequest asks how to go on with what is being typed.
type SuggestRequest struct {
	// Text is what stands in the box so far.
	Text string
	// Limit is the number of completions wanted, DefaultSuggestions when zero.
	Limit int
}

// Completion is one way to go on.
type Completion struct {
	Text string         `json:"text"`
	Kind CompletionKind `json:"kind"`
	// Count is the number of articles with it in headline or lead. In collections of
	// more than 30,000 articles it is estimated from a sample of the leads.
	Count int `json:"count"`
}

// CompletionKind is what a completion is.
type CompletionKind string

// The kinds of completions.
const (
	CompletionPhrase   CompletionKind = "phrase"
	CompletionName     CompletionKind = "name"
	CompletionHeadline CompletionKind = "headline"
	CompletionWord     CompletionKind = "word"
)

// completionKinds are those of package complete.
var completionKinds = [...]CompletionKind{
	complete.Phrase: CompletionPhrase, complete.Name: CompletionName, complete.Headline: CompletionHeadline, complete.Word: CompletionWord,
}

// Limits of Suggest.
const (
	// DefaultSuggestions is what fits below a search box.
	DefaultSuggestions = 8
	// MaxSuggestions bounds SuggestRequest.Limit.
	MaxSuggestions = 50
	// MaxSuggestBytes bounds SuggestRequest.Text: no phrase or headline is longer.
	MaxSuggestBytes = 1000
)

// Suggest completes r.Text with phrases, names and headlines of the collection,
// the most used and most recent first. It does not wait for what is being
// learned about recent articles.
func (x *Index) Suggest(ctx context.Context, r SuggestRequest) (list []Completion, err error) {
	switch {
	case r.Limit < 0 || r.Limit > MaxSuggestions:
		return nil, &RequestError{Field: "Limit", Reason: fmt.Sprintf("%d is not between 0 and %d", r.Limit, MaxSuggestions)}
	case len(r.Text) > MaxSuggestBytes:
		return nil, &RequestError{Field: "Text", Reason: fmt.Sprintf("%d bytes, at most %d", len(r.Text), MaxSuggestBytes)}
	case r.Limit == 0:
		r.Limit = DefaultSuggestions
	}
	end, err := x.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	defer recoverFault(x.log, x.path, &err)
	if err := x.refreshSuggestions(ctx); err != nil {
		return nil, err
	}
	table := x.suggester.table.Load()
	if table == nil {
		return nil, nil
	}
	for _, c := range table.Find(analyzer.Normalize(r.Text), r.Limit) {
		list = append(list, Completion{Text: c.Text, Kind: completionKinds[c.Kind], Count: c.Count})
	}
	return list, nil
}
