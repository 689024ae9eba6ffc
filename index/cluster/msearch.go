package cluster

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/newssearch/newssearch/index"
)

// answer is the answer to one search.
type answer struct {
	answerHead
	Status int
	Error  *struct {
		Type, Reason string
		RootCause    []struct{ Type, Reason string } `json:"root_cause"`
	}
	Hits struct {
		Hits []foundHit
	}
	Aggregations map[string]json.RawMessage
}

// foundHit is a document found, with what of it was asked for.
type foundHit struct {
	ID      string   `json:"_id"`
	Score   float64  `json:"_score"`
	Matched []string `json:"matched_queries"`
	Fields  struct{ Story []string }
	Source  struct {
		Story   string
		Article index.Article
	} `json:"_source"`
	Inner struct {
		Reprints struct {
			Hits struct{ Hits []foundHit }
		}
	} `json:"inner_hits"`
}

// searches asks several searches in one request. Frequencies are those of the whole
// collection, not of a shard: small or uneven shards would rank differently.
func (c *Cluster) searches(ctx context.Context, bodies ...object) ([]*answer, error) {
	var lines bytes.Buffer
	out := json.NewEncoder(&lines)
	for _, body := range bodies {
		head := object{"allow_partial_search_results": false}
		if _, scored := body["sort"]; !scored && body["size"] != 0 {
			head["search_type"] = "dfs_query_then_fetch"
		}
		if err := out.Encode(head); err != nil {
			return nil, err
		}
		if err := out.Encode(body); err != nil {
			return nil, err
		}
	}
	var got struct{ Responses []*answer }
	r := request{path: "/" + c.options.Index + "/_msearch", kind: "application/x-ndjson", body: lines.Bytes()}
	if err := c.retry(ctx, http.MethodPost, r, &got); err != nil {
		return nil, err
	}
	if len(got.Responses) != len(bodies) {
		return nil, fmt.Errorf("the cluster answers %d of %d searches", len(got.Responses), len(bodies))
	}
	for _, a := range got.Responses {
		if a.Error != nil {
			refused := &refusal{status: a.Status, kind: a.Error.Type, reason: a.Error.Reason}
			if len(a.Error.RootCause) > 0 {
				refused.reason = a.Error.RootCause[0].Reason
			}
			return nil, refused
		}
		if err := a.whole(); err != nil {
			return nil, err
		}
	}
	return got.Responses, nil
}
