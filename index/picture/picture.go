// Package picture says which addresses of pictures a reader's browser may be sent to.
//
// Start with [Address]. What reads articles and what shows them both ask it, since an
// article may have come to the index some other way.
package picture

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"code.dny.dev/ssrf"
	"golang.org/x/text/unicode/norm"
)

// MaxBytes bounds an address. It is kept with every article outside the compressed text;
// the addresses of image servers with a signature stay below 1,000 bytes.
const MaxBytes = 2048

// Address returns s as an absolute http or https address, or "" when a page must not name
// it as a picture: another scheme (javascript:, data:, file:), a name or password before the
// host, more than MaxBytes bytes, control characters, or a host that is not on the public
// internet, which a page from elsewhere could otherwise make readers ask for. An address without
// a scheme ("//host/path") is given https.
//
// A public name may still lead to a private address. Only whoever looks names up can see that.
func Address(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > MaxBytes || !utf8.ValidString(s) || strings.ContainsFunc(s, forbidden) {
		return ""
	}
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.Opaque != "" || !public(u.Hostname()) || !portOK(u.Port()) {
		return ""
	}
	if scheme := strings.ToLower(u.Scheme); scheme != "http" && scheme != "https" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	if s = u.String(); len(s) > MaxBytes { // what was not escaped now is
		return ""
	}
	return s
}

// Resolve is Address of a reference that stands in the page at base, which may be "".
func Resolve(base, ref string) string {
	if u, err := url.Parse(base); err == nil && u.Host != "" && len(ref) <= MaxBytes {
		if r, err := u.Parse(strings.TrimSpace(ref)); err == nil && ref != "" {
			return Address(r.String())
		}
	}
	return Address(ref)
}

// forbidden holds for what no address has. Browsers read a backslash as a slash and leave
// tabs and line breaks out, so that they would see another host than url.Parse.
func forbidden(r rune) bool { return r == '\\' || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }

// portOK rejects port 0 and what is no port. url.Parse allows any digits.
func portOK(port string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil && n > 0
}

// privateSuffixes are the names that never are on the public internet (RFC 6761, 6762, 7686,
// 8375, 9476), and those that routers and companies use as if they were theirs.
var privateSuffixes = []string{"localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "invalid", "onion", "home.arpa"}

// public reports whether host is a name or an address on the public internet.
func public(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if a, err := netip.ParseAddr(host); err == nil {
		return publicAddr(a)
	}
	labels := strings.Split(host, ".")
	last := labels[len(labels)-1]
	if len(labels) < 2 || slices.Contains(labels, "") || strings.ContainsFunc(host, notInNames) || !norm.NFKC.IsNormalString(host) || numeric(last) {
		return false
	}
	return !slices.ContainsFunc(privateSuffixes, func(suffix string) bool {
		return strings.HasSuffix("."+host, "."+suffix)
	})
}

// notInNames holds for what no host name has. Browsers read other forms of letters, digits
// and dots as these, such as the wide ones of Chinese fonts; see norm.NFKC.
func notInNames(r rune) bool {
	ascii := r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.'
	return !ascii && (r < utf8.RuneSelf || !unicode.IsLetter(r))
}

// numeric reports whether browsers take a host that ends in label for an IPv4 address, as
// they do with 127.1, 0x7f.1 and 0177.0.0.1.
func numeric(label string) bool {
	if hex, ok := strings.CutPrefix(label, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(label, "0123456789") == ""
}

// internet knows the blocks that are nobody's on the internet (IANA's special registries): what
// package fetch keeps the program from asking is not what readers are sent to either.
var internet = ssrf.New()

func publicAddr(a netip.Addr) bool { return internet.SafeAddr(a.Unmap()) == nil }
