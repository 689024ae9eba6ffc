package web

import (
	"errors"
	"net/http"
	"strings"
)

// Key is what a secret stands for that a request carries.
type Key struct {
	// Name is for the log.
	Name string
	// Write allows changes; every key allows reading.
	Write bool
}

// Keys finds the key of a secret, in a time that tells nothing of other secrets. It
// is called concurrently.
type Keys func(secret string) (Key, bool)

// Errors about keys.
var (
	errNoKey     = errors.New("a key is needed: Authorization: Bearer KEY")
	errOtherRole = errors.New("this key is for reading only")
)

// keyOf is the key that a request carries: as Bearer, or as the password that a
// browser asks its reader for.
func (h *Handler) keyOf(r *http.Request) (Key, bool) {
	if h.options.Keys == nil {
		return Key{}, false
	}
	secret, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		_, secret, _ = r.BasicAuth()
	}
	if secret = strings.TrimSpace(secret); secret == "" {
		return Key{}, false
	}
	return h.options.Keys(secret)
}

// isOpen reports whether a request needs no key: reading, unless that is closed, and
// what tells whether the server lives.
func (h *Handler) isOpen(r *http.Request) bool {
	path := strings.TrimPrefix(r.URL.Path, h.options.Prefix)
	return !h.options.Closed || path == "healthz" || path == "readyz"
}

// locked asks for a key where one is needed to read.
func (h *Handler) locked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !h.isOpen(r) {
			if _, ok := h.keyOf(r); !ok {
				setRoute(r, "refused")
				h.askForKey(w)
				h.fail(w, r, langParams(r), errNoKey)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (h *Handler) askForKey(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="newssearch"`)
	if h.options.Closed { // a browser shows a form; the name is not looked at
		w.Header().Add("WWW-Authenticate", `Basic realm="newssearch", charset="UTF-8"`)
	}
}

// mayWrite returns the key of a request that changes something.
func (h *Handler) mayWrite(w http.ResponseWriter, r *http.Request) (Key, error) {
	key, ok := h.keyOf(r)
	switch {
	case !ok:
		h.askForKey(w)
		return key, errNoKey
	case !key.Write:
		return key, errOtherRole
	}
	return key, nil
}
