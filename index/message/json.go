package message

import "github.com/newssearch/newssearch/index"

// Result is an index.Result as other programs get it in JSON: its problems are
// told in both languages besides their kind.
type Result struct {
	index.Result
	// Problems stand in for those of index.Result.
	Problems []Problem `json:"problems,omitempty"`
}

// Problem is an index.Problem with its texts.
type Problem struct {
	index.Problem
	Message   string `json:"message"`
	MessageVi string `json:"message_vi"`
}

// Tell returns r with the texts of its problems. Its hits are a list in JSON even
// when there are none.
func Tell(r index.Result) Result {
	if r.Hits == nil {
		r.Hits = []index.Hit{}
	}
	told := Result{Result: r}
	for _, p := range r.Problems {
		told.Problems = append(told.Problems, Problem{p, english.Problem(p.Kind), vietnamese.Problem(p.Kind)})
	}
	return told
}
