package follow

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest"
	"github.com/newssearch/newssearch/ingest/fetch"
)

// article makes an article of an entry: from its page, with what the listing says
// where the page says nothing. Where there is no page to be had, what the listing
// says is the article, if that is text. again means that it may go better later.
func (f *Follower) article(ctx context.Context, src Source, e entry) (a index.Article, again bool, err error) {
	var known index.Article
	if len(e.Known) > 0 {
		if err := json.Unmarshal(e.Known, &known); err != nil {
			return a, false, err
		}
	}
	if known.URL == "" && len(e.Known) > 0 {
		return known, false, nil // an item without a page
	}
	r, err := f.fetch.Get(ctx, src.request(e.URL))
	if err == nil {
		a, err = pageArticle(ctx, src, r)
	} else if !isFinal(err) && (e.Tries+1 < maxTries || ctx.Err() != nil) {
		return a, true, err
	}
	if err != nil && known.Body == "" && known.Lead == "" {
		return a, false, err
	}
	if err != nil {
		a = known
	}
	complete(&a, known)
	a.ID = e.URL
	a.Source = cmp.Or(a.Source, src.Settings.Name)
	return a, false, a.Validate()
}

// isFinal reports whether there is no use in fetching a page again.
func isFinal(err error) bool {
	var status *fetch.StatusError
	if errors.As(err, &status) {
		return status.Status >= 400 && status.Status < 500 && status.RetryAfter == 0 && status.Status != 408 && status.Status != 425
	}
	for _, final := range []error{fetch.ErrRobots, fetch.ErrPrivate, fetch.ErrAddress, fetch.ErrTooLarge, fetch.ErrRedirects} {
		if errors.Is(err, final) {
			return true
		}
	}
	return false
}

// pageArticle is the article on a page.
func pageArticle(ctx context.Context, src Source, r fetch.Response) (index.Article, error) {
	err := ingest.ErrNoArticle
	for rec := range ingest.Read(ctx, "page.html", bytes.NewReader(withCharset(r)), ingest.Options{DefaultSource: src.Settings.Name}) {
		if rec.Err == nil {
			return rec.Article, nil
		}
		err = rec.Err
	}
	return index.Article{}, err
}

// withCharset is a page with the encoding that the server gave for it in the place
// where pages give it themselves, unless it does.
func withCharset(r fetch.Response) []byte {
	const head = 4 << 10
	_, params, err := mime.ParseMediaType(r.ContentType)
	name := params["charset"]
	if err != nil || name == "" || strings.ContainsAny(name, `"'<>& `) || bytes.Contains(bytes.ToLower(r.Body[:min(len(r.Body), head)]), []byte("charset")) {
		return r.Body
	}
	return append([]byte(`<meta charset="`+name+`">`), r.Body...)
}

// complete fills in what a does not say and the listing does.
func complete(a *index.Article, known index.Article) {
	a.Title = cmp.Or(a.Title, known.Title)
	a.URL = cmp.Or(a.URL, known.URL)
	a.Author = cmp.Or(a.Author, known.Author)
	a.Category = cmp.Or(a.Category, known.Category)
	a.Source = cmp.Or(a.Source, known.Source)
	if a.Published.IsZero() {
		a.Published = known.Published
	}
	if len(a.Tags) == 0 {
		a.Tags = known.Tags
	}
	if utf8.RuneCountInString(known.Body) > utf8.RuneCountInString(a.Body) {
		a.Body = known.Body // the page showed less, to people who pay for example
	}
	if a.Lead == "" && !strings.Contains(a.Body, known.Lead) {
		a.Lead = known.Lead
	}
}
