package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"runtime"
	"strings"
	"time"
)

// Options are the settings of a handler. The zero value works: it serves under
// "/", to requests that name this machine by address or as localhost.
type Options struct {
	// Prefix is the path that the handler is mounted under, "/tin/" for
	// example; it begins and ends with a slash. "/" when empty.
	Prefix string
	// BaseURL is the address that readers use, such as
	// "https://tin.example/tim/" behind a proxy. Feeds and the OpenSearch
	// description name it. When empty it is http:// with the Host of the request.
	BaseURL string
	// Hosts are the host names, without port, that requests may be for, besides
	// localhost, IP addresses and the host of BaseURL. "*" allows any name: only
	// for a server that checks the Host header itself, since otherwise a page
	// from elsewhere can read the index by DNS rebinding.
	Hosts []string
	// Logger receives one record a request, without the words searched for;
	// slog.Default() when nil.
	Logger *slog.Logger
	// Sample says on the page that the articles are the built-in sample.
	Sample bool
	// Writer, when set, lets programs change the collection, with a key that may
	// (Keys); Records reads what they send. All three are needed.
	Writer  Writer
	Records Records
	Keys    Keys
	// Closed asks readers for a key too.
	Closed bool
	// Images shows the pictures of articles, which a reader's browser then loads from the
	// papers. Without it nothing is loaded from elsewhere.
	Images bool
	// Saved, when set, finds saved searches, whose news are served as feeds.
	Saved SavedSearches
	// Upkeep, when set, tells what keeps the collection up to date. It is called
	// concurrently.
	Upkeep func(context.Context) (Upkeep, error)
	// Limits bound what requests cost.
	Limits Limits
	// Proxies are the addresses of proxies in front of the handler. Of a request that
	// comes from one of them, X-Forwarded-For says which client it is for.
	Proxies []netip.Prefix
}

// Limits bound what requests can cost together. Zero values are replaced by the defaults.
type Limits struct {
	// Searches is the number of searches that run at the same time: twice the
	// number of processors, since a search waits for nothing but processors and disk.
	Searches int
	// Waiting is the number of requests that may wait for their turn; one more
	// is answered 503 at once. DefaultWaiting when zero.
	Waiting int
	// Wait is the longest time a request waits for its turn, DefaultWait when zero.
	Wait time.Duration
	// Timeout ends a search, DefaultTimeout when zero.
	Timeout time.Duration
	// Rate is how many requests a second a client may make on average; one more is
	// answered 429. There is no limit when it is zero.
	Rate float64
}

const (
	// DefaultWaiting lets 64 browsers press Enter at the same moment, twice.
	DefaultWaiting = 128
	// DefaultWait is what a person still takes for a slow answer.
	DefaultWait = 2 * time.Second
	// DefaultTimeout is a thousand times the usual search: only trouble takes longer.
	DefaultTimeout = 5 * time.Second
)

// Limits on a single request.
const (
	// maxQueryString bounds the part of an address behind "?", in bytes: a
	// query of 4 KiB in which every byte is escaped, and some filters.
	maxQueryString = 16 << 10
	// maxQueryBytes bounds q. The query language has the same limit; here it
	// also keeps what is echoed small.
	maxQueryBytes = 4 << 10
	// maxFilters bounds the sources and sections chosen, maxFilterBytes each of them.
	maxFilters     = 20
	maxFilterBytes = 256
	// pageHits is the number of hits on a page of the reader's.
	pageHits = 10
	// maxPage is the last page that the index would answer.
	maxPage = 1000
	// maxSuggestions and defaultSuggestions bound the completions of /api/suggest.
	maxSuggestions     = 20
	defaultSuggestions = 8
	// maxRelated and defaultRelated bound the articles of /api/related/{id}.
	maxRelated     = 50
	defaultRelated = 6
	// feedEntries is the number of articles in a feed: what feed readers expect.
	feedEntries = 30
)

// withDefaults checks o and fills in what was left out.
func (o Options) withDefaults() (Options, error) {
	o.Prefix = cmp.Or(o.Prefix, "/")
	if !strings.HasPrefix(o.Prefix, "/") || !strings.HasSuffix(o.Prefix, "/") || strings.Contains(o.Prefix, "//") {
		return o, fmt.Errorf("web: prefix %q does not begin and end with a slash", o.Prefix)
	}
	if u, err := url.Parse(o.Prefix); err != nil || u.Path != o.Prefix || u.EscapedPath() != o.Prefix {
		return o, fmt.Errorf("web: prefix %q is not a plain path", o.Prefix)
	}
	if o.BaseURL != "" {
		u, err := url.Parse(o.BaseURL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return o, fmt.Errorf("web: base URL %q is not an http or https address", o.BaseURL)
		}
		if !strings.HasSuffix(o.BaseURL, "/") {
			o.BaseURL += "/"
		}
		o.Hosts = append(o.Hosts[:len(o.Hosts):len(o.Hosts)], u.Hostname())
	}
	if o.Writer != nil && (o.Records == nil || o.Keys == nil) {
		return o, errors.New("web: a writer without keys, or without what reads records")
	}
	if o.Closed && o.Keys == nil {
		return o, errors.New("web: closed to readers without keys")
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	l := &o.Limits
	l.Searches = cmp.Or(l.Searches, 2*runtime.GOMAXPROCS(0))
	l.Waiting = cmp.Or(l.Waiting, DefaultWaiting)
	l.Wait = cmp.Or(l.Wait, DefaultWait)
	l.Timeout = cmp.Or(l.Timeout, DefaultTimeout)
	if l.Searches < 0 || l.Waiting < 0 || l.Wait < 0 || l.Timeout < 0 {
		return o, fmt.Errorf("web: a limit is negative: %+v", *l)
	}
	return o, nil
}
