package follow

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"github.com/newssearch/newssearch/ingest"
	"github.com/newssearch/newssearch/ingest/fetch"
)

// recent is how far back a sitemap is read without Settings.Backfill: what a news
// sitemap holds.
const recent = 48 * time.Hour

// Limits of a sitemap of sitemaps.
const (
	// maxSitemaps bounds the sitemaps read in one visit with Backfill,
	// maxNewSitemaps without.
	maxSitemaps    = 1000
	maxNewSitemaps = 5
	maxSitemapDeep = 2
)

// listing is what a visit found: the entries, in their order.
type listing struct {
	entries []entry
	// passed are entries that are only noted as seen.
	passed []entry
	// sitemaps are the sitemaps that were read, with their stamps.
	sitemaps []entry
}

// rootOf is the name of the first element of an XML document, in lower case, or
// nothing if it is none.
func rootOf(data []byte) string {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimLeft(data, "\ufeff \t\r\n")))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	for {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		switch t := token.(type) {
		case xml.StartElement:
			return strings.ToLower(t.Name.Local)
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return ""
			}
		}
	}
}

// kindOf tells what an answer is.
func kindOf(data []byte) Kind {
	if plain, err := unzipped(data); err == nil {
		data = plain
	}
	switch rootOf(data) {
	case "rss", "feed", "rdf":
		return KindFeed
	case "urlset", "sitemapindex":
		return KindSitemap
	}
	return KindSection
}

// list reads the listing of a source from an answer.
func (f *Follower) list(ctx context.Context, src Source, r fetch.Response) (l listing, err error) {
	switch src.Kind {
	case KindFeed:
		l.entries, err = feedEntries(ctx, r)
	case KindSitemap:
		err = f.readSitemaps(ctx, src, r.Body, &l, 0)
	case KindSection:
		l.entries, err = sectionEntries(r)
	}
	if !src.Settings.Since.IsZero() {
		l.entries = slices.DeleteFunc(l.entries, func(e entry) bool {
			return !e.Dated.IsZero() && e.Dated.Before(src.Settings.Since)
		})
	}
	return l, err
}

// feedEntries are the items of a feed. An item without a link is an article as it stands.
func feedEntries(ctx context.Context, r fetch.Response) (list []entry, err error) {
	for rec := range ingest.Read(ctx, "feed.rss", bytes.NewReader(r.Body), ingest.Options{}) {
		if rec.Err != nil {
			err = cmp.Or(err, rec.Err)
			continue
		}
		a := rec.Article
		known, jsonErr := json.Marshal(a)
		if jsonErr != nil {
			continue
		}
		a.Published = time.Time{} // some feeds date everything anew each time
		e := entry{URL: canonical(rec.Article.URL), Stamp: a.ContentHash(), Known: known, Dated: rec.Article.Published}
		if a.URL == "" {
			e.URL = a.ID
		}
		list = append(list, e)
	}
	if len(list) > 0 || errors.Is(err, ingest.ErrNoArticle) {
		err = nil // an item that cannot be read, or none yet, is no fault of the source
	}
	return list, err
}

func sectionEntries(r fetch.Response) (list []entry, err error) {
	p, err := readPage(r.URL, r.Body)
	if err != nil {
		return nil, err
	}
	if len(p.links) == 0 {
		return nil, fmt.Errorf("%s: no links with the look of headlines", r.URL)
	}
	for _, link := range p.links {
		list = append(list, entry{URL: link})
	}
	return list, nil
}

// readSitemaps adds to l what a sitemap lists, and what those lists that it lists.
func (f *Follower) readSitemaps(ctx context.Context, src Source, data []byte, l *listing, depth int) error {
	s, err := readSitemap(data)
	if err != nil {
		return err
	}
	if len(s.Pages)+len(s.Sitemaps) == 0 {
		return fmt.Errorf("%s: the sitemap is empty", src.Listing)
	}
	for _, p := range s.Pages {
		e := entry{URL: canonical(p.Location), Stamp: p.Modified, Dated: p.dated()}
		if src.Settings.Backfill || !e.Dated.IsZero() && time.Since(e.Dated) < recent || e.Dated.IsZero() && !src.Succeeded.IsZero() {
			l.entries = append(l.entries, e)
		} else {
			l.passed = append(l.passed, e)
		}
	}
	slices.SortStableFunc(s.Sitemaps, func(a, b sitemapEntry) int { return b.dated().Compare(a.dated()) })
	for _, child := range s.Sitemaps {
		if depth == maxSitemapDeep || len(l.sitemaps) >= src.sitemaps() {
			break
		}
		e := entry{URL: child.Location, Stamp: child.Modified}
		if src.Settings.Backfill {
			e.URL += " backfill" // read again though it was read for what is recent
		}
		if e.Stamp != "" && f.isStamped(src.Address, e.URL, e.Stamp) {
			continue
		}
		r, err := f.fetch.Get(ctx, src.request(child.Location))
		if err == nil {
			err = f.readSitemaps(ctx, src, r.Body, l, depth+1)
		}
		if err != nil {
			return err
		}
		l.sitemaps = append(l.sitemaps, e)
	}
	return nil
}

func (s Source) sitemaps() int {
	if s.Settings.Backfill {
		return maxSitemaps
	}
	return maxNewSitemaps
}

// request asks for an address on behalf of the source.
func (s Source) request(address string) fetch.Request {
	return fetch.Request{URL: address, Private: s.Settings.Private, Delay: s.Settings.Delay, MaxBytes: maxSitemapBytes}
}
