package cluster

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// operation is one line of work of a bulk: to index an article, or to delete one.
type operation struct {
	id   string // the article's
	body []byte // the lines of the bulk's body
}

// outcome is what became of an operation.
type outcome struct {
	result string // "created", "updated", "deleted", "not_found"
	// thin: fewer copies than configured have it. It is lost when the disk of
	// those is, until the others are back.
	thin bool
	err  error // of an article that the cluster will never take
}

// bulkAnswer is the answer to a bulk, an item an operation, in order.
type bulkAnswer struct {
	Items []map[string]struct {
		Status int    `json:"status"`
		Result string `json:"result"`
		Shards struct {
			Total      int `json:"total"`
			Successful int `json:"successful"`
		} `json:"_shards"`
		Error struct {
			Type   string `json:"type"`
			Reason string `json:"reason"`
		} `json:"error"`
	} `json:"items"`
}

// bulk carries out operations and returns the outcome of each. Whole articles
// are indexed under IDs of ours, so a request whose answer was lost is sent
// again without harm, and so are single items that the cluster was too busy
// for. refresh is as in OpenSearch: "wait_for", "true" or "false".
func (c *Cluster) bulk(ctx context.Context, ops []operation, refresh string) ([]outcome, error) {
	outcomes := make([]outcome, len(ops))
	waiting := make([]int, len(ops))
	for i := range waiting {
		waiting[i] = i
	}
	pause := firstPause
	for try := 1; ; try++ {
		left, err := c.bulkOnce(ctx, ops, waiting, outcomes, refresh)
		if err != nil {
			return nil, err
		}
		if len(left) == 0 {
			return outcomes, nil
		}
		if try == attempts {
			return nil, fmt.Errorf("the cluster is too busy for %d of %d articles, after %d attempts", len(left), len(ops), attempts)
		}
		c.log.Warn("sending articles to the cluster again", "articles", len(left), "attempt", try)
		if err := wait(ctx, pause); err != nil {
			return nil, err
		}
		waiting, pause = left, min(2*pause, longestPause)
	}
}

// bulkOnce sends the operations named by waiting and returns those to send again.
func (c *Cluster) bulkOnce(ctx context.Context, ops []operation, waiting []int, outcomes []outcome, refresh string) (left []int, err error) {
	var body bytes.Buffer
	for _, i := range waiting {
		body.Write(ops[i].body)
	}
	var answer bulkAnswer
	path := "/" + c.options.Index + "/_bulk?refresh=" + refresh
	if err := c.retry(ctx, http.MethodPost, request{path: path, body: body.Bytes(), kind: "application/x-ndjson"}, &answer); err != nil {
		return nil, err
	}
	if len(answer.Items) != len(waiting) {
		return nil, fmt.Errorf("the cluster answers for %d of %d articles", len(answer.Items), len(waiting))
	}
	for n, item := range answer.Items {
		i := waiting[n]
		for _, v := range item {
			refused := &refusal{status: v.Status, kind: v.Error.Type, reason: v.Error.Reason}
			switch {
			case v.Error.Type == "":
				outcomes[i] = outcome{result: v.Result, thin: v.Shards.Successful < v.Shards.Total}
			case refused.again():
				left = append(left, i)
			default:
				outcomes[i] = outcome{err: refused}
			}
		}
	}
	return left, nil
}

// hashes returns the content hashes of those of ids that the cluster has.
func (c *Cluster) hashes(ctx context.Context, ids []string) (map[string]string, error) {
	documents := make([]object, len(ids))
	for i, id := range ids {
		documents[i] = object{"_id": documentID(id), "_source": []string{fieldHash}}
	}
	var answer struct {
		Docs []struct {
			Found  bool
			Source struct{ Hash string } `json:"_source"`
			Error  json.RawMessage
		}
	}
	if err := c.call(ctx, http.MethodPost, "/"+c.options.Index+"/_mget", object{"docs": documents}, &answer); err != nil {
		return nil, fmt.Errorf("look up articles: %w", err)
	}
	if len(answer.Docs) != len(ids) {
		return nil, fmt.Errorf("look up articles: the cluster answers for %d of %d", len(answer.Docs), len(ids))
	}
	found := map[string]string{}
	for i, d := range answer.Docs {
		if len(d.Error) > 0 {
			return nil, errors.New("look up articles: " + string(d.Error))
		}
		if d.Found {
			found[ids[i]] = d.Source.Hash
		}
	}
	return found, nil
}
