package ingest

import (
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/internal/charset"
	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

const (
	// maxPageBytes bounds a page, whose tree takes about ten times its bytes.
	maxPageBytes = 8 << 20
	// maxPageElements bounds the work of finding the article; the largest front pages
	// have 10,000 elements.
	maxPageElements = 100_000
)

// htmlCharset finds the declaration of an encoding in the head of a page.
var htmlCharset = lazyregexp.New(`(?i)(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]+)`)

// readHTML reads a page with one article.
func (s *session) readHTML(origin Origin, data []byte) {
	if len(data) > maxPageBytes {
		s.fail(origin, fmt.Errorf("%w: page of %d bytes, at most %d", ErrTooLarge, len(data), maxPageBytes))
		return
	}
	a, err := bounded(s.ctx, func() (index.Article, error) { return parsePage(data, s.opts) })
	if err != nil {
		s.fail(origin, err)
		return
	}
	s.article(origin, a, nil)
}

func parsePage(data []byte, opts Options) (index.Article, error) {
	text, err := decodePage(data)
	if err != nil {
		return index.Article{}, err
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return index.Article{}, fmt.Errorf("HTML: %w", err)
	}
	p := newPage(doc)
	a := index.Article{
		URL:    p.address(),
		Title:  p.headline(),
		Author: p.author(),
		Source: p.source(),
		Tags:   p.tags(),
	}
	a.Image = p.image(a.URL)
	var others []string
	a.Category, others = firstSection(p.category())
	a.Tags = append(a.Tags, others...)
	a.Published = p.published(opts.location())
	if err := p.text(&a); err != nil {
		return index.Article{}, err
	}
	return a, nil
}

// decodePage decodes markup, which may declare its encoding in its head.
func decodePage(data []byte) (string, error) {
	declared := ""
	if m := htmlCharset.FindSubmatch(data[:min(len(data), sniffBytes)]); m != nil {
		declared = string(m[1])
	}
	text, _, err := charset.Decode(data, declared)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return text, nil
}

func (p *page) address() string {
	for _, link := range []string{p.canonical, p.first("og:url"), p.ld.url, p.kept, p.first("twitter:url", "al:web:url")} {
		if link = webLink(archived.ReplaceAllString(link, "")); link != "" {
			return link
		}
	}
	return ""
}

// archived is what the Wayback Machine puts before the addresses in its pages.
var archived = lazyregexp.New(`^(?:https?:)?//web\.archive\.org/web/\d+[a-z_]*/`)

func (p *page) source() string {
	name := p.ld.publisher
	if name == "" || webLink(name) != "" {
		name = p.first("og:site_name", "application-name", "dc.publisher", "copyright")
	}
	if utf8.RuneCountInString(name) > maxCreditRunes {
		name = ""
	}
	if name == "" {
		name = siteOf(p.address())
	}
	return name
}

// headline is the title as the article itself has it: the heading, unless the page
// has several or none; then what the page tells machines, without the site's name.
func (p *page) headline() string {
	told := p.ld.headline
	if told == "" {
		told = p.first("og:title", "twitter:title", "title")
	}
	if told == "" {
		told = p.title
	}
	told = withoutSite(told, p.source(), siteOf(p.address()))
	for _, heading := range p.headings {
		// Parts that a style sheet puts on lines of their own have no space between them.
		if heading != told && bareLetters(heading) == bareLetters(told) {
			return told
		}
		if len(p.headings) == 1 || strings.EqualFold(heading, told) || strings.HasPrefix(p.title, heading) {
			return heading
		}
	}
	return told
}

// withoutSite cuts the name of a site off the end of a title.
func withoutSite(title string, names ...string) string {
	for _, separator := range []string{" - ", " | ", " – ", " — ", " :: ", " » "} {
		at := strings.LastIndex(title, separator)
		if at <= 0 {
			continue
		}
		end := bareLetters(title[at+len(separator):])
		for _, name := range names {
			if name = bareLetters(name); name != "" && (end == name || strings.HasPrefix(name, end) || strings.HasPrefix(end, name)) {
				return strings.TrimSpace(title[:at])
			}
		}
	}
	return title
}

func (p *page) category() string {
	if name := p.ld.section; name != "" && webLink(name) == "" {
		return name
	}
	if name := p.first("article:section"); name != "" && webLink(name) == "" {
		return name
	}
	for i := len(p.ld.breadcrumb) - 1; i >= 0; i-- {
		name := p.ld.breadcrumb[i]
		if lower := strings.ToLower(name); lower != "trang chủ" && lower != "home" && !strings.EqualFold(name, p.headline()) {
			return name
		}
	}
	return ""
}

func (p *page) tags() []string {
	var tags []string
	switch {
	case len(p.meta["article:tag"]) > 0:
		for _, content := range p.meta["article:tag"] {
			tags = append(tags, splitTags(html.UnescapeString(content))...)
		}
	case len(p.ld.keywords) > 0:
		for _, keyword := range p.ld.keywords {
			tags = append(tags, splitTags(keyword)...)
		}
	default:
		tags = splitTags(p.first("news_keywords", "keywords"))
	}
	return tags
}

// published is the first date that can be read, from what is told to machines to what
// is shown; the zero time if there is none.
func (p *page) published(loc *time.Location) time.Time {
	candidates := []string{p.ld.published, p.first("article:published_time", "datepublished", "pubdate", "og:published_time",
		"article:published", "publish_date", "dc.date.issued", "dc.date", "date")}
	candidates = append(candidates, p.times...)
	candidates = append(candidates, p.dates...)
	for _, s := range candidates {
		if t, err := ParseDate(s, loc); err == nil {
			return t
		}
	}
	return dayOfAddress(p.address(), loc)
}

// addressDay is a day in the address of an article: /2018/03/12/, -20180312073000123.htm.
var addressDay = lazyregexp.New(`/((?:19|20)\d\d)/(\d\d?)/(\d\d?)/|[-/]((?:19|20)\d\d)(\d\d)(\d\d)\d{6,}\.\w+$`)

// dayOfAddress is the day that an address tells, or the zero time.
func dayOfAddress(link string, loc *time.Location) time.Time {
	m := addressDay.FindStringSubmatch(link)
	if m == nil {
		return time.Time{}
	}
	t, err := ParseDate(m[1]+m[4]+"-"+m[2]+m[5]+"-"+m[3]+m[6], loc)
	if err != nil {
		return time.Time{}
	}
	return t
}

// text finds lead, body and captions.
func (p *page) text(a *index.Article) error {
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxPageElements
	parser.KeepClasses = true
	parser.DisableJSONLD = true
	base, err := url.Parse(a.URL)
	if err != nil || a.URL == "" {
		base = nil
	}
	found, err := parser.ParseDocument(p.doc, base)
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	if found.Node != nil {
		if reason := p.list(found.Node); reason != "" {
			return fmt.Errorf("%w: %s", ErrListPage, reason)
		}
		a.Body, a.Captions = splitCaptions(nodeText(found.Node, captionNode), captionsOf(found.Node))
	}
	if len(p.ld.body) > 2*len(a.Body) { // the article was not found in the markup
		a.Body = p.ld.body
	}
	a.Lead = p.lead(a)
	a.Body = p.trimBody(a)
	if a.Body == "" && utf8.RuneCountInString(a.Lead) < minLead {
		return fmt.Errorf("%w: the page has no running text", ErrNoArticle)
	}
	return nil
}

// lead is the standfirst: the element that is called so, else the description, unless
// that is only the beginning of the body.
func (p *page) lead(a *index.Article) string {
	for _, s := range p.leads {
		if n := utf8.RuneCountInString(s); n >= minLead && !strings.EqualFold(s, a.Title) {
			return s
		}
	}
	s := p.ld.description
	if s == "" {
		s = p.first("og:description", "description", "twitter:description")
	}
	s = oneLine(s)
	start := strings.TrimRight(s, " .…")
	if strings.EqualFold(s, a.Title) || utf8.RuneCountInString(s) < minLead {
		return ""
	}
	first, _, _ := strings.Cut(a.Body, "\n")
	if first != start && first != s && strings.HasPrefix(oneLine(a.Body), start) {
		return ""
	}
	return s
}

// trimBody takes title, lead, date and author, which pages repeat around the text,
// out of the body.
func (p *page) trimBody(a *index.Article) string {
	lines := strings.Split(a.Body, "\n")
	const around = 5 // paragraphs from the start in which they are looked for
	kept := lines[:0]
	for i, line := range lines {
		_, err := ParseDate(line, nil)
		if i < around && (strings.EqualFold(line, a.Title) || sameText(line, a.Lead) || err == nil) {
			continue
		}
		kept = append(kept, line)
	}
	kept = takeByline(kept, &a.Author)
	return strings.Join(kept, "\n")
}

// sameText reports whether two texts differ at most in an ellipsis or stop at the end.
func sameText(a, b string) bool {
	a, b = strings.TrimRight(a, " .…"), strings.TrimRight(b, " .…")
	return a != "" && a == b
}
