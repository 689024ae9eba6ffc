package date

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// A text beside a date is a name, a place, a section or a count; longer ones are
// sentences that have a date in them.
const maxBesideRunes, maxBesideWords = 40, 8

var (
	// dateWords are words that only go with dates. What stands in the same part as the
	// date must be made of these.
	dateWords = lazyregexp.New(`(?i)^(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy)|thứ ?[2-7]|chủ nhật|chủ nhựt|cn|t\.?[2-7]|` +
		`(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|` +
		`ngày (?:đăng|xuất bản|cập nhật|viết|phát hành|tạo|gửi)|ngày|đăng tải lúc|đăng (?:tải|lúc|ngày|vào)|đã đăng|đăng|cập nhật lần cuối|cập nhật|cập nhập|` +
		`phát hành|xuất bản(?: lúc)?|thời gian|lúc|vào|hồi|giờ|phút|việt nam|sáng|trưa|chiều|tối|đêm|khuya|rạng sáng|` +
		`published|posted|created|updated|last|modified|date|time|on|at|the|from|hrs?|hours?|pubdate|` +
		`[-–—,.;:|()\[\]{}•·/@'"\s\x00])*$`)
	// parts are separated by these; a hyphen only between spaces or date and space.
	separator = lazyregexp.New(`[|•·●›»>\t]|\s-\s|\x00\s*-|-\s*\x00`)
	// aside is a text in brackets beside a date, such as the zone in words.
	views = lazyregexp.New(`(?i)^[(\[]?\s*(?:lượt (?:xem|đọc)\s*:?\s*)?[\d.,]+\s*k?\s*(?:lượt (?:xem|đọc|thích|chia sẻ)|bình luận|views?|likes?|comments?|phút đọc)?\s*[)\]]?$`)
	host  = lazyregexp.New(`(?i)^(?:[\p{L}\d-]+\.)+[a-z]{2,}$`)
	// placed is a place before the date, as in letters: "Hà Nội, ngày 12 tháng 3".
	placed = lazyregexp.New(`^((?:\p{Lu}[\p{L}.]*[\s-]*){1,5}?)[\s,]*(?:,|ngày|-)\s*([^\p{Lu}]*)$`)
	// byline is what papers write before the name of an author or the section.
	byline = lazyregexp.New(`(?i)^(?:tác giả|người viết|đăng bởi|bởi|by|bài|theo|nguồn|chuyên mục|mục|trong|in)\s*:?\s+`)
)

// besides gives the texts of rest that stand beside the date that was cut out of it,
// and reports whether all of rest can stand there.
func besides(rest string) (texts []string, ok bool) {
	if dateWords.MatchString(rest) {
		return nil, true
	}
	for _, part := range split(rest) {
		dated := strings.Contains(part, gap)
		part = strings.Join(strings.Fields(strings.ReplaceAll(part, gap, " ")), " ")
		whole := strings.Trim(part, " ;()[]")
		part = strings.Trim(part, " ,;:-()[]")
		switch {
		case dateWords.MatchString(part) || views.MatchString(part):
		case dated:
			m := placed.FindStringSubmatch(whole)
			if m == nil || !dateWords.MatchString(m[2]) {
				return nil, false
			}
		case aside(part):
			texts = append(texts, byline.ReplaceAllString(part, ""))
		default:
			return nil, false
		}
	}
	return texts, true
}

// split cuts rest at separators. The gaps that a separator took along go to both sides.
func split(rest string) []string {
	var parts []string
	from := 0
	for _, m := range separator.FindAllStringIndex(rest, -1) {
		end, next := m[0], m[1]
		switch cut := rest[m[0]:m[1]]; {
		case strings.HasPrefix(cut, gap):
			end = m[0] + len(gap)
		case strings.HasSuffix(cut, gap):
			next = m[1] - len(gap)
		}
		parts = append(parts, rest[from:end])
		from = next
	}
	parts = append(parts, rest[from:])
	var all []string
	for _, p := range parts {
		// After the date a comma parts as well: "12/03/2018 07:30, Minh Hà".
		if head, tail, found := strings.Cut(p, ","); found && strings.Contains(head, gap) && !strings.Contains(tail, gap) {
			all = append(all, head, tail)
			continue
		}
		all = append(all, p)
	}
	return all
}

// aside reports whether s, which stands apart from the date, can be a name, a place, a
// section or a site.
func aside(s string) bool {
	if utf8.RuneCountInString(s) > maxBesideRunes || len(strings.Fields(s)) > maxBesideWords {
		return false
	}
	if host.MatchString(s) {
		return true
	}
	s = byline.ReplaceAllString(s, "")
	if strings.ContainsAny(s, "?!…;:\"“”") || strings.HasSuffix(s, ".") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && !strings.ContainsFunc(s, unicode.IsDigit)
}
