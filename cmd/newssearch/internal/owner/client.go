package owner

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/newssearch/newssearch/index"
)

// helloTimeout is how long an owner may take to say who it is. It does nothing else
// meanwhile, but the machine may be busy.
const helloTimeout = 10 * time.Second

// past is a deadline that has passed.
var past = time.Unix(1, 0)

// Client is the index of an owner, seen from another process. It is safe for
// concurrent use.
type Client struct {
	dir    string
	info   Info
	secret string
	http   *http.Client
}

// Find returns the index in dir through the process that owns it. The error is
// ErrNone when no process does.
func Find(ctx context.Context, dir string) (*Client, error) {
	r, err := readRecord(dir)
	if err != nil {
		return nil, err
	}
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, r.Network, r.Address)
	}
	c := &Client{dir: dir, info: r.Info, secret: r.Secret, http: &http.Client{Transport: &http.Transport{DialContext: dial}}}
	hello, cancel := context.WithTimeout(ctx, helloTimeout)
	defer cancel()
	there, err := ask[record](hello, c, helloPath, none{})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case hello.Err() != nil:
		return nil, fmt.Errorf("%v owns the index %s and does not answer; end it, and try again: %w", r.Info, dir, index.ErrLocked)
	case err != nil:
		return nil, ErrNone // a record that was left behind
	case there.Protocol != protocol:
		return nil, fmt.Errorf("%v owns the index %s and is another version of the program; start it again: %w", r.Info, dir, index.ErrLocked)
	}
	c.info = there.Info
	return c, nil
}

// Owner says who owns the index.
func (c *Client) Owner() Info { return c.info }

// Close implements Archive. The owner is not disturbed.
func (c *Client) Close() error {
	c.http.CloseIdleConnections()
	return nil
}

// post sends a request. The response has status 200.
func (c *Client) post(ctx context.Context, path string, body io.Reader) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://owner"+path, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+c.secret)
	response, err := c.http.Do(request)
	if err != nil {
		return nil, c.broken(ctx, err)
	}
	if response.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(response.Body, 1<<10))
		_ = response.Body.Close()
		return nil, fmt.Errorf("%v: %s: %s", c.info, response.Status, bytes.TrimSpace(text))
	}
	return response, nil
}

// broken is the error for a connection that ended too early.
func (c *Client) broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%v had the index %s: %w (%w)", c.info, c.dir, ErrLeft, err)
}

// ask sends a value. The response has status 200.
func (c *Client) ask(ctx context.Context, path string, q any) (*http.Response, error) {
	body, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	return c.post(ctx, path, bytes.NewReader(body))
}

// ask asks the owner.
func ask[A, Q any](ctx context.Context, c *Client, path string, q Q) (A, error) {
	var a reply[A]
	response, err := c.ask(ctx, path, q)
	if err != nil {
		return a.Value, err
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&a); err != nil {
		return a.Value, c.broken(ctx, err)
	}
	return a.Value, a.Fault.err()
}

// Search implements Archive.
func (c *Client) Search(ctx context.Context, r index.Request) (index.Result, error) {
	return ask[index.Result](ctx, c, searchPath, r)
}

// Get implements Archive.
func (c *Client) Get(ctx context.Context, id string) (index.Article, error) {
	return ask[index.Article](ctx, c, getPath, id)
}

// Related implements Archive.
func (c *Client) Related(ctx context.Context, id string, limit int) ([]index.Hit, error) {
	return ask[[]index.Hit](ctx, c, relatedPath, limited{id, limit})
}

// Reprints implements Archive.
func (c *Client) Reprints(ctx context.Context, id string) ([]index.Reprint, error) {
	return ask[[]index.Reprint](ctx, c, reprintsPath, id)
}

// Suggest implements Archive.
func (c *Client) Suggest(ctx context.Context, r index.SuggestRequest) ([]index.Completion, error) {
	return ask[[]index.Completion](ctx, c, suggestPath, r)
}

// Abbreviations implements Archive.
func (c *Client) Abbreviations(ctx context.Context) ([]index.Abbreviation, error) {
	return ask[[]index.Abbreviation](ctx, c, abbreviationsPath, none{})
}

// Stats implements Archive.
func (c *Client) Stats(ctx context.Context) (index.Stats, error) {
	return ask[index.Stats](ctx, c, statsPath, none{})
}

// Put implements Archive.
func (c *Client) Put(ctx context.Context, articles []index.Article) (index.PutResult, error) {
	r, err := ask[putResult](ctx, c, putPath, articles)
	return r.result(), err
}

// Delete implements Archive.
func (c *Client) Delete(ctx context.Context, ids ...string) (int, error) {
	return ask[int](ctx, c, deletePath, ids)
}

// Remove implements Archive.
func (c *Client) Remove(ctx context.Context, ids ...string) (int, error) {
	return ask[int](ctx, c, removePath, ids)
}

// Restore implements Archive.
func (c *Client) Restore(ctx context.Context, ids ...string) (int, error) {
	return ask[int](ctx, c, restorePath, ids)
}

// Removed implements Archive.
func (c *Client) Removed(ctx context.Context) ([]index.Removal, error) {
	return ask[[]index.Removal](ctx, c, removedPath, none{})
}
