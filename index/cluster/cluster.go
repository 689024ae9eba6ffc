package cluster

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/opensearch-project/opensearch-go/v4"
	"github.com/opensearch-project/opensearch-go/v4/opensearchapi"

	"github.com/newssearch/newssearch/index"
)

// Cluster is a collection of articles in an OpenSearch cluster. It is safe for
// concurrent use, in one process and in many.
type Cluster struct {
	client  *opensearchapi.Client
	options Options
	log     *slog.Logger
	placers sync.Pool
	recent  *recentStories
	models  models
	shards  int // of the collection
}

const (
	// attempts is how often a request is sent at most when nodes fail or are
	// busy: with the pauses below about half a minute, in which a cluster that
	// lost a node has recovered.
	attempts = 8
	// firstPause and longestPause bound the time between two attempts; each is
	// twice the one before.
	firstPause   = 200 * time.Millisecond
	longestPause = 10 * time.Second
	// requestTimeout bounds one attempt: a bulk of batchBytes takes seconds.
	requestTimeout = 60 * time.Second
	// greenTimeout is how long Open waits until a new collection has all its copies.
	greenTimeout = 30 * time.Second
)

// Open connects to a cluster. It creates the collection when there is none,
// unless opts.Existing or opts.ReadOnly is set; then the error matches index.ErrNotFound. An error that
// matches index.ErrSchema means that the collection was made by another version.
func Open(ctx context.Context, opts Options) (*Cluster, error) {
	if err := opts.validate(); err != nil {
		return nil, err
	}
	// The client's own retries are off: what is harmless to send again is
	// decided here, see bulk.go.
	client, err := opensearchapi.NewClient(opensearchapi.Config{Client: opensearch.Config{
		Addresses: opts.Addresses, Username: opts.Username, Password: opts.Password, CACert: opts.CACert,
		RequestTimeout: requestTimeout, DisableRetry: true,
	}})
	if err != nil {
		return nil, fmt.Errorf("open cluster: %w", err)
	}
	c := &Cluster{client: client, options: opts, log: opts.Logger, recent: newRecentStories()}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	c.placers.New = func() any { return newPlacer() }
	if err := c.prepare(ctx); err != nil {
		return nil, fmt.Errorf("open %s: %w", c, err)
	}
	return c, nil
}

// String names the collection in messages.
func (c *Cluster) String() string {
	return fmt.Sprintf("%s in the cluster at %s", c.options.Index, c.options.Addresses[0])
}

// physical is the name of the index behind the alias.
func (c *Cluster) physical() string { return c.options.Index + "-v" + mappingVersion }

// prepare checks that the collection is there and of this version, or creates it.
func (c *Cluster) prepare(ctx context.Context) error {
	found := map[string]struct {
		Mappings struct {
			Meta struct {
				Version string `json:"newssearch"`
			} `json:"_meta"`
		} `json:"mappings"`
	}{}
	err := c.call(ctx, http.MethodGet, "/"+c.options.Index+"/_mapping", nil, &found)
	var refused *refusal
	switch {
	case errors.As(err, &refused) && refused.status == http.StatusNotFound:
		if c.options.ReadOnly || c.options.Existing {
			return index.ErrNotFound
		}
		return c.create(ctx)
	case err != nil:
		return err
	}
	if err := c.countShards(ctx); err != nil {
		return err
	}
	for name, m := range found {
		if m.Mappings.Meta.Version != mappingVersion {
			return fmt.Errorf("index %s is of version %q, this program needs %q: %w", name, m.Mappings.Meta.Version, mappingVersion, index.ErrSchema)
		}
	}
	return nil
}

// countShards finds out how many shards the collection has.
func (c *Cluster) countShards(ctx context.Context) error {
	found := map[string]struct {
		Settings struct {
			Index struct {
				Shards int `json:"number_of_shards,string"`
			}
		}
	}{}
	if err := c.call(ctx, http.MethodGet, "/"+c.options.Index+"/_settings", nil, &found); err != nil {
		return err
	}
	for _, s := range found {
		c.shards += s.Settings.Index.Shards
	}
	c.shards = max(c.shards, 1)
	return nil
}

// create makes the index and its alias in one step and waits for its copies: a
// write before that would be acknowledged by one copy only.
func (c *Cluster) create(ctx context.Context) error {
	body := indexSettings(c.options.shards(), c.options.replicas())
	body["aliases"] = object{c.options.Index: object{"is_write_index": true}}
	err := c.call(ctx, http.MethodPut, "/"+c.physical(), body, nil)
	var refused *refusal
	if errors.As(err, &refused) && refused.kind == "resource_already_exists_exception" {
		err = nil // another process was faster
	}
	if err != nil {
		return fmt.Errorf("create: %w", err)
	}
	var health struct {
		TimedOut bool   `json:"timed_out"`
		Status   string `json:"status"`
	}
	path := fmt.Sprintf("/_cluster/health/%s?wait_for_status=green&timeout=%s", c.physical(), greenTimeout)
	if err := c.call(ctx, http.MethodGet, path, nil, &health); err != nil {
		return fmt.Errorf("wait for copies: %w", err)
	}
	c.shards = c.options.shards()
	if health.TimedOut {
		c.log.Warn("the new collection has not all its copies yet", "collection", c.options.Index, "status", health.Status)
	}
	return nil
}

// refusal is an answer of the cluster that is no success.
type refusal struct {
	status       int
	kind, reason string
}

func (r *refusal) Error() string {
	return fmt.Sprintf("the cluster refuses it: %s (%s, HTTP %d)", r.reason, r.kind, r.status)
}

// again reports whether the same request may succeed later.
func (r *refusal) again() bool { return r.status == http.StatusTooManyRequests || r.status >= 500 }

// request is a call of the cluster's API; it implements opensearch.Request.
type request struct {
	path string
	body []byte
	kind string // of the body
}

func (r request) GetRequest(method string) (*http.Request, error) {
	q, err := http.NewRequest(method, r.path, bytes.NewReader(r.body)) //nolint:noctx // the client sets the context
	if err == nil && len(r.body) > 0 {
		q.Header.Set("Content-Type", r.kind)
	}
	return q, err
}

// maxAnswerBytes bounds what is read of one answer.
const maxAnswerBytes = 512 << 20

// send sends a request once and decodes the answer into answer unless it is nil.
// The error is a *refusal when the cluster answered otherwise than with success.
func (c *Cluster) send(ctx context.Context, method string, r request, answer any) error {
	res, err := c.client.Client.Do(ctx, method, r, nil) //nolint:staticcheck // the typed form reads the answer for us; refusals are read here
	if res == nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswerBytes))
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return refusalOf(res.StatusCode, body)
	}
	if answer == nil {
		return nil
	}
	if err := json.Unmarshal(body, answer); err != nil {
		return fmt.Errorf("read the cluster's answer: %w", err)
	}
	return nil
}

func refusalOf(status int, body []byte) *refusal {
	var told struct {
		Error struct {
			Type, Reason string
			RootCause    []struct{ Type, Reason string } `json:"root_cause"`
		}
	}
	r := &refusal{status: status, kind: http.StatusText(status)}
	if json.Unmarshal(body, &told) == nil && told.Error.Type != "" {
		r.kind, r.reason = told.Error.Type, told.Error.Reason
		if roots := told.Error.RootCause; len(roots) > 0 {
			r.reason = roots[0].Reason
		}
	}
	return r
}

// call sends body as JSON, and again while the cluster is busy or a node fails:
// only for what may be repeated.
func (c *Cluster) call(ctx context.Context, method, path string, body, answer any) error {
	r := request{path: path, kind: "application/json"}
	if body != nil {
		var err error
		if r.body, err = json.Marshal(body); err != nil {
			return err
		}
	}
	return c.retry(ctx, method, r, answer)
}

func (c *Cluster) retry(ctx context.Context, method string, r request, answer any) error {
	pause := firstPause
	for try := 1; ; try++ {
		err := c.send(ctx, method, r, answer)
		var refused *refusal
		if err == nil || errors.As(err, &refused) && !refused.again() {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if try == attempts {
			return fmt.Errorf("after %d attempts: %w", attempts, err)
		}
		c.log.Warn("asking the cluster again", "path", r.path, "attempt", try, "err", err)
		if err := wait(ctx, pause); err != nil {
			return err
		}
		pause = min(2*pause, longestPause)
	}
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
