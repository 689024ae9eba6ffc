package fetch

import (
	"net"
	"net/http"
	"strconv"
	"time"

	"code.dny.dev/ssrf"
)

// The limits of a connection.
const (
	dialTimeout   = 10 * time.Second
	headerTimeout = 30 * time.Second
	idleTimeout   = 30 * time.Second
	maxHeader     = 64 << 10
)

// transport makes connections to the addresses that guard allows, to any without
// one. No proxy is used: the guard would see the proxy's address only.
func transport(guard *ssrf.Guardian) *http.Transport {
	dialer := &net.Dialer{Timeout: dialTimeout}
	if guard != nil {
		dialer.Control = guard.Safe
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		MaxConnsPerHost:        1,
		MaxIdleConns:           100,
		IdleConnTimeout:        idleTimeout,
		TLSHandshakeTimeout:    dialTimeout,
		ResponseHeaderTimeout:  headerTimeout,
		MaxResponseHeaderBytes: maxHeader,
		ForceAttemptHTTP2:      true,
	}
}

// defaultRetryAfter is for a server that has enough but does not say until when.
const defaultRetryAfter = 10 * time.Minute

// retryAfter is how long the sender of a response wants to be left alone.
func retryAfter(response *http.Response) time.Duration {
	refused := response.StatusCode == http.StatusTooManyRequests || response.StatusCode == http.StatusServiceUnavailable
	value := response.Header.Get("Retry-After")
	var wait time.Duration
	if seconds, err := strconv.Atoi(value); err == nil {
		wait = time.Duration(min(max(seconds, 0), int(maxRetryAfter/time.Second))) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		wait = time.Until(at)
	}
	if wait <= 0 && refused {
		wait = defaultRetryAfter
	}
	return min(max(wait, 0), maxRetryAfter)
}
