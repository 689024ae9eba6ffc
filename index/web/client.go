package web

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// clientOf is the address of the client that a request comes from: of the connection,
// or, when that is a proxy's that is trusted, the last in X-Forwarded-For that is no such
// proxy's. What anybody else writes there is not looked at. It is invalid when the
// connection has no address, as on a Unix socket.
func (h *Handler) clientOf(r *http.Request) netip.Addr {
	client := addressOf(r.RemoteAddr)
	if !h.isProxy(client) {
		return client
	}
	chain := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, text := range slices.Backward(chain) {
		before := addressOf(strings.TrimSpace(text))
		if !before.IsValid() {
			break
		}
		client = before
		if !h.isProxy(client) {
			break
		}
	}
	return client
}

func (h *Handler) isProxy(a netip.Addr) bool {
	return slices.ContainsFunc(h.options.Proxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// addressOf reads an address, with a port or without.
func addressOf(text string) netip.Addr {
	if at, err := netip.ParseAddrPort(text); err == nil {
		return at.Addr().Unmap().WithZone("")
	}
	a, _ := netip.ParseAddr(text)
	return a.Unmap().WithZone("")
}
