package owner

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"

	"github.com/newssearch/newssearch/index"
)

// all sends every article.
func (s *Server) all(w http.ResponseWriter, r *http.Request) { send(w, s.archive.All(r.Context())) }

// matching sends every article that a request asks for.
func (s *Server) matching(w http.ResponseWriter, r *http.Request) {
	var q index.Request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&q); err != nil {
		http.Error(w, "request: "+err.Error(), http.StatusBadRequest)
		return
	}
	send(w, s.archive.Matching(r.Context(), q))
}

// send sends each article as a reply of its own, and an empty reply at the end.
func send(w http.ResponseWriter, articles iter.Seq2[index.Article, error]) {
	out := json.NewEncoder(w)
	for a, err := range articles {
		if out.Encode(reply[*index.Article]{Value: &a, Fault: newFault(err)}) != nil || err != nil {
			return
		}
	}
	_ = out.Encode(reply[*index.Article]{})
}

// All implements Archive.
func (c *Client) All(ctx context.Context) iter.Seq2[index.Article, error] {
	return c.receive(ctx, allPath, none{})
}

// Matching implements Archive.
func (c *Client) Matching(ctx context.Context, r index.Request) iter.Seq2[index.Article, error] {
	return c.receive(ctx, matchingPath, r)
}

// receive asks for articles that send sends.
func (c *Client) receive(ctx context.Context, path string, q any) iter.Seq2[index.Article, error] {
	return func(yield func(index.Article, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel() // ends the answer when the loop does
		response, err := c.ask(ctx, path, q)
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
