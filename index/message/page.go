package message

import "github.com/newssearch/newssearch/index"

// Page are the words that only the page has.
type Page struct {
	OtherLang                      Language
	OtherLangName                  string
	Tagline, Hint                  string
	Search, SearchLabel            string
	Placeholder                    string
	SkipToResults                  string
	Loading, Offline               string
	LiteralNow, RestoreMarks       string
	AllWordsNow, SomeWords         string
	TryInstead                     string
	Filters, SetFilters, Remove    string
	ClearAll, More, FindValue      string
	Sort, Newest                   string
	AllTimes, When, WhenHint       string
	Range, From, To, Apply         string
	ByPeriod, Rooted               string
	SwapDates, WithoutIt           string
	Today, Week, Month, Year       string
	HistogramHelp                  string
	PageWord, PreviousPage         string
	Pages, FirstPage               string
	Examples, Unmarked, InQuotes   string
	Telex                          string
	AllArticles                    string
	Keep, Save, Forget             string
	Saved, Recent, SavedNone       string
	Follow, FollowWhy, Export      string
	Back, PreviousHit, NextHit     string
	Original, Duplicates, Picture  string
	Matches, PrevMatch, NextMatch  string
	Cite, Copy, Copied, CopyFailed string
	Share, LinkCopied, Print       string
	Help, HelpTitle, Close         string
	SyntaxTitle, KeysTitle         string
	ErrorTitle, FaultAdvice        string
	NotFoundTitle, NotFoundAdvice  string
	BusyTitle, BusyAdvice          string
	TimeoutTitle, BadRequestTitle  string
	HomeLink                       string
}

func pageIn(in pick) Page {
	return Page{
		OtherLang:     Language(in(string(Vietnamese), string(English))),
		OtherLangName: in("Tiếng Việt", "English"),
		Tagline:       in("Vietnamese news search, however you type", "Tìm tin tức tiếng Việt, gõ kiểu nào cũng được"),
		Hint:          in("Marks may be left out; raw Telex and VNI keys are read.", "Gõ không dấu, thiếu dấu hay quên bật bộ gõ đều tìm được."),
		Search:        in("Search", "Tìm"),
		SearchLabel:   in("Search the articles", "Tìm trong các bài báo"),
		Placeholder:   in("Find articles", "Tìm bài báo"),
		SkipToResults: in("Skip to results", "Đến kết quả"),
		Loading:       in("Searching…", "Đang tìm…"),
		Offline:       in("The server cannot be reached. Please try again.", "Không kết nối được với máy chủ. Hãy thử lại."),

		LiteralNow:   in("Searching for the letters as typed.", "Đang tìm nguyên văn, không thêm dấu."),
		RestoreMarks: in("Restore marks", "Để chương trình thêm dấu"),
		AllWordsNow:  in("Only articles that have all the words.", "Chỉ các bài có đủ mọi từ."),
		SomeWords:    in("Show near ones too", "Hiện cả bài gần đúng"),
		TryInstead:   in("Try", "Thử tìm"),

		Filters:    in("Filters", "Bộ lọc"),
		SetFilters: in("Filtered by", "Đang lọc theo"),
		Remove:     in("Remove filter", "Bỏ lọc"),
		ClearAll:   in("Clear filters", "Bỏ hết bộ lọc"),
		More:       in("Show more", "Xem thêm"),
		FindValue:  in("Find in", "Tìm trong mục"),
		Sort:       in("Sort", "Sắp xếp"),
		Newest:     in("Newest", "Mới nhất"),

		AllTimes:      in("Any time", "Mọi thời gian"),
		When:          in("Day, month or year", "Ngày, tháng hoặc năm"),
		WhenHint:      in("3/2018", "3/2018"),
		Range:         in("From – to", "Khoảng ngày"),
		From:          in("From", "Từ"),
		To:            in("To", "Đến"),
		Apply:         in("Apply", "Áp dụng"),
		ByPeriod:      in("Show as a list", "Xem dạng danh sách"),
		Rooted:        in("Heights go with the square root.", "Chiều cao cột theo căn bậc hai."),
		SwapDates:     in("Swap the dates", "Đổi chỗ hai ngày"),
		WithoutIt:     in("Search without this condition", "Tìm không có điều kiện này"),
		Today:         in("Today", "Hôm nay"),
		Week:          in("7 days", "7 ngày"),
		Month:         in("This month", "Tháng này"),
		Year:          in("This year", "Năm nay"),
		HistogramHelp: in("Arrow keys choose, Shift extends, Enter filters.", "Dùng phím mũi tên để chọn, giữ Shift để chọn nhiều cột, Enter để lọc."),

		PageWord:     in("Page", "Trang"),
		PreviousPage: in("Previous page", "Trang trước"),
		Pages:        in("Pages of results", "Các trang kết quả"),
		FirstPage:    in("To the first page", "Về trang đầu"),

		Examples:    in("Try", "Thử xem"),
		Unmarked:    in("without marks", "gõ không dấu"),
		InQuotes:    in("an exact phrase", "đúng cụm từ"),
		Telex:       in("raw Telex keys", "quên bật bộ gõ"),
		AllArticles: in("All articles, newest first", "Xem tất cả, mới nhất trước"),

		Keep:      in("Keep", "Giữ lại"),
		Save:      in("Save this search", "Lưu tìm kiếm này"),
		Forget:    in("Remove", "Xóa"),
		Saved:     in("Saved", "Đã lưu"),
		Recent:    in("Recent", "Tìm gần đây"),
		SavedNone: in("Kept in this browser only.", "Chỉ lưu trong trình duyệt này."),
		Follow:    in("Follow this search (RSS)", "Theo dõi tìm kiếm này (RSS)"),
		FollowWhy: in("Paste this address into an RSS or Atom reader to get new articles.", "Dán địa chỉ này vào trình đọc tin RSS/Atom để nhận bài mới."),
		Export:    in("Download the results", "Tải kết quả"),

		Back:        in("Back to the results", "Trở lại kết quả"),
		PreviousHit: in("Previous article", "Bài trước"),
		NextHit:     in("Next article", "Bài sau"),
		Original:    in("Read the original", "Đọc bài gốc"),
		Duplicates:  in("The same story", "Cùng tin này"),
		Picture:     in("Picture of the article", "Ảnh của bài"),
		Matches:     in("matches", "chỗ khớp"),
		PrevMatch:   in("Previous match", "Chỗ khớp trước"),
		NextMatch:   in("Next match", "Chỗ khớp sau"),
		Cite:        in("Cite", "Trích dẫn"),
		Copy:        in("Copy", "Sao chép"),
		Copied:      in("Copied", "Đã sao chép"),
		CopyFailed:  in("Copying failed; select the text instead", "Không sao chép được, hãy chọn và chép tay"),
		Share:       in("Share", "Chia sẻ"),
		LinkCopied:  in("Address copied", "Đã sao chép địa chỉ"),
		Print:       in("Print", "In"),

		Help:        in("Help", "Trợ giúp"),
		HelpTitle:   in("How to search", "Cách tìm"),
		Close:       in("Close", "Đóng"),
		SyntaxTitle: in("In the search box", "Trong ô tìm kiếm"),
		KeysTitle:   in("Keys", "Phím tắt"),

		ErrorTitle:      in("Something went wrong", "Có lỗi"),
		FaultAdvice:     in("The program failed on this request; its log has the details.", "Chương trình gặp lỗi khi xử lý yêu cầu này; chi tiết có trong nhật ký của máy chủ."),
		NotFoundTitle:   in("There is no such page", "Không có trang này"),
		NotFoundAdvice:  in("The article may have been removed, or the address is mistyped.", "Bài có thể đã bị xóa khỏi kho, hoặc địa chỉ bị gõ sai."),
		BusyTitle:       in("The server is busy", "Máy chủ đang bận"),
		BusyAdvice:      in("Too many searches at the same time. Please try again in a moment.", "Có quá nhiều lượt tìm cùng lúc. Hãy thử lại sau giây lát."),
		TimeoutTitle:    in("The search took too long", "Tìm quá lâu"),
		BadRequestTitle: in("The request has a mistake", "Yêu cầu chưa đúng"),
		HomeLink:        in("To the search page", "Về trang tìm kiếm"),
	}
}

// Order names an order of hits.
func (c *Catalogue) Order(s index.Sort) string {
	switch s {
	case index.SortNewest:
		return c.Newest
	case index.SortOldest:
		return c.in("Oldest", "Cũ nhất")
	}
	return c.in("Most relevant", "Liên quan nhất")
}

// Explained is something to type and what it does.
type Explained struct{ Typed, Does string }

// Syntax shows the query language by examples.
func (c *Catalogue) Syntax() []Explained {
	return []Explained{
		{"tinh gian bien che", c.in("without marks: they are restored", "không dấu: chương trình tự thêm dấu")},
		{`"đội ngũ cán bộ"`, c.in("the words side by side", "đúng cụm từ, các từ đi liền nhau")},
		{"giá vàng -bạc", c.in("without the word “bạc”", "không có từ “bạc”")},
		{"giá vàng OR giá dầu", c.in("either", "một trong hai; cũng có thể viết HOẶC")},
		{"tinh*", c.in("words that begin so", "các từ bắt đầu như vậy")},
		{c.in("source:VOV category:thời-sự", "nguồn:VOV mục:thời-sự"), c.in("filter by source, section", "lọc theo nguồn, chuyên mục")},
		{c.in("title:lũ author:…", "tiêu đề:lũ tác giả:…"), c.in("in the title, by author", "chỉ trong tiêu đề, theo tác giả")},
		{c.in("after:3/2018 before:2019", "sau:3/2018 trước:2019"), c.in("filter by time", "lọc theo thời gian")},
	}
}

// Keys are the keys of the page.
func (c *Catalogue) Keys() []Explained {
	return []Explained{
		{"/", c.in("to the search box", "đến ô tìm kiếm")},
		{"↓ ↑", c.in("through the results; j k too", "qua lại giữa các kết quả; j k cũng được")},
		{"Enter", c.in("open the article", "mở bài")},
		{"n p", c.in("next, previous match in an article", "chỗ khớp sau, trước trong bài")},
		{"j k", c.in("next, previous article while reading", "bài sau, bài trước khi đang đọc")},
		{"u", c.in("back to the results", "về trang kết quả")},
		{"Esc", c.in("close suggestions, leave the box", "đóng gợi ý, rời ô tìm kiếm")},
		{"?", c.in("this help", "bảng này")},
	}
}
