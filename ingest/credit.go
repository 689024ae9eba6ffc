package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/ingest/internal/lazyregexp"
)

// endMark is "./.", with which Vietnamese agencies end a story.
const endMark = "./."

// A credit names at most this much; anything longer is a sentence.
const maxCreditRunes, maxCreditWords = 60, 8

var (
	// creditLine is a paragraph that is nothing but a credit.
	creditLine = lazyregexp.New(`^[(\[]?\s*(?:Theo|THEO|Nguồn|NGUỒN|Nguồn tin)\s*:?\s+([^()\[\]]+?)\s*[)\]]?\s*\.?$`)
	// creditTail is a credit after the last sentence, in brackets or after its full stop.
	creditTail = lazyregexp.New(`^(?s)(.*[.!?…"”)])\s*(?:[(\[]\s*(?:Theo|Nguồn:?)\s+([^()\[\]]+?)\s*[)\]]\.?|\s(?:Theo|Nguồn:)\s+([^()\[\].!?,;:"“”]+?)\.?)$`)
)

// stripEndMark replaces the end mark "./." in the last paragraph of body, if one
// closes a sentence there, by a full stop.
func stripEndMark(body string) string {
	at := strings.LastIndex(body, endMark)
	if at <= 0 || strings.Contains(body[at:], "\n\n") {
		return body
	}
	after := body[at+len(endMark):]
	if strings.Count(after, "\n") > maxTailLines || after != "" && !strings.ContainsAny(after[:1], " \n\"'()[") && !strings.HasPrefix(after, "”") {
		return body
	}
	before := body[:at]
	if r, _ := utf8.DecodeLastRuneInString(before); strings.ContainsRune("./\\:", r) {
		return body
	}
	return strings.TrimRight(before, " ") + "." + after
}

// takeCredit splits a credit off the end of body: "… hiệu quả. (Theo VOV)", or a last
// paragraph "Theo VOV". Without one, source is empty and rest is body.
func takeCredit(body string) (rest, source string) {
	head, last := "", body
	if nl := strings.LastIndexByte(body, '\n'); nl >= 0 {
		head, last = body[:nl], body[nl+1:]
	}
	if head != "" {
		if name, ok := creditOnly(last); ok {
			return head, name
		}
	}
	const window = 400 // bytes; a credit is far shorter
	cutAt := max(0, len(last)-window)
	for cutAt < len(last) && !utf8.RuneStart(last[cutAt]) {
		cutAt++
	}
	tail := last[cutAt:]
	m := creditTail.FindStringSubmatch(tail)
	if m == nil {
		return body, ""
	}
	if name := m[2] + m[3]; creditName(name) { // one of them is empty
		return body[:len(body)-len(tail)] + strings.TrimRight(m[1], " "), name
	}
	return body, ""
}

// creditOnly reads a paragraph that is only a credit.
func creditOnly(line string) (source string, ok bool) {
	if utf8.RuneCountInString(line) > maxCreditRunes+10 {
		return "", false
	}
	m := creditLine.FindStringSubmatch(line)
	if m == nil || !creditName(m[1]) {
		return "", false
	}
	return m[1], true
}

// creditName reports whether s can be what stands after "Theo": a short name that
// begins with a capital or a digit and is not a sentence.
func creditName(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > maxCreditRunes || len(strings.Fields(s)) > maxCreditWords {
		return false
	}
	if strings.ContainsAny(s, "!?;:\"“”\n") || strings.Contains(s, ", ") || strings.Contains(s, ". ") && !strings.Contains(s, "TP. ") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) || unicode.IsDigit(first)
}

func startsUpper(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first)
}

// notNames are words with which capitalised lines begin that are not people.
var notNames = map[string]bool{
	"theo": true, "nguồn": true, "báo": true, "đài": true, "ảnh": true, "video": true, "clip": true, "xem": true,
	"ban": true, "tòa": true, "công": true, "trường": true, "sở": true, "bộ": true, "ủy": true, "uỷ": true, "tỉnh": true,
	"thành": true, "huyện": true, "quận": true, "phường": true, "xã": true, "bảng": true, "kết": true, "tin": true,
}

// places are names that look like those of people: provinces and cities, old and new.
var places = phrases(`hà nội, hồ chí minh, tp hồ chí minh, tp. hồ chí minh, sài gòn, đà nẵng, hải phòng, cần thơ, huế, thừa thiên huế, việt nam,
	an giang, bà rịa, vũng tàu, bà rịa - vũng tàu, bạc liêu, bắc giang, bắc kạn, bắc ninh, bến tre, bình định, bình dương, bình phước, bình thuận, cà mau,
	cao bằng, đắk lắk, đắc lắc, đắk nông, điện biên, đồng nai, đồng tháp, gia lai, hà giang, hà nam, hà tĩnh, hải dương, hậu giang, hòa bình, hoà bình,
	hưng yên, khánh hòa, khánh hoà, kiên giang, kon tum, lai châu, lâm đồng, lạng sơn, lào cai, long an, nam định, nghệ an, ninh bình, ninh thuận, phú thọ,
	phú yên, quảng bình, quảng nam, quảng ngãi, quảng ninh, quảng trị, sóc trăng, sơn la, tây ninh, thái bình, thái nguyên, thanh hóa, thanh hoá,
	tiền giang, trà vinh, tuyên quang, vĩnh long, vĩnh phúc, yên bái, nha trang, đà lạt, hạ long, biên hòa, biên hoà, thủ đức, washington, bắc kinh`)

func phrases(s string) map[string]bool {
	set := make(map[string]bool)
	for p := range strings.SplitSeq(s, ",") {
		set[strings.TrimSpace(p)] = true
	}
	return set
}

// personName reports whether s can be the name of an author: two to five words, each
// with a capital, and no end of a sentence.
func personName(s string) bool {
	words := strings.Fields(s)
	if len(words) > 0 && notNames[strings.ToLower(words[0])] || places[strings.ToLower(s)] {
		return false
	}
	if len(words) < 2 || len(words) > 5 || utf8.RuneCountInString(s) > 40 {
		return false
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) && w != "-" && w != "–" && w != "&" && w != "và" {
			return false
		}
		if strings.ContainsAny(w, "!?:;,/\\()\"“”…%0123456789") {
			return false
		}
	}
	return !strings.HasSuffix(s, ".") || utf8.RuneCountInString(words[len(words)-1]) <= 2
}

var (
	mailAddress = lazyregexp.New(`[^\s@<>(),]+@[^\s@<>(),]+\.[^\s@<>(),]+`)
	authorLabel = lazyregexp.New(`(?i)^(?:tác giả|người viết|phóng viên|bài(?: và ảnh)?|tin(?: và ảnh)?|đăng bởi|thực hiện|by|posted by|written by|theo)\s*:?\s+`)
)

// gluedAgency is an agency that was glued to a name where tags were taken away.
var gluedAgency = lazyregexp.New(`^(.*\p{Ll})(?:TTXVN|VOV|VNA|VGP|VTV|TTO|NLDO|[A-Z]{3,8})$`)

// nameOfAuthor is the name in what is called an author, or nothing: an address of mail,
// a number and the address of a profile are no names.
func nameOfAuthor(s string) string {
	s = cleanLine(s)
	// "tin@bao.example (Minh Hà)" and "Minh Hà <ha@bao.example>" have both.
	s = mailAddress.ReplaceAllString(s, " ")
	s = strings.Trim(strings.Join(strings.Fields(s), " "), " ,;:-–—|/<>")
	if inner, ok := bracketed(s); ok && !strings.ContainsAny(inner, "()[]{}") {
		s = strings.TrimSpace(inner)
	}
	s = gluedAgency.ReplaceAllString(authorLabel.ReplaceAllString(s, ""), "$1")
	if webLink(s) != "" || !strings.ContainsFunc(s, unicode.IsLetter) || utf8.RuneCountInString(s) > 2*maxCreditRunes {
		return ""
	}
	switch strings.ToLower(s) {
	case "admin", "administrator", "null", "none", "nan", "n/a", "unknown", "editor", "root", "user", "author", "tác giả", "anonymous", "ẩn danh", "đang cập nhật":
		return ""
	}
	return s
}
