package complete

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

func sample() *Table {
	var b Builder
	day := time.Date(2018, 3, 12, 0, 0, 0, 0, time.UTC)
	before := []string{"bàn", "hỏi", "lo", "xem", "nghe", "chờ"}
	after := []string{"gặp", "thấy", "nhìn", "tìm", "theo", "mời"}
	for i := range 6 {
		b.Add(fmt.Sprintf("Bài %d nói chuyện khác hẳn", i), fmt.Sprintf("Hôm nay %s tinh giản biên chế %s Donald Trump.", before[i], after[i]), day)
		b.Add(fmt.Sprintf("Tin thứ %d", i), before[5-i]+" tinh giản biên chế, tiền lương.", day.AddDate(-1, 0, 0))
		b.Add("Chợ hoa", before[i]+" ở Donald Trump.", day)
	}
	b.Add("Tinh gọn bộ máy ra sao", "", day)
	return b.Table()
}

func texts(list []Completion) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.Text)
	}
	return out
}

func TestFind(t *testing.T) {
	table := sample()
	for _, tt := range []struct {
		typed, want string
		kind        Kind
	}{
		{"tinh gi", "tinh giản biên chế", Phrase},
		{"tinh giản bi", "tinh giản biên chế", Phrase},
		{"TINH GIAN", "tinh giản biên chế", Phrase},
		{"dona", "Donald Trump", Name},
		{"tinh go", "Tinh gọn bộ máy ra sao", Headline},
		{"tihn gian", "tinh giản biên chế", Phrase}, // a slip
	} {
		list := table.Find(tt.typed, 5)
		i := slices.IndexFunc(list, func(c Completion) bool { return c.Text == tt.want })
		if i < 0 || list[i].Kind != tt.kind {
			t.Errorf("Find(%q) = %+v, want %s %q among them", tt.typed, list, tt.kind, tt.want)
		}
	}
	for _, typed := range []string{"", " ", "tình gì", "qqqqqqqq", "\x00", "…"} {
		if list := table.Find(typed, 5); slices.Contains(texts(list), "tinh giản biên chế") {
			t.Errorf("Find(%q) = %+v", typed, list)
		}
	}
	if n := len(table.Find("t", 2)); n > 2 {
		t.Errorf("%d completions, at most 2 wanted", n)
	}
}

func TestOpen(t *testing.T) {
	table := sample()
	data := table.Append(nil)
	again, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(again.entries, table.entries) || again.Bytes() != table.Bytes() {
		t.Error("the table read is not the one written")
	}
	for i := range data {
		damaged := slices.Clone(data)
		damaged[i] ^= 0x55
		if _, err := Open(damaged); !errors.Is(err, ErrFormat) {
			t.Fatalf("byte %d damaged: %v", i, err)
		}
	}
	if _, err := Open(data[:len(data)/2]); !errors.Is(err, ErrFormat) {
		t.Errorf("half a table: %v", err)
	}
}
