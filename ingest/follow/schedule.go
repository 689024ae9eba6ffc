package follow

import (
	"errors"
	"math/rand/v2"
	"time"

	"github.com/newssearch/newssearch/ingest/fetch"
)

// The schedule of what goes wrong.
const (
	// maxBackoff is the longest time between two visits to a source that fails.
	maxBackoff = 24 * time.Hour
	// entryBackoff is the time after which a page is tried again first; it doubles.
	entryBackoff = time.Minute
	// maxTries is how often a page is tried.
	maxTries = 5
	// jitter spreads what begins together, as a share of the time.
	jitter = 0.1
)

// nextVisit is when to visit a source again, now that it failed failures times in a
// row, the last time with err.
func nextVisit(now time.Time, every time.Duration, failures int, err error) time.Time {
	wait := every
	for range min(failures, 20) {
		if wait = 2 * wait; wait > maxBackoff {
			wait = max(maxBackoff, every)
			break
		}
	}
	wait += time.Duration(rand.Float64() * jitter * float64(wait)) //nolint:gosec // no secret
	at := now.Add(wait)
	if asked := askedFor(now, err); asked.After(at) {
		return asked
	}
	return at
}

// askedFor is until when a server that failed with err asks to be left alone.
func askedFor(now time.Time, err error) time.Time {
	var later *fetch.LaterError
	var status *fetch.StatusError
	switch {
	case errors.As(err, &later):
		return later.Until
	case errors.As(err, &status) && status.RetryAfter > 0:
		return now.Add(status.RetryAfter)
	}
	return time.Time{}
}

// nextTry is when to try a page again that could not be fetched tries times.
func nextTry(now time.Time, tries int, err error) time.Time {
	at := now.Add(entryBackoff << min(tries, maxTries))
	if asked := askedFor(now, err); asked.After(at) {
		return asked
	}
	return at
}
