package message

import (
	"testing"

	"github.com/newssearch/newssearch/index"
)

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1.000", 1234567: "1.234.567", -1000: "-1.000", -100: "-100"} {
		if got := In(Vietnamese).Number(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestFound(t *testing.T) {
	for _, c := range []struct {
		r      index.Result
		en, vi string
	}{
		{index.Result{}, "0 articles", "0 bài"},
		{index.Result{Total: 1, Stories: 1}, "1 article", "1 bài"},
		{index.Result{Total: 2, Stories: 1}, "2 articles · 1 story", "2 bài · cùng một tin"},
		{index.Result{Total: 1234, TotalIs: index.TotalAtLeast}, "At least 1,234 articles", "Ít nhất 1.234 bài"},
	} {
		if en, vi := In(English).Found(&c.r), In(Vietnamese).Found(&c.r); en != c.en || vi != c.vi {
			t.Errorf("%+v: %q, %q", c.r, en, vi)
		}
	}
}
