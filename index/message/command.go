package message

import "fmt"

// Command are the words that only the command line has.
type Command struct {
	Interrupted string
}

func commandIn(in pick) Command {
	return Command{
		Interrupted: in("interrupted", "đã dừng"),
	}
}

// Add says which flag does something: "tìm nguyên văn: thêm --literal".
func (c *Catalogue) Add(what, flag string) string { return what + ": " + c.in("add ", "thêm ") + flag }

// Shown says which hits are on screen.
func (c *Catalogue) Shown(first, last int) string {
	return c.in("", "bài ") + fmt.Sprintf("%d–%d", first, last)
}
