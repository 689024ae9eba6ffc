package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"code.dny.dev/ssrf"
)

// The defaults, and the limits of one request.
const (
	// DefaultDelay is the time between two requests to a host: thirty articles a
	// minute, which no server notices.
	DefaultDelay = 2 * time.Second
	// DefaultTimeout is for a request with everything that belongs to it, waiting
	// for its turn left out.
	DefaultTimeout = time.Minute
	// DefaultMaxBytes bounds an answer, decompressed. Real pages stay below 5 MB,
	// feeds below 10 MB.
	DefaultMaxBytes = 16 << 20
	maxRedirects    = 5
	// maxWait is the longest time that a request waits for a host; what takes
	// longer is for a schedule.
	maxWait = 2 * time.Minute
	// maxRetryAfter bounds how long a server can ask to be left alone.
	maxRetryAfter = 24 * time.Hour
)

// product is the name by which robots.txt addresses this program.
const product = "newssearch"

// Options are the settings of a client. The zero value works.
type Options struct {
	// Contact is an address of mail or a page of whoever fetches, for the
	// administrators of the sites. It is part of the User-Agent.
	Contact string
	// Version of the program, for the User-Agent.
	Version string
	// Delay is the time between two requests to a host, DefaultDelay when zero. A
	// site that asks for more in its robots.txt gets it.
	Delay time.Duration
	// Timeout is for each request, DefaultTimeout when zero.
	Timeout time.Duration
	// Transport replaces the connections to the network, in tests.
	Transport http.RoundTripper
}

// Request is one address to get.
type Request struct {
	URL string
	// ETag and LastModified are those of the copy that the caller has.
	ETag, LastModified string
	// Private allows addresses that are not public, and any port.
	Private bool
	// Delay replaces that of the client when not zero.
	Delay time.Duration
	// MaxBytes bounds the answer, DefaultMaxBytes when zero.
	MaxBytes int64
}

// Response is what was got.
type Response struct {
	// URL is where the answer came from, after redirects.
	URL string
	// NotModified means that the caller's copy is still good; Body is empty.
	NotModified        bool
	Body               []byte
	ContentType        string
	ETag, LastModified string
}

// Client gets pages. It is safe for concurrent use.
type Client struct {
	options Options
	agent   string
	public  http.RoundTripper
	private http.RoundTripper
	hosts   hosts
}

// New returns a client.
func New(o Options) *Client {
	if o.Delay == 0 {
		o.Delay = DefaultDelay
	}
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	c := &Client{options: o, agent: userAgent(o), public: o.Transport, private: o.Transport, hosts: hosts{byName: map[string]*host{}}}
	if o.Transport == nil {
		c.public, c.private = transport(ssrf.New()), transport(nil)
	}
	return c
}

// userAgent says who fetches, and where to complain.
func userAgent(o Options) string {
	agent := product
	if o.Version != "" {
		agent += "/" + o.Version
	}
	contact := "+https://github.com/newssearch/newssearch"
	if o.Contact != "" {
		contact += "; " + o.Contact
	}
	return agent + " (" + contact + ")"
}

// Get gets a page. Its errors match those of this package, *StatusError and
// *LaterError among them, or the context's.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	at := r.URL
	for range maxRedirects + 1 {
		u, err := parse(at)
		if err != nil {
			return Response{}, err
		}
		rules, err := c.rules(ctx, u, r)
		if err != nil {
			return Response{}, fmt.Errorf("%s: robots.txt: %w", u.Host, err)
		}
		if !rules.allows(u) {
			return Response{}, fmt.Errorf("%s: %w", at, ErrRobots)
		}
		answer, next, err := c.once(ctx, u, r, max(c.delay(r), rules.delay))
		if err != nil || next == "" {
			return answer, err
		}
		at = next
	}
	return Response{}, fmt.Errorf("%s: %w", r.URL, ErrRedirects)
}

func (c *Client) delay(r Request) time.Duration {
	if r.Delay > 0 {
		return r.Delay
	}
	return c.options.Delay
}

func parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%.200q: %w", address, ErrAddress)
	}
	u.Fragment = ""
	return u, nil
}

// once makes one request, when it is the turn of its host. next is where the
// answer leads on to.
func (c *Client) once(ctx context.Context, u *url.URL, r Request, delay time.Duration) (answer Response, next string, err error) {
	h := c.hosts.of(u.Host)
	leave, err := h.enter(ctx, delay)
	if err != nil {
		return Response{}, "", err
	}
	defer leave()
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return Response{}, "", fmt.Errorf("%.200q: %w", u, ErrAddress)
	}
	request.Header.Set("User-Agent", c.agent)
	request.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5")
	request.Header.Set("Accept-Language", "vi, en;q=0.5")
	if r.ETag != "" {
		request.Header.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		request.Header.Set("If-Modified-Since", r.LastModified)
	}
	response, err := c.trip(r).RoundTrip(request)
	if err != nil {
		return Response{}, "", failed(u, err)
	}
	defer response.Body.Close()
	switch status := response.StatusCode; {
	case status == http.StatusNotModified && (r.ETag != "" || r.LastModified != ""):
		return Response{URL: u.String(), NotModified: true, ETag: r.ETag, LastModified: r.LastModified}, "", nil
	case isRedirect(status):
		next, err = redirect(u, response)
		return Response{}, next, err
	case status != http.StatusOK:
		e := &StatusError{URL: u.String(), Status: status, RetryAfter: retryAfter(response)}
		h.leaveAlone(e.RetryAfter)
		return Response{}, "", e
	}
	answer, err = read(u, response, r.MaxBytes)
	return answer, "", err
}

func (c *Client) trip(r Request) http.RoundTripper {
	if r.Private {
		return c.private
	}
	return c.public
}

// failed says why a connection could not be had.
func failed(u *url.URL, err error) error {
	for _, refused := range []error{ssrf.ErrProhibitedIP, ssrf.ErrProhibitedPort, ssrf.ErrProhibitedNetwork} {
		if errors.Is(err, refused) {
			return fmt.Errorf("%s: %w: %w", u.Host, ErrPrivate, refused)
		}
	}
	return fmt.Errorf("%s: %w", u.Host, err)
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// redirect is where an answer leads to. It is checked like any other address.
func redirect(u *url.URL, response *http.Response) (string, error) {
	to, err := u.Parse(response.Header.Get("Location"))
	if err != nil || response.Header.Get("Location") == "" {
		return "", fmt.Errorf("%s leads to %.200q: %w", u, response.Header.Get("Location"), ErrAddress)
	}
	return to.String(), nil
}

func read(u *url.URL, response *http.Response, limit int64) (Response, error) {
	if limit == 0 {
		limit = DefaultMaxBytes
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, limit+1))
	switch {
	case err != nil:
		return Response{}, fmt.Errorf("%s: %w", u, err)
	case int64(len(body)) > limit:
		return Response{}, fmt.Errorf("%s: %w: more than %d bytes", u, ErrTooLarge, limit)
	}
	return Response{
		URL: u.String(), Body: body, ContentType: response.Header.Get("Content-Type"),
		ETag: response.Header.Get("ETag"), LastModified: response.Header.Get("Last-Modified"),
	}, nil
}
