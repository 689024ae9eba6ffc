package message

import (
	"fmt"
	"time"
)

// Upkeep are the words about what keeps a collection up to date: its sources, and the
// searches that are saved in it.
type Upkeep struct {
	StatusTitle                      string
	SourcesTitle, NoSources          string
	SearchesTitle, NoSearches        string
	ReadOnlyNow, NotFetching         string
	SourceFails, LastSuccess         string
	LastVisit, NextVisit, NeverTried string
	OnTurn, NotDelivered             string
}

func upkeepIn(in pick) Upkeep {
	return Upkeep{
		StatusTitle:   in("Status", "Tình trạng"),
		SourcesTitle:  in("Sources", "Nguồn đang theo dõi"),
		NoSources:     in("No source is followed; newssearch follow ADDRESS begins to.", "Chưa theo dõi nguồn nào; lệnh newssearch follow ĐỊA-CHỈ để bắt đầu."),
		SearchesTitle: in("Saved searches", "Tìm kiếm đã lưu trong kho"),
		NoSearches:    in("No search is saved; newssearch save NAME QUERY saves one.", "Chưa lưu tìm kiếm nào; lệnh newssearch save TÊN CÂU-TÌM để lưu."),
		ReadOnlyNow:   in("This server takes nothing in: it follows no sources.", "Máy chủ này chỉ để đọc, không nhận bài mới và không theo dõi nguồn."),
		NotFetching:   in("This server does not visit them (--no-fetch); newssearch fetch does.", "Máy chủ này không tự ghé các nguồn (--no-fetch); lệnh newssearch fetch sẽ ghé."),
		SourceFails:   in("It fails", "Đang gặp lỗi"),
		LastSuccess:   in("worked last", "lần thành công gần nhất"),
		LastVisit:     in("visited", "ghé lần cuối"),
		NextVisit:     in("next visit", "lần ghé tới"),
		NeverTried:    in("not visited yet", "chưa ghé lần nào"),
		OnTurn:        in("as soon as it is its turn", "khi tới lượt"),
		NotDelivered:  in("Alerts cannot be delivered", "Không gửi được tin báo"),
	}
}

// Ahead says how long it is from now until t: "sau 5 phút".
func (c *Catalogue) Ahead(t, now time.Time) string {
	left := t.Sub(now)
	switch {
	case left <= 0:
		return c.OnTurn
	case left < time.Minute:
		return fmt.Sprintf(c.in("in %d s", "sau %d giây"), int(left.Seconds())+1)
	case left < time.Hour:
		return fmt.Sprintf(c.in("in %d min", "sau %d phút"), int(left.Minutes()))
	case left < 24*time.Hour:
		return fmt.Sprintf(c.in("in %d h", "sau %d giờ"), int(left.Hours()))
	}
	return c.Date(t)
}

// SourceKind names a kind of source: "feed", "sitemap", "section" or "folder".
func (c *Catalogue) SourceKind(kind string) string {
	switch kind {
	case "feed":
		return c.in("feed", "nguồn tin RSS/Atom")
	case "sitemap":
		return c.in("sitemap", "sơ đồ trang")
	case "section":
		return c.in("section page", "trang chuyên mục")
	case "folder":
		return c.in("folder", "thư mục")
	}
	return kind
}

// Waiting counts what waits to be fetched.
func (c *Catalogue) Waiting(n int) string {
	return c.plural(n, "article waits", "articles wait", "bài chờ tải")
}

// Skipped counts the entries of a source that gave no article.
func (c *Catalogue) Skipped(n int) string {
	return c.plural(n, "entry skipped", "entries skipped", "mục bị bỏ qua")
}

// Fails counts failures in a row.
func (c *Catalogue) Fails(n int) string {
	return c.plural(n, "time", "times in a row", "lần liền")
}

// NewHits counts the articles that were new for a saved search.
func (c *Catalogue) NewHits(n int) string {
	return c.plural(n, "new article so far", "new articles so far", "bài mới đến nay")
}

// Undelivered counts the hits that were not delivered yet.
func (c *Catalogue) Undelivered(n int) string {
	return c.plural(n, "to be delivered", "to be delivered", "bài chờ gửi")
}

// Room says how much room the index takes, and how much is free where it is; free is
// negative when that is not known.
func (c *Catalogue) Room(bytes, free int64) string {
	s := c.Bytes(bytes) + c.in(" on disk", " trên đĩa")
	if free >= 0 {
		s += c.in(", ", ", còn trống ") + c.Bytes(free) + c.in(" free", "")
	}
	return s
}
