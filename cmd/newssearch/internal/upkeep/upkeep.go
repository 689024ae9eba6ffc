// Package upkeep tells readers of the page what keeps an index up to date. It leaves out
// what is not for everybody who may read: passwords and keys in the addresses of sources,
// where folders are on the machine, and where the hits of saved searches are sent. [Of]
// does all of it.
package upkeep

import (
	"net/url"
	"path/filepath"
	"strings"

	"github.com/newssearch/newssearch/cmd/newssearch/internal/alert"
	"github.com/newssearch/newssearch/index/web"
	"github.com/newssearch/newssearch/ingest/follow"
)

// Of returns what may be told of sources and searches.
func Of(sources []follow.Status, counts follow.Counts, searches []alert.Saved) web.Upkeep {
	u := web.Upkeep{Fetched: web.Fetched(counts)}
	for _, s := range sources {
		u.Sources = append(u.Sources, source(s))
	}
	for _, s := range searches {
		u.Searches = append(u.Searches, search(s))
	}
	return u
}

func source(s follow.Status) web.SourceStatus {
	shown := web.SourceStatus{
		Address: public(s.Address), Kind: string(s.Kind), Articles: s.Articles, Queued: s.Queued, Skipped: s.Skipped,
		Tried: s.Tried, Succeeded: s.Succeeded, Next: s.Next, Failures: s.Failures, Error: s.Error,
	}
	for _, address := range []string{s.Listing, s.Address} {
		shown.Error = withoutSecrets(shown.Error, address)
	}
	return shown
}

// search leaves out why a delivery failed: the reason names the webhook, whose address
// is often all that is needed to post to it. newssearch save --list tells it.
func search(s alert.Saved) web.SearchStatus {
	shown := web.SearchStatus{Name: s.Name, Query: s.Query, Created: s.Created, Hits: s.Last, Failures: s.Failures, Next: s.Next}
	if s.Webhook != "" || s.Command != "" {
		shown.Undelivered = s.Last - s.Delivered
	}
	return shown
}

// public is an address without what may be secret: a URL without its user and its
// parameters, the last part of the path of a folder.
func public(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return filepath.Base(address)
	}
	u.User, u.Fragment = nil, ""
	if u.RawQuery != "" {
		u.RawQuery = "…"
	}
	return u.String()
}

// withoutSecrets replaces what public leaves out of an address in a text that names it.
func withoutSecrets(text, address string) string {
	if address == "" {
		return text
	}
	text = strings.ReplaceAll(text, address, public(address))
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return text
	}
	if u.User != nil {
		text = strings.ReplaceAll(text, u.User.Username()+":***@", "") // as errors of net/http have it
		text = strings.ReplaceAll(text, u.User.String()+"@", "")
	}
	if u.RawQuery != "" {
		text = strings.ReplaceAll(text, u.RawQuery, "…")
	}
	return text
}
