package message

import (
	"fmt"
	"time"

	"github.com/newssearch/newssearch/index"
)

// Times are written as they are in Vietnam.

var weekdaysVi = [7]string{"Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"}

// Day writes a day as papers do: "12/3/2018".
func (c *Catalogue) Day(t time.Time) string { return t.In(index.VietnamTime).Format("2/1/2006") }

// Date writes a time of publication: "Thứ Hai, 12/3/2018, 07:30". Midnight is what a
// date without a time of day is read as, so it is left out. The zero time is "".
func (c *Catalogue) Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(index.VietnamTime)
	s := c.in(t.Weekday().String(), weekdaysVi[t.Weekday()]) + ", " + c.Day(t)
	if !timeless(t) {
		s += ", " + t.Format("15:04")
	}
	return s
}

// Ago writes a time of publication as seen from now: "hôm qua", "12 tháng 3, 2018".
func (c *Catalogue) Ago(t, now time.Time) string {
	t, now = t.In(index.VietnamTime), now.In(index.VietnamTime)
	// The day's number, so that yesterday evening is yesterday.
	days := int(midnight(now).Sub(midnight(t)).Hours() / 24)
	age := now.Sub(t)
	switch {
	case age < 0 || days >= 7 || days == 0 && timeless(t):
		return c.in(t.Format("2 January 2006"), fmt.Sprintf("%d tháng %d, %d", t.Day(), t.Month(), t.Year()))
	case days == 1:
		return c.in("yesterday", "hôm qua")
	case days > 1:
		return fmt.Sprintf(c.in("%d days ago", "%d ngày trước"), days)
	case age < time.Minute:
		return c.in("just now", "vừa xong")
	case age < time.Hour:
		return fmt.Sprintf(c.in("%d min ago", "%d phút trước"), int(age.Minutes()))
	}
	return fmt.Sprintf(c.in("%d h ago", "%d giờ trước"), int(age.Hours()))
}

// Period writes the time from the first moment of it to the first one past it:
// "tháng 3/2018", "1/3/2018 – 9/3/2018". A zero bound is none; without both it is "".
func (c *Catalogue) Period(from, to time.Time) string {
	switch Whole(from, to) {
	case "year":
		return c.in("", "năm ") + c.Interval(from, "year")
	case "month":
		return c.in(from.In(index.VietnamTime).Format("January 2006"), "tháng "+c.Interval(from, "month"))
	case "day":
		return c.Day(from)
	}
	var first, last string
	if !from.IsZero() {
		first = c.Day(from)
	}
	if !to.IsZero() {
		last = c.Day(to.Add(-1))
	}
	return c.Between(first, last)
}

// Between writes a stretch of time from its ends, either of which may be "".
func (c *Catalogue) Between(from, to string) string {
	switch {
	case from == "" && to == "":
		return ""
	case to == "":
		return c.in("since ", "từ ") + from
	case from == "":
		return c.in("until ", "đến ") + to
	}
	return from + " – " + to
}

// Interval names the day, month or year, as interval says, that begins at t.
func (c *Catalogue) Interval(t time.Time, interval string) string {
	switch t = t.In(index.VietnamTime); interval {
	case "year":
		return t.Format("2006")
	case "month":
		return t.Format("1/2006")
	}
	return c.Day(t)
}

// Bar names a bar of a histogram of such intervals, which may have several years together.
func (c *Catalogue) Bar(from, to time.Time, interval string) string {
	if Whole(from, to) != "" || interval != "year" {
		return c.Period(from, to)
	}
	return fmt.Sprintf("%d–%d", from.In(index.VietnamTime).Year(), to.In(index.VietnamTime).Year()-1)
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// timeless reports whether t, in Vietnam, has no time of day to show.
func timeless(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 }

// isDay reports whether t, in Vietnam, is the first moment of a day.
func isDay(t time.Time) bool { return t.Equal(midnight(t)) }

// Whole says what the time from the first moment of it to the first one past it is, when
// it is a whole "day", "month" or "year" of Vietnam; otherwise "".
func Whole(from, to time.Time) string {
	from, to = from.In(index.VietnamTime), to.In(index.VietnamTime)
	if from.IsZero() || to.IsZero() || !isDay(from) || !isDay(to) {
		return ""
	}
	switch {
	case from.YearDay() == 1 && from.AddDate(1, 0, 0).Equal(to):
		return "year"
	case from.Day() == 1 && from.AddDate(0, 1, 0).Equal(to):
		return "month"
	case from.AddDate(0, 0, 1).Equal(to):
		return "day"
	}
	return ""
}
