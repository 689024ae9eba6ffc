package owner

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"

	"github.com/newssearch/newssearch/index"
)

// all sends every article as a reply of its own, and an empty reply at the end.
func (s *Server) all(w http.ResponseWriter, r *http.Request) {
	out := json.NewEncoder(w)
	for a, err := range s.archive.All(r.Context()) {
		if out.Encode(reply[*index.Article]{Value: &a, Fault: newFault(err)}) != nil || err != nil {
			return
		}
	}
	_ = out.Encode(reply[*index.Article]{})
}

// All implements Archive.
func (c *Client) All(ctx context.Context) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel() // ends the answer when the loop does
		response, err := c.post(ctx, allPath, http.NoBody)
		if err != nil {
			yield(index.Article{}, err)
			return
		}
		defer response.Body.Close()
		for in := json.NewDecoder(response.Body); ; {
			var a reply[*index.Article]
			if err := in.Decode(&a); err != nil {
				yield(index.Article{}, c.broken(ctx, err))
				return
			}
			if a.Fault != nil {
				yield(index.Article{}, a.Fault.err())
				return
			}
			if a.Value == nil || !yield(*a.Value, nil) {
				return
			}
		}
	}
}
