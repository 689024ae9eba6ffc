package ingest

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/internal/charset"
	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// maxFeedDepth bounds nesting. Feeds have a depth of about ten, and elements that
// the feed library does not know are read by recursion.
const maxFeedDepth = 200

// maxChildren bounds the elements directly within one that lies in an item; real ones
// have tens. The feed library joins the text between them piece by piece, at a cost
// that grows with the square of their number.
const maxChildren = 2000

// itemDepth is the depth from which elements lie in an item: rss, channel, item.
const itemDepth = 3

// maxSummary is the length in characters up to which a description without content
// beside it is a lead; a longer one is the article.
const maxSummary = 1000

var (
	xmlDeclaration = lazyregexp.New(`^\s*<\?xml\s[^>]*\?>`)
	xmlEncoding    = lazyregexp.New(`\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)
)

// readFeed reads RSS or Atom, an article an item.
func (s *session) readFeed(origin Origin, data []byte) {
	var cut error
	feed, err := bounded(s.ctx, func() (*gofeed.Feed, error) { return parseFeed(data, &cut) })
	if err != nil {
		s.fail(origin, err)
		return
	}
	if len(feed.Items) == 0 {
		s.fail(origin, fmt.Errorf("%w: the feed has no items", ErrNoArticle))
		return
	}
	for i, item := range feed.Items {
		if origin.Item = i + 1; !published(item) {
			continue
		}
		a, warning := feedArticle(feed, item, s.opts)
		if !s.article(origin, a, warning) {
			return
		}
	}
	if cut != nil {
		s.fail(Origin{Path: origin.Path}, cut)
	}
}

// parseFeed reads a feed. One that breaks off, as downloads do, is read up to its last
// whole item; cut is then the reason.
func parseFeed(data []byte, cut *error) (*gofeed.Feed, error) {
	declared := ""
	if m := xmlEncoding.FindSubmatch(xmlDeclaration.Find(data)); m != nil {
		declared = string(m[1])
	}
	text, _, err := charset.Decode(data, declared)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	text = xmlDeclaration.ReplaceAllString(text, "") // it is UTF-8 now, whatever it says
	text = strings.Map(xmlCharacter, text)
	if err := checkShape(text); errors.Is(err, ErrTooLarge) {
		return nil, err
	}
	parser := gofeed.NewParser()
	parser.RSSTranslator = sourceTranslator{gofeed.DefaultRSSTranslator{DisableContentImageScan: true}}
	feed, err := parser.ParseString(text)
	if err != nil {
		whole, ok := wholeItems(text)
		if !ok {
			return nil, fmt.Errorf("feed: %w", err)
		}
		*cut = fmt.Errorf("the feed breaks off: %w; its whole items were read", err)
		if feed, err = parser.ParseString(whole); err != nil {
			return nil, fmt.Errorf("feed: %w", err)
		}
	}
	return feed, nil
}

// xmlCharacter drops characters that XML forbids and feeds have all the same.
func xmlCharacter(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
		return -1
	}
	return r
}

// checkShape refuses XML that is nested deeper than maxFeedDepth, has more than
// maxChildren in one element of an item, or is not XML. It uses the lexer that the
// feed library uses, so that both see the same elements.
func checkShape(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	var children []int // of each element that is open
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("XML: %w", err)
		}
		depth := len(children)
		switch token.(type) {
		case xml.StartElement:
			if depth == maxFeedDepth {
				return fmt.Errorf("%w: elements nested more than %d deep", ErrTooLarge, maxFeedDepth)
			}
			if depth >= itemDepth {
				if children[depth-1]++; children[depth-1] > maxChildren {
					return fmt.Errorf("%w: more than %d elements in one of an item", ErrTooLarge, maxChildren)
				}
			}
			children = append(children, 0)
		case xml.EndElement:
			children = children[:max(0, depth-1)]
		}
	}
}

// feedArticle is the article of an item.
func feedArticle(feed *gofeed.Feed, item *gofeed.Item, opts Options) (a index.Article, warning error) {
	a = index.Article{URL: webLink(item.Link), Title: plainLine(item.Title)}
	var captions []string
	a.Body, a.Captions = unmarked(item.Content)
	a.Lead, captions = unmarked(item.Description)
	a.Captions = append(a.Captions, captions...)
	a.Body, a.Lead = cleanBlock(a.Body), cleanBlock(a.Lead)
	switch {
	case a.Body == "" && utf8.RuneCountInString(a.Lead) > maxSummary:
		a.Lead, a.Body = "", a.Lead
	case a.Lead == a.Body:
		a.Lead = ""
	}
	if a.URL == "" {
		a.URL = webLink(item.GUID)
	}
	if a.URL == "" && strings.Contains(item.GUID, ":") && len(item.GUID) <= index.MaxIDBytes && !strings.HasPrefix(strings.ToLower(item.GUID), "javascript:") {
		a.ID = item.GUID
	}
	var authors []string
	for _, person := range item.Authors {
		if person != nil && person.Name != "" {
			authors = append(authors, nameOfAuthor(plainLine(person.Name)))
		}
	}
	a.Author = oneLine(strings.Join(cleanList(authors), ", "))
	if len(item.Categories) > 0 {
		a.Category = plainLine(item.Categories[0])
		for _, tag := range item.Categories[1:] {
			a.Tags = append(a.Tags, plainLine(tag))
		}
	}
	a.Image = itemImage(item, a.URL)
	a.Source = itemSource(feed, item, a.URL)
	if item.Custom[sourceKey] != "" || aggregator(a.URL) {
		a.Title = withoutSite(a.Title, a.Source)
		if sameText(a.Lead, a.Title) || strings.HasPrefix(a.Lead, a.Title) && strings.HasSuffix(a.Lead, a.Source) {
			a.Lead = "" // aggregators have no text of their own
		}
	}
	date := item.Published
	if date == "" {
		date = item.Updated
	}
	a.Published, warning = optionalDate(date, opts)
	return a, warning
}

// itemSource is the paper of an item: the publisher it names, else the part of the
// feed's title that is the name of the site, else the site.
func itemSource(feed *gofeed.Feed, item *gofeed.Item, link string) string {
	if name := cleanLine(item.Custom[sourceKey]); name != "" {
		return name
	}
	if dc := item.DublinCoreExt; dc != nil {
		for _, name := range append(dc.Source, dc.Publisher...) {
			if name = cleanLine(name); name != "" && webLink(name) == "" {
				return name
			}
		}
	}
	site := siteOf(link)
	if site == "" {
		site = siteOf(webLink(feed.Link))
	}
	names := []string{feed.Title}
	if feed.Image != nil {
		names = append(names, feed.Image.Title)
	}
	if name := siteName(site, names); name != "" {
		return name
	}
	return site
}

// siteName finds the part of titles such as "Tin mới nhất - VnExpress RSS" that spells
// the host of a site without marks and spaces, so that a reader sees "VnExpress". The
// word "Báo" or "Tạp chí" may stand before it.
func siteName(site string, titles []string) string {
	for _, title := range titles {
		for part := range strings.FieldsFuncSeq(title, func(r rune) bool { return strings.ContainsRune("-–—|:»>/,", r) }) {
			part = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(part), "RSS"))
			letters := bareLetters(part)
			for label := range strings.SplitSeq(site, ".") {
				if len(letters) > 2 && (letters == label || letters == "bao"+label || letters == "tapchi"+label) {
					return cleanLine(part)
				}
			}
		}
	}
	return ""
}

// bareLetters is s as it would stand in a host: small letters without marks and spaces.
func bareLetters(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'đ':
			return 'd'
		case unicode.Is(unicode.Mn, r) || unicode.IsSpace(r) || r == '.':
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(s)))
}
