package message

import (
	"testing"
	"time"

	"github.com/newssearch/newssearch/index"
)

func TestDates(t *testing.T) {
	m := In(Vietnamese)
	for _, tt := range []struct {
		at   time.Time
		want string
	}{
		{time.Time{}, ""},
		{time.Date(2021, 5, 2, 0, 0, 0, 0, index.VietnamTime), "Chủ Nhật, 2/5/2021"},
		{time.Date(2018, 3, 11, 17, 0, 1, 0, time.UTC), "Thứ Hai, 12/3/2018"},
		{time.Date(2018, 3, 12, 23, 5, 0, 0, index.VietnamTime), "Thứ Hai, 12/3/2018, 23:05"},
	} {
		if got := m.Date(tt.at); got != tt.want {
			t.Errorf("%v is %q, want %q", tt.at, got, tt.want)
		}
	}
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct{ in, whole, en, vi string }{
		{"2018", "year", "2018", "năm 2018"},
		{"3/2018", "month", "March 2018", "tháng 3/2018"},
		{"31/3/2018", "day", "31/3/2018", "31/3/2018"},
		{"2018-03-31T07:00:00+07:00", "", "31/3/2018 – 31/3/2018", "31/3/2018 – 31/3/2018"},
	} {
		from, to, err := index.ParsePeriod(c.in)
		if err != nil {
			t.Fatal(err)
		}
		if whole, en, vi := Whole(from, to), In(English).Period(from, to), In(Vietnamese).Period(from, to); whole != c.whole || en != c.en || vi != c.vi {
			t.Errorf("%s: %q, %q, %q", c.in, whole, en, vi)
		}
	}
	from, _, _ := index.ParsePeriod("2018")
	if got := In(Vietnamese).Period(from, time.Time{}) + ", " + In(English).Period(time.Time{}, from); got != "từ 1/1/2018, until 31/12/2017" {
		t.Error(got)
	}
	if got := In(English).Period(time.Time{}, time.Time{}); got != "" {
		t.Errorf("no time is %q", got)
	}
}
