package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/temoto/robotstxt"
)

const (
	// robotsAge is how long a robots.txt is believed, as RFC 9309 advises.
	robotsAge = 24 * time.Hour
	// maxRobots bounds a robots.txt; RFC 9309 wants 500 KiB read at least.
	maxRobots = 512 << 10
	// maxCrawlDelay bounds the pause that a robots.txt can ask for.
	maxCrawlDelay = time.Minute
)

// rules are what a robots.txt asks of this program.
type rules struct {
	group *robotstxt.Group // nil when everything is allowed
	delay time.Duration
	until time.Time
}

func (r *rules) allows(u *url.URL) bool {
	return r.group == nil || r.group.Test(u.RequestURI())
}

// rules returns the rules of the host of u.
func (c *Client) rules(ctx context.Context, u *url.URL, r Request) (*rules, error) {
	h := c.hosts.of(u.Host)
	h.mu.Lock()
	known := h.rules
	h.mu.Unlock()
	if known != nil && time.Now().Before(known.until) {
		return known, nil
	}
	fresh, err := c.robots(ctx, u, r)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.rules = fresh
	return fresh, nil
}

// robots gets the robots.txt of the host of u. A host without one allows everything.
// While one cannot be had because of a fault of the server, or the host cannot be
// reached, nothing of it is fetched: that is the error.
func (c *Client) robots(ctx context.Context, u *url.URL, r Request) (*rules, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	r = Request{Private: r.Private, Delay: r.Delay, MaxBytes: maxRobots}
	for range maxRedirects + 1 {
		answer, next, err := c.once(ctx, at, r, 0)
		var status *StatusError
		switch {
		case errors.As(err, &status):
			if status.Status >= 400 && status.Status < 500 && status.Status != http.StatusTooManyRequests {
				return &rules{until: time.Now().Add(robotsAge)}, nil
			}
			return nil, err
		case err != nil:
			return nil, err
		case next == "":
			return readRules(answer.Body), nil
		}
		if at, err = parse(next); err != nil {
			return nil, err
		}
	}
	return &rules{until: time.Now().Add(robotsAge)}, nil // RFC 9309: as if there were none
}

// readRules reads a robots.txt. One that cannot be read is none.
func readRules(body []byte) *rules {
	r := &rules{until: time.Now().Add(robotsAge)}
	data, err := robotstxt.FromBytes(body)
	if err != nil {
		return r
	}
	r.group = data.FindGroup(product)
	if r.group != nil {
		r.delay = min(r.group.CrawlDelay, maxCrawlDelay)
	}
	return r
}
