package message

import (
	"errors"
	"io/fs"

	"github.com/newssearch/newssearch/index"
)

// troubles are the errors that a reader can do something about, in the order in which
// they are looked for.
var troubles = []struct {
	is         error
	vietnamese string
}{
	{index.ErrLocked, "kho đang được chương trình khác dùng; hãy đợi hoặc tắt chương trình đó"},
	{index.ErrSchema, "kho do phiên bản khác tạo ra; newssearch reindex dựng lại nó"},
	{index.ErrDamaged, "kho bị hỏng; newssearch check cho biết hỏng ở đâu và cách khôi phục"},
	{index.ErrNotIndex, "đây không phải kho bài"},
	{index.ErrReadOnly, "kho chỉ mở để đọc"},
	{index.ErrNotFound, "không có kho hoặc bài đó; newssearch ingest tạo kho và nạp bài"},
	{index.ErrInternal, "chương trình gặp lỗi; chi tiết có trong nhật ký"},
	{fs.ErrPermission, "không có quyền đọc hoặc ghi ở đó"},
	{fs.ErrNotExist, "không có tệp hoặc thư mục đó"},
}

// Trouble says what went wrong, and after it, in Vietnamese, the error itself, which
// names what and where.
func (c *Catalogue) Trouble(err error) string {
	for _, t := range troubles {
		if errors.Is(err, t.is) {
			return c.in("", t.vietnamese+": ") + err.Error()
		}
	}
	return err.Error()
}
