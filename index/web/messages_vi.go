package web

import (
	"fmt"
	"time"

	"github.com/newssearch/newssearch/index"
)

// vietnamese are the words of the page for its readers.
var vietnamese = messages{
	Lang: langVi, OtherLang: langEn, OtherLangName: "English",
	Tagline: "Tìm tin tức tiếng Việt, gõ kiểu nào cũng được",
	Search:  "Tìm", SearchLabel: "Tìm trong các bài báo", Placeholder: "Tìm bài báo",
	Hint:          "Gõ không dấu, thiếu dấu hay quên bật bộ gõ đều tìm được.",
	SkipToResults: "Đến kết quả",

	ShowingFor: "Hiển thị kết quả cho", SearchLiterally: "tìm nguyên văn", LiteralNow: "Đang tìm nguyên văn, không thêm dấu.",
	RestoreMarks: "Để chương trình thêm dấu", Dropped: "Không bài nào có đủ mọi từ; đã bỏ qua:",
	Mistake: "Câu tìm chưa đúng", Note: "Lưu ý", DidYouMean: "Có phải bạn muốn tìm", TryInstead: "Thử tìm",
	Loosened: "Không bài nào có đúng cụm từ nên đang tìm từng từ:", AllWords: "Phải có mọi từ",
	AllWordsNow: "Chỉ các bài có đủ mọi từ.", SomeWords: "Hiện cả bài gần đúng",
	AsTyped: "Tìm nguyên văn", NotAsPhrase: "Tìm không cần đúng cụm từ", WithoutFilters: "Bỏ bộ lọc",
	ReadAs: "được tìm cả dưới dạng", MayMean: "còn có thể là",

	Filters: "Bộ lọc", Source: "Nguồn", Section: "Chuyên mục", Time: "Thời gian", Sort: "Sắp xếp", Unknown: "không rõ",
	From: "Từ", To: "Đến", Apply: "Áp dụng", ClearAll: "Bỏ hết bộ lọc", Remove: "Bỏ lọc", ByPeriod: "Xem dạng danh sách",
	More: "Xem thêm", SetFilters: "Đang lọc theo",
	HistogramHelp: "Dùng phím mũi tên để chọn, giữ Shift để chọn nhiều cột, Enter để lọc.",
	HistogramNone: "Không bài nào ghi ngày đăng.",
	Page:          "Trang", Previous: "Trang trước", Next: "Trang sau", Pages: "Các trang kết quả",
	NoDate: "không rõ ngày", Lacks: "Thiếu:", LooseBelow: "Các bài dưới đây không có đủ mọi từ",

	NothingTitle:    "Không tìm thấy bài nào",
	NothingFiltered: "Không có bài nào trong phạm vi đã lọc",
	NothingAdvice:   "Hãy thử ít từ hơn, viết đủ dấu, hoặc bỏ bớt điều kiện lọc.",
	EmptyIndexTitle: "Chưa có bài báo nào", EmptyIndexAdvice: "Hãy nạp bài bằng lệnh newssearch ingest.",
	AllNewest: "Mới nhất",

	AllTimes: "Mọi thời gian", When: "Ngày, tháng hoặc năm", WhenHint: "3/2018", Range: "Khoảng ngày", FindValue: "Tìm trong mục",
	Rooted: "Chiều cao cột theo căn bậc hai.", SwapDates: "Đổi chỗ hai ngày", FirstPage: "Về trang đầu", WithoutIt: "Tìm không có điều kiện này",
	PastEndTitle: "Hết kết quả rồi", Examples: "Thử xem", Newest: "Mới nhất", Sections: "Theo chuyên mục", AllArticles: "Xem tất cả, mới nhất trước",
	Keep: "Giữ lại", Follow: "Theo dõi tìm kiếm này (RSS)", FollowWhy: "Dán địa chỉ này vào trình đọc tin RSS/Atom để nhận bài mới.",
	Export: "Tải kết quả", Save: "Lưu tìm kiếm này", Saved: "Đã lưu", Recent: "Tìm gần đây", Forget: "Xóa", SavedNone: "Chỉ lưu trong trình duyệt này.",
	Yours: "Của bạn",
	Share: "Chia sẻ", LinkCopied: "Đã sao chép địa chỉ", Matches: "chỗ khớp", PrevMatch: "Chỗ khớp trước", NextMatch: "Chỗ khớp sau",
	PrevHit: "Bài trước", NextHit: "Bài sau",

	Back: "Trở lại kết quả", Original: "Đọc bài gốc", Related: "Bài liên quan", Duplicates: "Cùng tin này",
	ThisOne: "bài đang đọc", Cite: "Trích dẫn", Copy: "Sao chép", Copied: "Đã sao chép", CopyFailed: "Không sao chép được, hãy chọn và chép tay",
	Captions: "Chú thích ảnh", Author: "Tác giả", Tags: "Từ khóa", Print: "In",

	HelpTitle: "Cách tìm", Help: "Trợ giúp", Close: "Đóng", SyntaxTitle: "Trong ô tìm kiếm", KeysTitle: "Phím tắt",
	HelpRows: [][2]string{
		{"tinh gian bien che", "không dấu: chương trình tự thêm dấu"},
		{`"đội ngũ cán bộ"`, "đúng cụm từ, các từ đi liền nhau"},
		{"giá vàng -bạc", "không có từ “bạc”"},
		{"giá vàng OR giá dầu", "một trong hai; cũng có thể viết HOẶC"},
		{"tinh*", "các từ bắt đầu như vậy"},
		{"nguồn:VOV mục:thời-sự", "lọc theo nguồn, chuyên mục"},
		{"tiêu đề:lũ tác giả:…", "chỉ trong tiêu đề, theo tác giả"},
		{"sau:3/2018 trước:2019", "lọc theo thời gian"},
	},
	KeyRows: [][2]string{
		{"/", "đến ô tìm kiếm"}, {"↓ ↑", "qua lại giữa các kết quả; j k cũng được"}, {"Enter", "mở bài"}, {"n p", "chỗ khớp sau, trước trong bài"},
		{"j k", "bài sau, bài trước khi đang đọc"}, {"u", "về trang kết quả"}, {"Esc", "đóng gợi ý, rời ô tìm kiếm"}, {"?", "bảng này"},
	},
	Feed: "Theo dõi (RSS)", API: "API", Sample: "Đang tìm trong các bài mẫu viết riêng cho chương trình, không phải tin thật.",
	Loading: "Đang tìm…", Offline: "Không kết nối được với máy chủ. Hãy thử lại.",

	ErrorTitle: "Có lỗi", NotFoundTitle: "Không có trang này", NotFoundAdvice: "Bài có thể đã bị xóa khỏi kho, hoặc địa chỉ bị gõ sai.",
	BusyTitle: "Máy chủ đang bận", BusyAdvice: "Có quá nhiều lượt tìm cùng lúc. Hãy thử lại sau giây lát.",
	TimeoutTitle: "Tìm quá lâu", BadRequestTitle: "Yêu cầu chưa đúng",
	FaultAdvice: "Chương trình gặp lỗi khi xử lý yêu cầu này; chi tiết có trong nhật ký của máy chủ.", HomeLink: "Về trang tìm kiếm",

	moving: map[string]string{
		whenToday: "Hôm nay", whenWeek: "7 ngày", whenMonth: "Tháng này", whenYear: "Năm nay", whenUndated: "Không rõ ngày",
	},
	examples: []string{"gõ không dấu", "đúng cụm từ", "quên bật bộ gõ"},
	dates:    func(first, last string) string { return "từ " + first + " đến " + last },

	thousands: ".",
	weekdays:  [7]string{"Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"},
	sorts: map[index.Sort]string{
		index.SortRelevance: "Liên quan nhất", index.SortNewest: "Mới nhất", index.SortOldest: "Cũ nhất",
	},
	match: map[index.Match][2]string{
		index.MatchTone:         {"khác cách đặt dấu", "Khớp khi đặt dấu thanh hoặc viết i/y theo kiểu khác (hoà/hòa, kỹ/kĩ)"},
		index.MatchMarks:        {"khớp khi thêm dấu", "Khớp sau khi thêm dấu vào chữ đã gõ"},
		index.MatchKeys:         {"đọc từ phím gõ", "Khớp sau khi đọc phím Telex hoặc VNI"},
		index.MatchAbbreviation: {"qua chữ viết tắt", "Khớp qua chữ viết tắt hoặc dạng đầy đủ của nó"},
		index.MatchSpacing:      {"viết liền/rời", "Khớp khi viết liền hay viết rời"},
		index.MatchSpelling:     {"khớp gần đúng", "Khớp khi cho phép sai một chữ cái"},
	},
	reprints: func(n int) string { return fmt.Sprintf("%d bài đăng lại", n) },
	found: func(n string, _, atLeast bool) string {
		if atLeast {
			return "Ít nhất " + n + " bài"
		}
		return n + " bài"
	},
	articles: func(n string, _ bool) string { return n + " bài" },
	stories:  func(n string, _ bool) string { return n + " tin khác nhau" },
	ago: func(d time.Duration, days int) string {
		switch {
		case days == 1:
			return "hôm qua"
		case days > 1:
			return fmt.Sprintf("%d ngày trước", days)
		case d < time.Minute:
			return "vừa xong"
		case d < time.Hour:
			return fmt.Sprintf("%d phút trước", int(d.Minutes()))
		}
		return fmt.Sprintf("%d giờ trước", int(d.Hours()))
	},
	longDate: func(d, m, y int) string { return fmt.Sprintf("%d tháng %d, %d", d, m, y) },
	monthOf:  func(m, y int) string { return fmt.Sprintf("tháng %d/%d", m, y) },
	yearOf:   func(y int) string { return fmt.Sprintf("năm %d", y) },
	within:   func(period string) string { return "Chỉ tìm trong " + period },
	between: func(from, to string) string {
		switch {
		case to == "":
			return "từ " + from
		case from == "":
			return "đến " + to
		}
		return from + " – " + to
	},
}
