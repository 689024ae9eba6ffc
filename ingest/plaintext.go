package ingest

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/ingest/internal/charset"
	"github.com/newssearch/newssearch/ingest/internal/date"
	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// Lengths that tell the parts of an article apart, in characters.
const (
	maxTitle   = 300 // a longer first paragraph is body; headlines stay below 150
	maxLead    = 500 // a longer paragraph after the date is body
	minLead    = 30  // a shorter one is a label or subheading
	maxCaption = 400
	// maxTailLines is how many lines of credits, author and tags may end an article.
	maxTailLines = 6
)

// PlainText splits text, in UTF-8, as copied from a newspaper page, into an article:
//
//	title
//	weekday, date, time and zone
//	"lead in quotation marks"
//	body paragraphs, among them captions: a line with the number of the
//	picture, then the text; or a paragraph that ends with "Ảnh: …"
//	body paragraphs, the last with the end mark ./.
//	Theo VOV
//
// Everything but the text itself may be missing. A paragraph is a line; the lines of
// a text wrapped at a fixed width are joined again. The lead is the paragraph in
// quotation marks after title and date; without such marks, the first paragraph
// after the date if more text follows, and without a date there is none.
// A last line "Theo …" or "Nguồn: …" is the source, a name alone the author. The
// error wraps ErrNoArticle if there is no text, ErrUnreadable if it is noise.
func PlainText(text string, opts Options) (index.Article, error) {
	if repair := charset.Repair(text); repair != nil {
		text = repair(text)
	}
	p := plain{paragraphs: paragraphs(text), opts: opts}
	p.head()
	p.tail()
	p.middle()
	finish(&p.article, opts)
	if err := check(&p.article); err != nil {
		return index.Article{}, err
	}
	return p.article, nil
}

func (s *session) readText(origin Origin, data []byte) {
	text, _, err := charset.Decode(data, "")
	if err != nil {
		s.fail(origin, fmt.Errorf("%w: %w", ErrUnreadable, err))
		return
	}
	a, err := PlainText(text, s.opts)
	if err != nil {
		s.fail(origin, err)
		return
	}
	identify(&a, origin, s.opts.Identity)
	s.emit(Record{Article: a, Origin: origin})
}

// plain is an article being taken apart from both ends.
type plain struct {
	paragraphs []string
	opts       Options
	article    index.Article
}

// next is the first paragraph left, or nothing.
func (p *plain) next() string {
	if len(p.paragraphs) == 0 {
		return ""
	}
	return p.paragraphs[0]
}

func (p *plain) drop() { p.paragraphs = p.paragraphs[1:] }

// head takes title, date, labels and lead.
func (p *plain) head() {
	dated := p.label(p.next())
	if dated {
		p.drop()
	}
	if title := p.next(); title != "" && utf8.RuneCountInString(title) <= maxTitle {
		p.article.Title = title
		p.drop()
	}
	const maxLabels = 5 // date, author, source, address and one more
	for range maxLabels {
		line := p.next()
		if line == "" || !p.label(line) {
			break
		}
		dated = true
		p.drop()
	}
	lead := p.next()
	if inner, ok := unquote(lead); ok && len(p.paragraphs) > 1 {
		p.article.Lead = inner
		p.drop()
		return
	}
	length := utf8.RuneCountInString(lead)
	if dated && !p.article.Published.IsZero() && len(p.paragraphs) > 1 &&
		length >= minLead && length <= maxLead && !captionLine(lead) && !captionLine(p.paragraphs[1]) {
		p.article.Lead = lead
		p.drop()
	}
}

var (
	labelLine = lazyregexp.New(`(?i)^(tác giả|người viết|bài|nguồn|chuyên mục|mục|tags?|từ khóa|từ khoá|link|url|ngày đăng|đăng lúc|cập nhật)\s*:\s*(.+)$`)
	linkLine  = lazyregexp.New(`^https?://\S+$`)
)

// label takes a line that says something about the article, and reports whether it did.
func (p *plain) label(line string) bool {
	if line == "" || utf8.RuneCountInString(line) > maxTitle {
		return false
	}
	// Before the title only a date that stands alone is one: "Giá vàng - 12/03/2018" is
	// a headline there.
	if t, beside, err := date.Line(line, p.opts.location()); err == nil && (len(beside) == 0 || p.article.Title != "") {
		p.dateline(t, beside)
		return true
	}
	if linkLine.MatchString(line) {
		return p.fill(&p.article.URL, webLink(line))
	}
	m := labelLine.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	switch name, value := strings.ToLower(m[1]), m[2]; name {
	case "tác giả", "người viết", "bài":
		return utf8.RuneCountInString(value) <= maxCreditRunes && p.fill(&p.article.Author, value)
	case "nguồn":
		if link := webLink(value); link != "" {
			return p.fill(&p.article.URL, link)
		}
		return creditName(value) && p.fill(&p.article.Source, value)
	case "chuyên mục", "mục":
		return utf8.RuneCountInString(value) <= maxCreditRunes && p.fill(&p.article.Category, value)
	case "link", "url":
		return p.fill(&p.article.URL, webLink(value))
	case "ngày đăng", "đăng lúc", "cập nhật":
		return false // ParseDate knows these; what it does not know is text
	default:
		p.article.Tags = append(p.article.Tags, splitTags(value)...)
		return true
	}
}

// dateline takes a date and what stands beside it: a name is the author's.
func (p *plain) dateline(t time.Time, beside []string) {
	if p.article.Published.IsZero() {
		p.article.Published = t
	}
	for _, text := range beside {
		if personName(text) {
			p.fill(&p.article.Author, text)
			return
		}
	}
}

// fill sets a field that is empty and reports whether it did.
func (p *plain) fill(field *string, value string) bool {
	if *field != "" || value == "" {
		return false
	}
	*field = value
	return true
}

// tail takes credits, author and tags from the end.
func (p *plain) tail() {
	for range maxTailLines {
		last := len(p.paragraphs) - 1
		if last < 0 {
			return
		}
		line := p.paragraphs[last]
		if source, ok := creditOnly(line); ok && last > 0 {
			p.credit(source)
		} else if names, ok := byline(line); ok && last > 0 && !captionNumber(p.paragraphs[last-1]) && p.fill(&p.article.Author, names) {
			// taken as author
		} else if last == 0 || !tailLabel(line) || !p.label(line) {
			return
		}
		p.paragraphs = p.paragraphs[:last]
	}
}

// tailLabel reports whether line is a label that may end an article; a date alone
// may not, for it is often part of a list.
func tailLabel(line string) bool { return labelLine.MatchString(line) || linkLine.MatchString(line) }

// credit takes "VOV", or "Hà Anh/VOV", an author with the source.
func (p *plain) credit(source string) {
	if author, agency, ok := strings.Cut(source, "/"); ok && personName(strings.TrimSpace(author)) && agency != "" {
		p.fill(&p.article.Author, strings.TrimSpace(author))
		source = strings.TrimSpace(agency)
	}
	p.fill(&p.article.Source, source)
}

// middle splits what is left into captions and body.
func (p *plain) middle() {
	var body []string
	for i := 0; i < len(p.paragraphs); i++ {
		line := p.paragraphs[i]
		switch {
		case captionNumber(line) && i+1 < len(p.paragraphs) && utf8.RuneCountInString(p.paragraphs[i+1]) <= maxCaption:
			i++
			p.article.Captions = append(p.article.Captions, p.paragraphs[i])
		case captionLine(line):
			p.article.Captions = append(p.article.Captions, line)
		default:
			body = append(body, line)
		}
	}
	p.article.Body = strings.Join(body, "\n")
}

var (
	numberLine   = lazyregexp.New(`^(?:(?:Ảnh|Hình|ẢNH|HÌNH)\s*)?(\d{1,2})\s*[.:)]?$`)
	photoCredit  = lazyregexp.New(`[\s(.\-–—](?:Ảnh|ẢNH|Ảnh chụp|Ảnh minh họa|Ảnh minh hoạ|Ảnh tư liệu|Đồ họa|Đồ hoạ|Nguồn ảnh|Photo)\s*(?::\s*[^:!?"“”]{0,40}|minh họa|minh hoạ|tư liệu)\s*[.)]{0,2}$`)
	captionLabel = lazyregexp.New(`^(?:Ảnh|Hình ảnh|Chú thích|Chú thích ảnh|Ảnh minh họa|Ảnh minh hoạ|Đồ họa)(?:\s*\d{1,2})?\s*[:.]`)
)

// captionNumber reports whether line is only the number of a picture.
func captionNumber(line string) bool {
	m := numberLine.FindStringSubmatch(line)
	return m != nil && strings.Trim(m[1], "0") != ""
}

// captionLine reports whether line says itself that it is the text of a picture.
func captionLine(line string) bool {
	if utf8.RuneCountInString(line) > maxCaption {
		return false
	}
	return captionLabel.MatchString(line) || photoCredit.MatchString(line) || line == "Ảnh minh họa" || line == "Ảnh minh họa."
}

// unquote takes the quotation marks off a paragraph that stands in them as a whole.
func unquote(s string) (string, bool) {
	for _, pair := range [...][2]string{{`"`, `"`}, {"“", "”"}, {"«", "»"}, {"“", "“"}, {"”", "”"}} {
		inner, ok := strings.CutPrefix(s, pair[0])
		if !ok {
			continue
		}
		if inner, ok = strings.CutSuffix(strings.TrimSuffix(inner, "."), pair[1]); !ok {
			continue
		}
		if inner = strings.TrimSpace(inner); inner != "" && !strings.ContainsAny(inner, `"“”«»`) {
			return inner, true
		}
	}
	return "", false
}

// paragraphs repairs text and cuts it into paragraphs, without those that have
// neither letter nor digit.
func paragraphs(text string) []string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(text)
	var all []string
	for _, block := range blocks(text) {
		if hardWrapped(block) {
			block = []string{strings.Join(block, " ")}
		}
		for _, line := range block {
			if strings.ContainsFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				all = append(all, line)
			}
		}
	}
	return all
}

// blocks groups the repaired lines of text that no empty line parts.
func blocks(text string) [][]string {
	var all [][]string
	var block []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = cleanLine(line); line != "" {
			block = append(block, line)
		} else if block != nil {
			all, block = append(all, block), nil
		}
	}
	if block != nil {
		all = append(all, block)
	}
	return all
}

// Widths between which mail and editors wrap lines, in characters.
const minWrap, maxWrap = 50, 100

// hardWrapped reports whether block is one paragraph broken at a fixed width: all lines
// but the last have about the same length.
func hardWrapped(block []string) bool {
	if len(block) < 2 {
		return false
	}
	shortest, longest := maxWrap+1, 0
	for i, line := range block {
		n := utf8.RuneCountInString(line)
		longest = max(longest, n)
		if i < len(block)-1 {
			shortest = min(shortest, n)
		}
	}
	const slack = 20 // characters that the next word may have been too long
	return shortest >= minWrap && longest <= maxWrap && longest-shortest <= slack
}
