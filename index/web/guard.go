package web

import (
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// contentPolicy lets pages use what this handler serves and nothing else: no
// inline script or style, no frame, no form to elsewhere.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// picturePolicy lets pages show pictures from elsewhere too.
var picturePolicy = strings.Replace(contentPolicy, "img-src 'self'", "img-src 'self' https: http:", 1)

// guard refuses requests that do not come from a reader's browser or program
// in the usual way, and sets the headers that protect readers.
func (h *Handler) guard(next http.Handler) http.Handler {
	policy := contentPolicy
	if h.options.Images {
		policy = picturePolicy
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer") // queries stay here
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		head.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		switch {
		case !h.isOurs(r.Host):
			setRoute(r, "refused")
			w.WriteHeader(http.StatusMisdirectedRequest)
			_, _ = w.Write([]byte("newssearch: this server does not answer for that host name; allow it with --host\n"))
		case r.Method == http.MethodOptions:
			head.Set("Allow", allowedMethods)
			w.WriteHeader(http.StatusNoContent)
		case r.Method != http.MethodGet && r.Method != http.MethodHead && !h.isWriting(r):
			setRoute(r, "refused")
			head.Set("Allow", allowedMethods)
			h.refuseMethod(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

const allowedMethods = "GET, HEAD, OPTIONS"

func (h *Handler) refuseMethod(w http.ResponseWriter, r *http.Request) {
	if h.isAPI(r) {
		writeProblem(w, problem{
			Type: problemBase + "method", Title: "Method Not Allowed", Status: http.StatusMethodNotAllowed,
			Detail: "the API is for reading: " + allowedMethods,
		})
		return
	}
	http.Error(w, "Method Not Allowed", http.StatusMethodNotAllowed)
}

// isOurs reports whether requests for the host may be answered. A page from
// elsewhere can point a name of its own at this machine (DNS rebinding) and read
// what it answers; it cannot do so with an address or localhost.
func (h *Handler) isOurs(host string) bool {
	u, err := url.Parse("http://" + host)
	if err != nil || u.Host != host || u.Host == "" {
		return false
	}
	name := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return slices.ContainsFunc(h.options.Hosts, func(allowed string) bool {
		return allowed == "*" || strings.EqualFold(allowed, name)
	})
}

// base is the address that the reader sees of the prefix, for what must name it
// in full.
func (h *Handler) base(r *http.Request) string {
	if h.options.BaseURL != "" {
		return h.options.BaseURL
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host + h.options.Prefix
}
