package message

import (
	"strings"

	"github.com/newssearch/newssearch/index"
)

// Answer are the words about an answer. The page and the command line say them alike.
type Answer struct {
	// How the query was read, and the way back.
	ShowingFor, SearchLiterally string
	ReadAs, MayMean             string
	Dropped, Loosened, AllWords string
	Mistake, Note               string
	// About hits.
	Lacks, LooseBelow string
	Related           string
	NoRelated         string
	NextPage          string
	// When there are none.
	NothingAdvice, PastEnd       string
	EmptyIndex, EmptyIndexAdvice string
	Sample                       string
	// The parts of an article, and what articles are counted by.
	Source, Section, Author, Tags, Time string
	Captions, Unknown, Undated          string
}

func answerIn(in pick) Answer {
	return Answer{
		ShowingFor:      in("Showing results for", "Hiển thị kết quả cho"),
		SearchLiterally: in("search literally", "tìm nguyên văn"),
		ReadAs:          in("is searched for as", "được tìm cả dưới dạng"),
		MayMean:         in("it may also mean", "còn có thể là"),
		Dropped:         in("No article has all the words; left out:", "Không bài nào có đủ mọi từ; đã bỏ qua:"),
		Loosened:        in("No good article has the phrase; searching for its words:", "Không bài nào có đúng cụm từ nên đang tìm từng từ:"),
		AllWords:        in("Only articles that have all the words", "Phải có mọi từ"),
		Mistake:         in("The query has a mistake", "Câu tìm chưa đúng"),
		Note:            in("Note", "Lưu ý"),

		Lacks:      in("Lacks", "Thiếu"),
		LooseBelow: in("The articles below lack some of the words", "Các bài dưới đây không có đủ mọi từ"),
		Related:    in("Related articles", "Bài liên quan"),
		NoRelated:  in("No article is related", "Không có bài nào liên quan"),
		NextPage:   in("Next page", "Trang sau"),

		NothingAdvice:    in("Try fewer words, all their marks, or fewer filters.", "Hãy thử ít từ hơn, viết đủ dấu, hoặc bỏ bớt điều kiện lọc."),
		PastEnd:          in("There are no more results", "Hết kết quả rồi"),
		EmptyIndex:       in("There are no articles yet", "Chưa có bài báo nào"),
		EmptyIndexAdvice: in("Take some in with the command newssearch ingest.", "Hãy nạp bài bằng lệnh newssearch ingest."),
		Sample:           in("These are sample articles written for this program, not real news.", "Đang tìm trong các bài mẫu viết riêng cho chương trình, không phải tin thật."),

		Source:   in("Source", "Nguồn"),
		Section:  in("Section", "Chuyên mục"),
		Author:   in("Author", "Tác giả"),
		Tags:     in("Tags", "Từ khóa"),
		Time:     in("Time", "Thời gian"),
		Captions: in("Captions", "Chú thích ảnh"),
		Unknown:  in("unknown", "không rõ"),
		Undated:  in("No date", "Không rõ ngày"),
	}
}

// maxRepeated is how much of a query a message repeats, in runes.
const maxRepeated = 80

// Nothing says that nothing was found for a query; with an empty one, that no article
// passes the filters.
func (c *Catalogue) Nothing(query string) string {
	if query == "" {
		return c.in("No article passes the filters", "Không có bài nào trong phạm vi đã lọc")
	}
	if runes := []rune(query); len(runes) > maxRepeated {
		query = string(runes[:maxRepeated]) + "…"
	}
	return c.in("No article found for", "Không tìm thấy bài nào cho") + " “" + query + "”"
}

// Offer says what another query is good for; its place is before that query.
func (c *Catalogue) Offer(s index.Suggestion) string {
	switch s.Kind {
	case index.SuggestLiteral:
		return c.in("Search literally", "Tìm nguyên văn")
	case index.SuggestSpelling:
		return c.in("Did you mean", "Có phải bạn muốn tìm")
	case index.SuggestAbbreviation:
		return c.in("In full", "Viết đầy đủ")
	case index.SuggestFewerWords:
		return c.in("Not as an exact phrase", "Tìm không cần đúng cụm từ")
	case index.SuggestWithoutFilters:
		return c.in("Without the filters", "Bỏ bộ lọc")
	case index.SuggestDate:
		if !s.From.IsZero() && !s.To.IsZero() {
			if Whole(s.From, s.To) == "day" {
				return c.in("Only on ", "Chỉ tìm trong ngày ") + c.Day(s.From)
			}
			return c.in("Only in ", "Chỉ tìm trong ") + c.Period(s.From, s.To)
		}
	}
	return c.in("Try", "Thử tìm")
}

// Match says in a few words how a hit matches when it is not word for word; "" when it is.
func (c *Catalogue) Match(m index.Match) string {
	switch m {
	case index.MatchTone:
		return c.in("other tone placement", "khác cách đặt dấu")
	case index.MatchMarks:
		return c.in("marks restored", "khớp khi thêm dấu")
	case index.MatchKeys:
		return c.in("keys decoded", "đọc từ phím gõ")
	case index.MatchAbbreviation:
		return c.in("abbreviation", "qua chữ viết tắt")
	case index.MatchSpacing:
		return c.in("spacing", "viết liền/rời")
	case index.MatchSpelling:
		return c.in("nearly", "khớp gần đúng")
	}
	return ""
}

// MatchWhy says the same as Match in a sentence.
func (c *Catalogue) MatchWhy(m index.Match) string {
	switch m {
	case index.MatchTone:
		return c.in("Matches with the tone mark placed, or i/y written, otherwise (hoà/hòa, kỹ/kĩ)", "Khớp khi đặt dấu thanh hoặc viết i/y theo kiểu khác (hoà/hòa, kỹ/kĩ)")
	case index.MatchMarks:
		return c.in("Matches after marks were restored", "Khớp sau khi thêm dấu vào chữ đã gõ")
	case index.MatchKeys:
		return c.in("Matches after raw Telex or VNI keys were read", "Khớp sau khi đọc phím Telex hoặc VNI")
	case index.MatchAbbreviation:
		return c.in("Matches by an abbreviation or its meaning", "Khớp qua chữ viết tắt hoặc dạng đầy đủ của nó")
	case index.MatchSpacing:
		return c.in("Matches written together or apart", "Khớp khi viết liền hay viết rời")
	case index.MatchSpelling:
		return c.in("Matches except for one letter", "Khớp khi cho phép sai một chữ cái")
	}
	return ""
}

// Reading says what a word of the query was searched for besides, and what else it may
// mean.
func (c *Catalogue) Reading(r index.Reading) string {
	s := "“" + r.Typed + "” " + c.ReadAs + " “" + r.Read + "”"
	if len(r.Choices) > 0 {
		s += "; " + c.MayMean + ": " + strings.Join(r.Choices, ", ")
	}
	return s
}

// Phrases are phrases that were read as words, in quotes.
func (c *Catalogue) Phrases(list []string) string {
	return "“" + strings.Join(list, "”, “") + "”"
}
