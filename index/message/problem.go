package message

import (
	"fmt"
	"strings"

	"github.com/newssearch/newssearch/index"
)

// Problem is a sentence about a mistake in a query. For a kind that it does not
// know it is the kind itself, as words.
func (c *Catalogue) Problem(k index.ProblemKind) string {
	if t, ok := problems[k]; ok {
		return c.in(t.english, t.vietnamese)
	}
	return strings.ReplaceAll(string(k), "_", " ")
}

type text struct{ english, vietnamese string }

var problems = map[index.ProblemKind]text{
	index.ProblemUnclosedQuote:   {"The quotation mark is not closed; the phrase runs to the end.", "Thiếu dấu ngoặc kép đóng; cụm từ được tính đến hết câu tìm."},
	index.ProblemEmptyQuote:      {"There is nothing to search for between the quotation marks.", "Giữa hai dấu ngoặc kép không có từ nào để tìm."},
	index.ProblemUnclosedGroup:   {"The parenthesis is not closed; the group runs to the end.", "Thiếu dấu ngoặc đơn đóng; nhóm được tính đến hết câu tìm."},
	index.ProblemStrayParen:      {"This parenthesis closes nothing and was ignored.", "Dấu ngoặc đóng này không có dấu mở nên được bỏ qua."},
	index.ProblemEmptyGroup:      {"There is nothing to search for between the parentheses.", "Trong ngoặc đơn không có từ nào để tìm."},
	index.ProblemDanglingOr:      {"OR and AND need words on both sides; this one was ignored.", "OR, HOẶC, AND cần có từ ở cả hai bên; ở đây được bỏ qua."},
	index.ProblemMisplacedStar:   {"* works only at the end of a word, as in tinh*.", "Dấu * chỉ dùng được ở cuối từ, ví dụ tinh*."},
	index.ProblemMissingValue:    {"A value must follow the colon, as in source:VOV.", "Sau dấu hai chấm cần có giá trị, ví dụ nguồn:VOV."},
	index.ProblemUnknownField:    {"There is no such field; it was left out. The fields are title, lead, source, category, author, tag, site, url, after, before.", "Không có trường này nên đã bỏ qua. Các trường dùng được: tiêu đề, sapo, nguồn, mục, tác giả, tag, site, url, sau, trước."},
	index.ProblemFieldSpace:      {"Read as plain words; to filter, leave no space after the colon.", "Đang tìm như từ thường; muốn lọc thì viết liền sau dấu hai chấm."},
	index.ProblemCapitalOperator: {"Read as a word, because everything is in capitals; write OR for either side.", "Được hiểu là một từ vì cả câu viết hoa; muốn tìm một trong hai vế, hãy viết OR."},
	index.ProblemEmptyRange:      {"The dates exclude each other; no article can match.", "Khoảng ngày trái ngược nhau nên không bài nào phù hợp."},
	index.ProblemInvalidText:     {"Characters that are not text were ignored.", "Ký tự không phải văn bản đã được bỏ qua."},

	index.ProblemTooLong:       {fmt.Sprintf("The query is too long (at most %d bytes).", index.MaxQueryBytes), fmt.Sprintf("Câu tìm quá dài (tối đa %d byte).", index.MaxQueryBytes)},
	index.ProblemTooDeep:       {fmt.Sprintf("Parentheses are nested too deeply (at most %d).", index.MaxQueryDepth), fmt.Sprintf("Ngoặc đơn lồng nhau quá sâu (tối đa %d lớp).", index.MaxQueryDepth)},
	index.ProblemTooMany:       {fmt.Sprintf("There are too many words (at most %d).", index.MaxQueryWords), fmt.Sprintf("Câu tìm có quá nhiều từ (tối đa %d).", index.MaxQueryWords)},
	index.ProblemBadDate:       {"This is not a date; write 31/3/2018, 2018-03-31, 3/2018 or 2018.", "Ngày không hợp lệ; hãy viết 31/3/2018, 2018-03-31, 3/2018 hoặc 2018."},
	index.ProblemDateNoYear:    {"The date needs its year, as in 31/3/2018.", "Ngày cần có năm, ví dụ 31/3/2018."},
	index.ProblemDatePlace:     {"Dates limit the whole query; they cannot be negated or be one side of OR.", "Điều kiện ngày áp dụng cho cả câu tìm; không thể phủ định hay đặt trong một vế của OR."},
	index.ProblemOnlyNegations: {"Add something to look for; there are only words to leave out.", "Hãy thêm từ cần tìm; ở đây chỉ có những từ cần loại trừ."},
	index.ProblemNoWords:       {"There is no word to search for.", "Không có từ nào để tìm."},
}
