package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// page is what the markup of an article page says about the article, before the
// article itself is looked for.
type page struct {
	doc       *html.Node
	meta      map[string][]string // contents by name, property or itemprop, in lower case
	ld        linkedData
	title     string   // of the head
	headings  []string // of the first rank
	canonical string
	kept      string   // the address from which a program saved the page
	times     []string // dates in attributes made for them
	dates     []string // texts of elements that are called date or time, those after the heading first
	early     []string // such texts before the heading, where clocks are
	leads     []string // texts of elements that are called lead or sapo
	authors   []string // texts of elements that are called author
}

// Names that Vietnamese papers give to parts of a page, in class, id or itemprop.
var (
	leadName   = lazyregexp.New(`(?i)(?:^|[\s_-])(?:sapo|chapeau|standfirst|lead|sapo_detail|short_intro|article-?summary|article-?intro)(?:[\s_-]|$)|sapo$`)
	dateName   = lazyregexp.New(`(?i)(?:^|[\s_-])(?:date|time|datetime|pubdate|publish|published|ngay)|(?:date|time|publish)(?:$|[\s])`)
	authorName = lazyregexp.New(`(?i)(?:^|[\s_-])(?:author|byline|tacgia|tac-gia)(?:[\s_-]|$)`)
	// clockName is of the clock that pages show, teaserName of boxes that lead to other
	// articles, topName of the bar above all.
	clockName  = lazyregexp.New(`(?i)clock|time-?zone|today|current-?(?:date|time)|date-?now|hom-?nay|date-?top|top-?date|header-?(?:date|time)|copyright`)
	teaserName = lazyregexp.New(`(?i)(?:^|[\s_-])(?:related|relate|tin-?lien-?quan|lien-?quan|tin-?khac|other-?news|more-?news|sidebar|most-?(?:view|read)|doc-?nhieu|xem-?nhieu|recommend|comment|teaser|item-?news|news-?item|list-?news|news-?list|story-?list|box-?list|widget)`)
	topName    = lazyregexp.New(`(?i)(?:^|[\s_-])(?:top|topbar|top-?bar|top-?nav|nav|menu|header-?top|top-?header|banner|footer|bottom)(?:$|[\s_-])`)
	// captionName matches figure captions; "Image" alone is the class of one large paper.
	captionName = lazyregexp.New(`(?i)caption|photo-?desc|image-?desc|desc_cation|img-?note|chu-?thich|pic-?note|photo-?note`)
)

// maxScript bounds one script of JSON-LD; real ones stay below 100 KB.
const maxScript = 1 << 20

// newPage collects from doc.
func newPage(doc *html.Node) *page {
	p := &page{doc: doc, meta: make(map[string][]string)}
	for n := range doc.Descendants() {
		switch n.Type {
		case html.ElementNode:
			p.element(n)
		case html.CommentNode:
			p.comment(n.Data)
		}
	}
	p.dates = append(p.dates, p.early...)
	return p
}

// savedFrom are the comments in which programs keep the address of a page: browsers,
// SingleFile, HTTrack.
var savedFrom = lazyregexp.New(`(?i)(?:saved from url=\(\d+\)\s*|\burl:\s+|mirrored from\s+)(\S+)`)

func (p *page) comment(text string) {
	const longest = 4096 // bytes; longer comments are markup that was taken out
	if p.kept != "" || len(text) > longest {
		return
	}
	if m := savedFrom.FindStringSubmatch(text); m != nil {
		if p.kept = webLink(m[1]); p.kept == "" && strings.Contains(m[1], ".") && !strings.Contains(m[1], ":") {
			p.kept = webLink("http://" + m[1]) // HTTrack leaves the scheme out
		}
	}
}

func (p *page) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Meta:
		content := attribute(n, "content")
		for _, key := range []string{"property", "name", "itemprop"} {
			if name := strings.ToLower(attribute(n, key)); name != "" && content != "" {
				p.meta[name] = append(p.meta[name], content)
			}
		}
	case atom.Link:
		if strings.EqualFold(attribute(n, "rel"), "canonical") && p.canonical == "" {
			p.canonical = attribute(n, "href")
		}
	case atom.Title:
		if p.title == "" && n.FirstChild != nil {
			p.title = cleanLine(n.FirstChild.Data)
		}
	case atom.Script:
		if strings.EqualFold(attribute(n, "type"), "application/ld+json") && n.FirstChild != nil && len(n.FirstChild.Data) <= maxScript {
			p.ld.read(n.FirstChild.Data)
		}
	case atom.H1:
		if text := oneLine(nodeText(n, nil)); text != "" {
			p.headings = append(p.headings, text)
		}
	case atom.Time:
		if inTeaser(n) {
			return
		}
		if value := attribute(n, "datetime"); value != "" {
			p.times = append(p.times, value)
		}
		p.date(n)
	}
	p.named(n)
}

// named collects what the names of n say it is.
func (p *page) named(n *html.Node) {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html || n.DataAtom == atom.Meta || n.DataAtom == atom.Time {
		return
	}
	itemprop := attribute(n, "itemprop")
	names := attribute(n, "class") + " " + attribute(n, "id") + " " + itemprop
	switch {
	case leadName.MatchString(names):
		p.leads = appendShort(p.leads, n, 4*maxLead)
	case (n.DataAtom == atom.P || n.DataAtom == atom.H2) && hasClass(n, "description"):
		p.leads = appendShort(p.leads, n, 4*maxLead)
	case authorName.MatchString(names):
		p.authors = appendShort(p.authors, n, 2*maxCreditRunes)
	case dateName.MatchString(names):
		p.date(n)
	}
	if itemprop == "datePublished" && attribute(n, "datetime") != "" {
		p.times = append([]string{attribute(n, "datetime")}, p.times...)
	}
}

// date takes a date that is shown: not that of a clock, nor of another article.
func (p *page) date(n *html.Node) {
	switch {
	case inTeaser(n) || clockName.MatchString(attribute(n, "class")+" "+attribute(n, "id")):
	case len(p.headings) > 0:
		p.dates = appendShort(p.dates, n, maxDateBytes)
	case !inHead(n):
		p.early = appendShort(p.early, n, maxDateBytes)
	}
}

// inTeaser reports whether n is part of what leads to another article.
func inTeaser(n *html.Node) bool {
	const near = 6 // ancestors; a list of teasers is close around each
	for a := n; a != nil && a.DataAtom != atom.Body; a = a.Parent {
		switch a.DataAtom {
		case atom.A, atom.Aside, atom.Footer, atom.Nav, atom.Li:
			return true
		}
	}
	for a, i := n.Parent, 0; a != nil && a.DataAtom != atom.Body && i < near; a, i = a.Parent, i+1 {
		if teaserName.MatchString(attribute(a, "class") + " " + attribute(a, "id")) {
			return true
		}
	}
	return false
}

// inHead reports whether n is in the head of a page, above the article.
func inHead(n *html.Node) bool {
	for a := n.Parent; a != nil && a.DataAtom != atom.Body; a = a.Parent {
		if topName.MatchString(attribute(a, "class") + " " + attribute(a, "id")) {
			return true
		}
	}
	return false
}

// appendShort appends the text of n if there is one of at most limit bytes.
func appendShort(list []string, n *html.Node, limit int) []string {
	const maxParts = 20 // descendants; more is a container of what is looked for
	parts := 0
	for range n.Descendants() {
		if parts++; parts > maxParts {
			return list
		}
	}
	if text := oneLine(nodeText(n, nil)); text != "" && len(text) <= limit {
		return append(list, text)
	}
	return list
}

// hasClass reports whether class is one of the classes of n.
func hasClass(n *html.Node, class string) bool {
	for name := range strings.FieldsSeq(attribute(n, "class")) {
		if name == class {
			return true
		}
	}
	return false
}

// first is the first content of the first of names that the page has.
func (p *page) first(names ...string) string {
	for _, name := range names {
		for _, content := range p.meta[name] {
			if content = cleanLine(html.UnescapeString(content)); content != "" {
				return content
			}
		}
	}
	return ""
}

// captionNode reports whether n is the text of a picture.
func captionNode(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	if n.DataAtom == atom.Figcaption {
		return true
	}
	if n.DataAtom == atom.Figure || n.DataAtom == atom.Img || n.DataAtom == atom.Table || n.DataAtom == atom.Tbody || n.DataAtom == atom.Tr {
		return false
	}
	return captionName.MatchString(attribute(n, "class")) || n.DataAtom == atom.P && hasClass(n, "Image")
}
