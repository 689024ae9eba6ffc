package ingest

import (
	"net/url"
	"strings"
)

// webLink returns s if it is an absolute http or https address, else nothing: an
// address comes to stand in a link of a page, where "javascript:" would be run.
// An address without a scheme ("//host/path") is given https.
func webLink(s string) string {
	if s == "" {
		return ""
	}
	s = strings.Join(strings.Fields(cleanLine(s)), "%20")
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Hostname() == "" {
		return ""
	}
	if scheme := strings.ToLower(u.Scheme); scheme != "http" && scheme != "https" {
		return ""
	}
	return s
}

// siteOf is the host of a web address without "www.".
func siteOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
