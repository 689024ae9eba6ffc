package alert

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"time"

	"go.etcd.io/bbolt"
)

const (
	// deliverBatch is the number of hits that are delivered together.
	deliverBatch = 100
	// deliverTimeout ends a webhook or a command that hangs.
	deliverTimeout = 30 * time.Second
	// firstRetry is when a delivery that failed is tried again; it doubles up to maxRetry.
	firstRetry = 5 * time.Second
	maxRetry   = time.Hour
	// maxOutput bounds what is kept of what a webhook or a command says of a failure.
	maxOutput = 500
)

// Delivery is what a webhook gets as JSON, and a command on standard input.
type Delivery struct {
	Search string `json:"search"`
	Query  string `json:"query"`
	Hits   []Hit  `json:"hits"`
}

// Deliver sends what is not delivered yet, of every search whose turn it is. It
// returns when to come again, or zero when nothing waits. An error is one of the
// database; what goes wrong at the other end is noted with the search.
func (b *Book) Deliver(ctx context.Context) (next time.Time, err error) {
	b.delivering.Lock()
	defer b.delivering.Unlock()
	searches, err := b.List()
	if err != nil {
		return next, err
	}
	for _, s := range searches {
		if !s.delivers() {
			continue
		}
		if s, err = b.deliverAll(ctx, s); err != nil {
			return next, err
		}
		if s.Failures > 0 && (next.IsZero() || s.Next.Before(next)) {
			next = s.Next
		}
	}
	return next, nil
}

// deliverAll delivers the hits of one search, as long as that goes well.
func (b *Book) deliverAll(ctx context.Context, s Saved) (Saved, error) {
	for time.Now().After(s.Next) && ctx.Err() == nil {
		hits, err := b.Hits(s.Name, s.Delivered)
		if errors.Is(err, ErrNotFound) || err == nil && len(hits) == 0 {
			return s, nil
		}
		if err != nil {
			return s, err
		}
		hits = hits[:min(len(hits), deliverBatch)]
		sendErr := send(ctx, s, Delivery{Search: s.Name, Query: s.Query, Hits: hits})
		if ctx.Err() != nil {
			return s, ctx.Err()
		}
		if s, err = b.delivered(s, hits[len(hits)-1].Number, sendErr); err != nil {
			return s, err
		}
		if sendErr != nil {
			b.log.Warn("an alert was not delivered", "search", s.Name, "next", s.Next, "error", sendErr)
			return s, nil
		}
		b.log.Info("alert delivered", "search", s.Name, "hits", len(hits))
	}
	return s, nil
}

// delivered notes how a delivery went.
func (b *Book) delivered(sent Saved, last uint64, cause error) (s Saved, err error) {
	err = b.db.Update(func(tx *bbolt.Tx) error {
		if s, err = searchIn(tx, sent.Name); errors.Is(err, ErrNotFound) || !s.Created.Equal(sent.Created) {
			return nil // it was removed or changed meanwhile
		}
		if err != nil {
			return err
		}
		if cause == nil {
			s.Delivered, s.Failures, s.Error, s.Next = last, 0, "", time.Time{}
		} else {
			s.Next = time.Now().UTC().Add(min(firstRetry<<min(s.Failures, 20), maxRetry))
			s.Failures++
			s.Error = cause.Error()
		}
		return putSearch(tx, s)
	})
	return s, err
}

// send gives a delivery to the webhook and the command of a search.
func send(ctx context.Context, s Saved, d Delivery) error {
	ctx, cancel := context.WithTimeout(ctx, deliverTimeout)
	defer cancel()
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	if s.Webhook != "" {
		if err := post(ctx, s, d, body); err != nil {
			return err
		}
	}
	if s.Command != "" {
		return runCommand(ctx, s.Command, body)
	}
	return nil
}

// post sends a delivery to a webhook. Redirects are not followed: they would lead
// elsewhere than the person said. The key names the hits, for a receiver that wants to
// leave out what it has got already.
func post(ctx context.Context, s Saved, d Delivery, body []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Webhook, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "newssearch")
	request.Header.Set("Idempotency-Key", fmt.Sprintf("%x-%d-%d-%d", s.Name, s.Created.Unix(), d.Hits[0].Number, d.Hits[len(d.Hits)-1].Number))
	response, err := hooks.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	text, _ := io.ReadAll(io.LimitReader(response.Body, maxOutput))
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return fmt.Errorf("%s answers with status %d: %s", s.Webhook, response.StatusCode, bytes.TrimSpace(text))
	}
	return nil
}

var hooks = &http.Client{
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// runCommand gives a delivery to a command of the shell on standard input.
func runCommand(ctx context.Context, command string, body []byte) error {
	shell, flag := "sh", "-c"
	if runtime.GOOS == "windows" {
		shell, flag = "cmd", "/c"
	}
	c := exec.CommandContext(ctx, shell, flag, command) //nolint:gosec // it is the person's own
	c.Stdin = bytes.NewReader(append(body, '\n'))
	c.WaitDelay = time.Second
	c.Env = os.Environ()
	out, err := c.CombinedOutput()
	if err != nil {
		return fmt.Errorf("the command %q: %w: %s", command, err, bytes.TrimSpace(out[:min(len(out), maxOutput)]))
	}
	return nil
}

// Run matches and delivers until ctx ends: when wake says so, and from time to time.
func (b *Book) Run(ctx context.Context, wake <-chan struct{}) error {
	for {
		if err := b.Match(ctx); err != nil && ctx.Err() == nil {
			b.log.Error("saved searches cannot be matched", "error", err)
		}
		next, err := b.Deliver(ctx)
		if err != nil && ctx.Err() == nil {
			b.log.Error("alerts cannot be delivered", "error", err)
		}
		wait := idle
		if !next.IsZero() {
			wait = min(wait, max(time.Until(next), 0))
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-wake:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
		timer.Stop()
	}
}

// idle is how long Run waits for nothing: articles that were put without waking it
// are told within this time. Asking what arrived costs a look at the number of the
// last batch.
const idle = time.Second
