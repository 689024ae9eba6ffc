package message

import "fmt"

// Command are the words that only the command line has.
type Command struct {
	Interrupted string
	// To a person who may be here for the first time.
	OpenPage, SearchIt string
	Searching, Serving string
}

func commandIn(in pick) Command {
	return Command{
		Interrupted: in("interrupted", "đã dừng"),
		OpenPage:    in("open that address in a browser; newssearch ingest PATH in another window takes in articles", "hãy mở địa chỉ đó bằng trình duyệt; newssearch ingest PATH trong cửa sổ khác để nạp bài"),
		SearchIt:    in("search it with newssearch query WORDS, or newssearch serve for a page", "tìm bằng newssearch query TỪ, hoặc newssearch serve để có trang tìm kiếm"),
		Searching:   in("searching the built-in sample", "đang tìm trong bài mẫu có sẵn"),
		Serving:     in("serving the built-in sample", "đang mở bài mẫu có sẵn"),
	}
}

// NoIndex says that there is no index in a folder, and what is done instead.
func (c *Catalogue) NoIndex(dir, instead string) string {
	return c.in("no index at ", "chưa có kho ở ") + dir + "; " + instead + c.in(" (newssearch ingest takes in articles of yours)", " (newssearch ingest nạp bài của bạn)")
}

// NoArticle says that there is no article of an ID.
func (c *Catalogue) NoArticle(id string) string {
	return fmt.Sprintf(c.in("no article %q in the index", "trong kho không có bài %q"), id)
}

// Add says which flag does something: "tìm nguyên văn: thêm --literal".
func (c *Catalogue) Add(what, flag string) string { return what + ": " + c.in("add ", "thêm ") + flag }

// Shown says which hits are on screen.
func (c *Catalogue) Shown(first, last int) string {
	return c.in("", "bài ") + fmt.Sprintf("%d–%d", first, last)
}
