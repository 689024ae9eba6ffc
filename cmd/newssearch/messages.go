package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// The values of --lang.
const (
	langVi = "vi"
	langEn = "en"
)

// messages are the words of the program to readers, in one language.
type messages struct {
	*message.Catalogue
	thousands string
	weekdays  [7]string
	article   func(n string, one bool) string

	none        string // a query, quoted
	noneFilters string
	advice      string
	understood  string
	literally   string
	atLeast     string
	page        string // first, last
	next        string // an offset
	reprints    string // number
	noRelated   string
	stories     string // number
	match       map[index.Match]string
	missing     string
	loose       string
	dropped     string
	loosened    string
	choices     string // what was typed, its meanings
	problem     string
	facets      [5]string // sources, categories, authors, tags, dates
	unknown     string    // of a facet's value
	suggestion  map[index.SuggestionKind]string
	within      string    // a period
	periods     [3]string // year, month, day, as written
	score       string
	captions    string
	author      string
	tags        string
}

func messagesFor(lang string) (*messages, error) {
	switch lang {
	case langVi:
		return vietnamese(), nil
	case langEn:
		return english(), nil
	}
	return nil, oneOf("lang", lang, langVi, langEn)
}

func vietnamese() *messages {
	return &messages{
		Catalogue:   message.In(message.Vietnamese),
		thousands:   ".",
		weekdays:    [7]string{"Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"},
		article:     func(n string, _ bool) string { return n + " bài" },
		none:        "Không tìm thấy bài nào cho “%s”.",
		noneFilters: "Không có bài nào trong phạm vi đã lọc.",
		advice:      "Hãy thử ít từ hơn, viết đủ dấu, hoặc bỏ bớt điều kiện lọc.",
		understood:  "hiểu là: ",
		literally:   "tìm đúng như đã gõ: thêm --literal",
		atLeast:     "ít nhất ",
		page:        "bài %d–%d",
		next:        "trang sau: thêm --offset %d",
		reprints:    "%d bài đăng lại: ",
		noRelated:   "Không có bài nào liên quan.",
		stories:     "%s tin (đã gộp bài trùng)",
		match: map[index.Match]string{
			index.MatchTone:         "khớp khi đặt dấu kiểu khác",
			index.MatchMarks:        "khớp sau khi thêm dấu",
			index.MatchKeys:         "khớp sau khi đọc phím Telex/VNI",
			index.MatchAbbreviation: "khớp qua chữ viết tắt",
			index.MatchSpacing:      "khớp khi viết liền hay viết rời",
			index.MatchSpelling:     "khớp gần đúng, sai một chữ cái",
		},
		missing:    "không có: ",
		loose:      "Các bài chỉ có một phần từ khóa:",
		dropped:    "Không bài nào có đủ mọi từ; đã bỏ qua: ",
		loosened:   "Không bài nào có đúng cụm từ nên tìm từng từ (muốn giữ cụm từ: --all-words): ",
		choices:    "“%s” còn có thể là: %s",
		problem:    "Lưu ý: ",
		facets:     [5]string{"Nguồn", "Chuyên mục", "Tác giả", "Từ khóa", "Thời gian"},
		unknown:    "không rõ",
		suggestion: suggestionsVi(),
		within:     "Chỉ tìm trong %s",
		periods:    [3]string{"năm %s", "tháng %s", "ngày %s"},
		score:      "điểm",
		captions:   "Chú thích ảnh",
		author:     "Tác giả",
		tags:       "Từ khóa",
	}
}

func suggestionsVi() map[index.SuggestionKind]string {
	return map[index.SuggestionKind]string{
		index.SuggestLiteral:        "Tìm đúng như đã gõ (--literal)",
		index.SuggestSpelling:       "Có phải bạn muốn tìm",
		index.SuggestAbbreviation:   "Viết đầy đủ",
		index.SuggestWithoutFilters: "Bỏ bộ lọc",
		index.SuggestDate:           "Giới hạn thời gian",
		index.SuggestFewerWords:     "Tìm không cần đúng cụm từ",
		"":                          "Thử tìm",
	}
}

func english() *messages {
	return &messages{
		Catalogue: message.In(message.English),
		thousands: ",",
		weekdays:  [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		article: func(n string, one bool) string {
			if one {
				return n + " article"
			}
			return n + " articles"
		},
		none:        "No article found for “%s”.",
		noneFilters: "No article passes the filters.",
		advice:      "Try fewer words, all their marks, or fewer filters.",
		understood:  "understood as: ",
		literally:   "to search as typed, add --literal",
		atLeast:     "at least ",
		page:        "%d–%d",
		next:        "next page: add --offset %d",
		reprints:    "%d reprints: ",
		noRelated:   "No related article.",
		stories:     "%s without reprints",
		match: map[index.Match]string{
			index.MatchTone:         "matches with the tone mark placed otherwise",
			index.MatchMarks:        "matches with marks restored",
			index.MatchKeys:         "matches with Telex/VNI keys read",
			index.MatchAbbreviation: "matches by an abbreviation",
			index.MatchSpacing:      "matches written together or apart",
			index.MatchSpelling:     "matches but for one letter",
		},
		missing:    "lacks: ",
		loose:      "Articles with some of the words:",
		loosened:   "No good article has the phrase; its words are searched for (--all-words keeps it): ",
		dropped:    "No article has all the words; left out: ",
		choices:    "“%s” may also mean: %s",
		problem:    "Note: ",
		facets:     [5]string{"Source", "Section", "Author", "Tag", "Time"},
		unknown:    "unknown",
		suggestion: suggestionsEn(),
		within:     "Only in %s",
		periods:    [3]string{"%s", "%s", "%s"},
		score:      "score",
		captions:   "Captions",
		author:     "Author",
		tags:       "Tags",
	}
}

func suggestionsEn() map[index.SuggestionKind]string {
	return map[index.SuggestionKind]string{
		index.SuggestLiteral:        "As typed (--literal)",
		index.SuggestSpelling:       "Did you mean",
		index.SuggestAbbreviation:   "In full",
		index.SuggestWithoutFilters: "Without the filters",
		index.SuggestDate:           "Within the time",
		index.SuggestFewerWords:     "Not as an exact phrase",
		"":                          "Try",
	}
}

// count writes a number of articles.
func (m *messages) count(n int) string { return m.article(m.number(n), n == 1) }

// number writes n in groups of three digits.
func (m *messages) number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + m.thousands + s[i:]
	}
	return s
}

// date writes a time of publication as papers do, in Vietnam: "Thứ Hai,
// 12/3/2018, 07:30". Midnight is what a date without a time of day is read as, so
// it is left out. The zero time is "".
func (m *messages) date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(index.VietnamTime)
	s := m.weekdays[t.Weekday()] + ", " + t.Format("2/1/2006")
	if t.Hour() != 0 || t.Minute() != 0 {
		s += ", " + t.Format("15:04")
	}
	return s
}

// span writes what one count by date stands for.
func (m *messages) span(t time.Time, interval string) string {
	switch t = t.In(index.VietnamTime); interval {
	case "year":
		return t.Format("2006")
	case "month":
		return t.Format("1/2006")
	}
	return t.Format("2/1/2006")
}

// period writes the time from from to to, which lies past it: "tháng 3/2018".
func (m *messages) period(from, to time.Time) string {
	from, to = from.In(index.VietnamTime), to.In(index.VietnamTime)
	switch {
	case from.YearDay() == 1 && from.AddDate(1, 0, 0).Equal(to):
		return fmt.Sprintf(m.periods[0], m.span(from, "year"))
	case from.Day() == 1 && from.AddDate(0, 1, 0).Equal(to):
		return fmt.Sprintf(m.periods[1], m.span(from, "month"))
	case from.AddDate(0, 0, 1).Equal(to):
		return fmt.Sprintf(m.periods[2], m.span(from, "day"))
	}
	return m.span(from, "day") + " – " + m.span(to.Add(-1), "day")
}

// joined joins the parts that are not empty.
func joined(sep string, parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}
