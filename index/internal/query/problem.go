package query

import (
	"cmp"
	"fmt"
	"slices"
)

// Limits on a query. A search box holds far less; they bound the work that a
// hostile query can ask for.
const (
	// MaxBytes bounds the string and its canonical form. The longest real
	// headline of 34,715 has 250 bytes; 4 KiB also takes a pasted paragraph.
	MaxBytes = 4 << 10
	// MaxDepth bounds nested groups, and with them recursion here and in the index.
	MaxDepth = 16
	// MaxLeaves bounds words, phrases and prefixes, each of which costs postings to read.
	MaxLeaves = 256
)

// Kind is a kind of mistake in a query: a stable key that a program can compare.
type Kind string

// Mistakes that Parse recovers from and reports as a Problem.
const (
	UnclosedQuote   Kind = "unclosed_quote"   // read to the end of the query
	EmptyQuote      Kind = "empty_quote"      // left out
	UnclosedGroup   Kind = "unclosed_group"   // read to the end of the query
	StrayParen      Kind = "stray_paren"      // left out
	EmptyGroup      Kind = "empty_group"      // left out
	DanglingOr      Kind = "dangling_or"      // OR or AND with a side missing: left out
	MisplacedStar   Kind = "misplaced_star"   // not at the end of a word: no prefix search
	MissingValue    Kind = "missing_value"    // field without a value: left out
	FieldSpace      Kind = "field_space"      // field name, colon, space: read as plain words
	CapitalOperator Kind = "capital_operator" // HOẶC or AND read as a word among capitals
	EmptyRange      Kind = "empty_range"      // after and before exclude everything
	InvalidText     Kind = "invalid_text"     // not UTF-8, or control characters: read as space
)

// Mistakes that have no sensible reading, reported as a SyntaxError. A query of
// which nothing is left is an error too, of the kind of its first problem.
const (
	TooLong       Kind = "too_long"
	TooDeep       Kind = "too_deep"
	TooMany       Kind = "too_many"
	BadDate       Kind = "bad_date"
	DateNoYear    Kind = "date_no_year"
	DatePlace     Kind = "date_place"
	OnlyNegations Kind = "only_negations"
	NoWords       Kind = "no_words"
)

// Problem is a mistake that Parse recovered from.
type Problem struct {
	Kind Kind
	// Start and End are the place: bytes [Start, End) of the string given to Parse.
	Start, End int
}

// SyntaxError means that a query cannot be read; its Kind says why.
type SyntaxError struct {
	Kind Kind
	// Start and End are the place: bytes [Start, End) of the string given to Parse.
	Start, End int
	// Near is the text at the place, shortened.
	Near string
}

// Error is for logs and terminals, in English.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("query: bytes %d-%d, %q: %s", e.Start, e.End, e.Near, e.Kind.English())
}

// English is the sentence to show for the kind.
func (k Kind) English() string { return messages[k].english }

// Vietnamese is the sentence to show for the kind.
func (k Kind) Vietnamese() string { return messages[k].vietnamese }

var messages = map[Kind]struct{ english, vietnamese string }{
	UnclosedQuote:   {"The quotation mark is not closed; the phrase runs to the end.", "Thiếu dấu ngoặc kép đóng; cụm từ được tính đến hết câu tìm."},
	EmptyQuote:      {"There is nothing to search for between the quotation marks.", "Giữa hai dấu ngoặc kép không có từ nào để tìm."},
	UnclosedGroup:   {"The parenthesis is not closed; the group runs to the end.", "Thiếu dấu ngoặc đơn đóng; nhóm được tính đến hết câu tìm."},
	StrayParen:      {"This parenthesis closes nothing and was ignored.", "Dấu ngoặc đóng này không có dấu mở nên được bỏ qua."},
	EmptyGroup:      {"There is nothing to search for between the parentheses.", "Trong ngoặc đơn không có từ nào để tìm."},
	DanglingOr:      {"OR and AND need words on both sides; this one was ignored.", "OR, HOẶC, AND cần có từ ở cả hai bên; ở đây được bỏ qua."},
	MisplacedStar:   {"* works only at the end of a word, as in tinh*.", "Dấu * chỉ dùng được ở cuối từ, ví dụ tinh*."},
	MissingValue:    {"A value must follow the colon, as in source:VOV.", "Sau dấu hai chấm cần có giá trị, ví dụ nguồn:VOV."},
	FieldSpace:      {"Read as plain words; to filter, leave no space after the colon.", "Đang tìm như từ thường; muốn lọc thì viết liền sau dấu hai chấm."},
	CapitalOperator: {"Read as a word, because everything is in capitals; write OR for either side.", "Được hiểu là một từ vì cả câu viết hoa; muốn tìm một trong hai vế, hãy viết OR."},
	EmptyRange:      {"The dates exclude each other; no article can match.", "Khoảng ngày trái ngược nhau nên không bài nào phù hợp."},
	InvalidText:     {"Characters that are not text were ignored.", "Ký tự không phải văn bản đã được bỏ qua."},

	TooLong:       {fmt.Sprintf("The query is too long (at most %d bytes).", MaxBytes), fmt.Sprintf("Câu tìm quá dài (tối đa %d byte).", MaxBytes)},
	TooDeep:       {fmt.Sprintf("Parentheses are nested too deeply (at most %d).", MaxDepth), fmt.Sprintf("Ngoặc đơn lồng nhau quá sâu (tối đa %d lớp).", MaxDepth)},
	TooMany:       {fmt.Sprintf("There are too many words (at most %d).", MaxLeaves), fmt.Sprintf("Câu tìm có quá nhiều từ (tối đa %d).", MaxLeaves)},
	BadDate:       {"This is not a date; write 31/3/2018, 2018-03-31, 3/2018 or 2018.", "Ngày không hợp lệ; hãy viết 31/3/2018, 2018-03-31, 3/2018 hoặc 2018."},
	DateNoYear:    {"The date needs its year, as in 31/3/2018.", "Ngày cần có năm, ví dụ 31/3/2018."},
	DatePlace:     {"Dates limit the whole query; they cannot be negated or be one side of OR.", "Điều kiện ngày áp dụng cho cả câu tìm; không thể phủ định hay đặt trong một vế của OR."},
	OnlyNegations: {"Add something to look for; there are only words to leave out.", "Hãy thêm từ cần tìm; ở đây chỉ có những từ cần loại trừ."},
	NoWords:       {"There is no word to search for.", "Không có từ nào để tìm."},
}

// sortProblems orders problems by place.
func sortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
}
