package web

import (
	"time"

	"github.com/newssearch/newssearch/index"
	"github.com/newssearch/newssearch/index/message"
)

// messages are the words of the page in one language, as plain text; the templates
// escape them.
type messages = message.Catalogue

var vi, en = message.In(message.Vietnamese), message.In(message.English)

// moment is a time of publication for readers.
type moment struct {
	Words   string // "hôm qua", "12 tháng 3, 2018"
	Exact   string // "Thứ Hai, 12/3/2018, 07:30 (UTC+7)"
	Machine string // RFC 3339
}

// newMoment writes t, in Vietnam; nil for the zero time.
func newMoment(m *messages, t, now time.Time) *moment {
	if t.IsZero() {
		return nil
	}
	out := &moment{Words: m.Ago(t, now), Exact: m.Date(t), Machine: t.In(index.VietnamTime).Format(time.RFC3339)}
	if !isDay(t) { // readers may be in another zone
		out.Exact += " (UTC+7)"
	}
	return out
}

// bound writes a bound of a period, as it stands in an address, for readers.
func bound(m *messages, s string) string {
	t, err := time.ParseInLocation(time.DateOnly, s, index.VietnamTime)
	if err != nil || m.Lang == message.English {
		return s
	}
	return m.Day(t)
}
