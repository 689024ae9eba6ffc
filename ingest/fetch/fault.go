package fetch

import (
	"errors"
	"fmt"
	"time"
)

// Errors that callers tell apart with errors.Is.
var (
	// ErrAddress means that a URL is not an http or https address.
	ErrAddress = errors.New("not an http or https address")
	// ErrRobots means that the site's robots.txt asks not to fetch this.
	ErrRobots = errors.New("robots.txt asks not to fetch this")
	// ErrPrivate means that a name leads to an address that is not public.
	ErrPrivate = errors.New("not a public address")
	// ErrTooLarge means that the answer is longer than allowed.
	ErrTooLarge = errors.New("the answer is too large")
	// ErrRedirects means that an address leads on and on.
	ErrRedirects = errors.New("too many redirects")
)

// StatusError means that a server answered, but not with what was asked for.
type StatusError struct {
	URL    string
	Status int
	// RetryAfter is how long the server asks to be left alone, or zero.
	RetryAfter time.Duration
}

// Error implements error.
func (e *StatusError) Error() string {
	text := fmt.Sprintf("%s answers with status %d", e.URL, e.Status)
	if e.RetryAfter > 0 {
		text += fmt.Sprintf(" and asks to be left alone for %v", e.RetryAfter)
	}
	return text
}

// Gone reports whether the page is not there and will hardly come back.
func (e *StatusError) Gone() bool { return e.Status == 404 || e.Status == 410 }

// LaterError means that a host is to be left alone for longer than a request can wait.
type LaterError struct {
	Host  string
	Until time.Time
}

// Error implements error.
func (e *LaterError) Error() string {
	return fmt.Sprintf("%s asks to be left alone until %s", e.Host, e.Until.Format(time.RFC3339))
}
