package ingest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// author is the person who wrote the article: by the data for machines, by what is
// shown, else the body that is named there. The paper itself is none.
func (p *page) author() string {
	shown := p.authors
	if people := p.persons(p.ld.people); people != "" {
		return asShown(people, shown)
	}
	for _, list := range [][]string{p.meta["author"], p.meta["article:author"], p.meta["dc.creator"], p.meta["cxenseparse:author"], shown, p.ld.bodies} {
		if people := p.persons(list); people != "" {
			return people
		}
	}
	return ""
}

// persons joins the names of list that are none of the paper.
func (p *page) persons(list []string) string {
	var names []string
	for _, name := range list {
		if name = nameOfAuthor(plainLine(name)); name != "" && !p.isPaper(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// asShown is the form of a name that is shown: data for machines have "Minh HàTTXVN" for
// "Minh Hà (TTXVN)".
func asShown(name string, shown []string) string {
	for _, s := range shown {
		if s = nameOfAuthor(s); s != name && strings.EqualFold(bareLetters(onlyLetters(s)), bareLetters(onlyLetters(name))) {
			return s
		}
	}
	return name
}

func onlyLetters(s string) string {
	return strings.NewReplacer("(", "", ")", "", "/", "", "-", "", ",", "").Replace(s)
}

var (
	hostName = lazyregexp.New(`(?i)^(?:https?://)?(?:[\p{L}\d-]+\.)+[a-z]{2,10}/?$`)
	paperOf  = lazyregexp.New(`^(?:bao|tapchi|trang|baodientu|tapchidientu|trangtin|trangtindientu|toasoan|dai|kenh)|(?:online|dientu|news|vn|plus)$`)
)

// isPaper reports whether a name is that of the paper or its site.
func (p *page) isPaper(name string) bool {
	if hostName.MatchString(name) {
		return true
	}
	letters := bareLetters(name)
	short := paperOf.ReplaceAllString(letters, "")
	papers := []string{p.source(), p.ld.publisher, p.first("og:site_name"), p.first("application-name"), strings.TrimPrefix(p.first("twitter:site"), "@")}
	for label := range strings.SplitSeq(siteOf(p.address()), ".") {
		papers = append(papers, label)
	}
	for _, paper := range papers {
		paper = bareLetters(paper)
		if paper == "" {
			continue
		}
		if letters == paper || short != "" && short == paperOf.ReplaceAllString(paper, "") {
			return true
		}
	}
	return false
}

var (
	// bylineLabel is what stands before the names in a line that ends an article.
	bylineLabel = lazyregexp.New(`^(?i)(?:(?:bài|tin|ảnh|clip|video|đồ họa|đồ hoạ|thực hiện|tác giả|nội dung|thiết kế|trình bày|bài viết|pv|phóng viên|ctv)(?:\s*(?:,|và|-|&|/)\s*(?:bài|tin|ảnh|clip|video|đồ họa|đồ hoạ))*)\s*:\s*`)
	// bylineNote is what stands after them: collected, translated, from an agency.
	bylineNote    = lazyregexp.New(`(?i)\s*[(\[](?:tổng hợp|t/h|th|tổng thuật|thực hiện|ghi|lược ghi|dịch|lược dịch|biên dịch|theo [^()]{1,40}|nguồn:? [^()]{1,40}|tổng hợp [^()]{1,40}|[\p{Lu}]{2,8}|[\p{Lu}][\p{L} .]{1,30})[)\]]\s*\.?$|\s+(?:tổng hợp|lược dịch|\(?t/h\)?)\.?$`)
	nameSeparator = lazyregexp.New(`\s*(?:,|&|;|\s[-–—]\s|\svà\s)\s*`)
)

// byline is the names in a line that is nothing but the names of who wrote an article,
// as papers put it at the end.
func byline(line string) (names string, ok bool) {
	if utf8.RuneCountInString(line) > 2*maxCreditRunes {
		return "", false
	}
	labelled := bylineLabel.FindString(line)
	rest := strings.TrimSpace(bylineNote.ReplaceAllString(line[len(labelled):], ""))
	// "Minh Hà/VOV": the agency is a credit, see takeCredit.
	if name, agency, found := strings.Cut(rest, "/"); found && agency != "" && utf8.RuneCountInString(agency) <= 30 {
		rest = strings.TrimSpace(name)
	}
	if rest == "" || strings.HasSuffix(rest, ":") {
		return "", false
	}
	var all []string
	for _, name := range nameSeparator.Split(rest, -1) {
		if !personName(name) {
			return "", false
		}
		all = append(all, name)
	}
	return strings.Join(all, ", "), true
}

// takeByline takes a byline off the end of paragraphs. It becomes the author if there
// is none; one that names somebody else than the author stays, for it may be text.
func takeByline(paragraphs []string, author *string) []string {
	last := len(paragraphs) - 1
	if last < 1 {
		return paragraphs
	}
	line := paragraphs[last]
	names, ok := byline(line)
	if !ok && line != *author {
		return paragraphs
	}
	if ok && *author != "" && !strings.Contains(*author, names) && !strings.Contains(names, *author) && bylineLabel.FindString(line) == "" {
		return paragraphs
	}
	fill(author, names)
	return paragraphs[:last]
}

// sectionSeparator parts several sections in one text.
var sectionSeparator = lazyregexp.New(`\s*[;|>»›]\s*|\s+/\s+`)

// firstSection is the first of several sections in one text, and the others.
func firstSection(s string) (first string, others []string) {
	parts := cleanList(sectionSeparator.Split(s, -1))
	if len(parts) == 1 && strings.Contains(s, ",") {
		parts = capitalParts(s)
	}
	for len(parts) > 1 && homeNames[strings.ToLower(parts[0])] {
		parts = parts[1:]
	}
	if len(parts) == 0 {
		return "", nil
	}
	return parts[0], parts[1:]
}

var homeNames = map[string]bool{"trang chủ": true, "home": true, "trang nhất": true, "tin tức": true, "news": true}

// capitalParts splits at commas if each part begins with a capital, so that "Ô tô, xe
// máy" is one section.
func capitalParts(s string) []string {
	parts := cleanList(strings.Split(s, ","))
	for _, p := range parts {
		if !startsUpper(p) {
			return []string{cleanLine(s)}
		}
	}
	return parts
}
