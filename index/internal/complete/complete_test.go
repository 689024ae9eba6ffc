package complete

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

func sample(t testing.TB) *Table {
	t.Helper()
	var b Builder
	add := func(title, lead string, published time.Time) {
		b.Add(Article{title, lead, published, 1, 1})
	}
	day := time.Date(2018, 3, 12, 0, 0, 0, 0, time.UTC)
	before := []string{"bàn", "hỏi", "lo", "xem", "nghe", "chờ"}
	after := []string{"gặp", "thấy", "nhìn", "tìm", "theo", "mời"}
	for i := range 6 {
		add(fmt.Sprintf("Bài %d nói chuyện khác hẳn", i), fmt.Sprintf("Hôm nay %s tinh giản biên chế %s Donald Trump.", before[i], after[i]), day)
		add(fmt.Sprintf("Tin thứ %d", i), before[5-i]+" tinh giản biên chế, tiền lương.", day.AddDate(-1, 0, 0))
		add("Chợ hoa", before[i]+" ở Donald Trump.", day)
	}
	add("Tinh gọn bộ máy ra sao", "", day)
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func texts(list []Completion) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.Text)
	}
	return out
}

func TestFind(t *testing.T) {
	table := sample(t)
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
	table := sample(t)
	data := table.Append(nil)
	again, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if again.Len() != table.Len() || again.Bytes() == 0 {
		t.Errorf("%d entries read, %d written", again.Len(), table.Len())
	}
	for e := range table.Len() {
		if again.completion(e) != table.completion(e) || again.scores[e] != table.scores[e] {
			t.Errorf("entry %d: %+v read, %+v written", e, again.completion(e), table.completion(e))
		}
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

// A lead stands for those that were not read, and what is in a headline too counts once.
func TestEstimate(t *testing.T) {
	var b Builder
	for i := range 8 {
		a := Article{Title: fmt.Sprintf("Mùa này ở làng bên sông có chuyện lạ thứ %d", i), TitleStands: 1, LeadStands: 4}
		if i%4 == 0 {
			a.Lead = fmt.Sprintf("Nghe %d về xe buýt nhanh.", i)
		}
		if i%2 == 0 {
			a.Title += " xe buýt nhanh"
		}
		if i == 7 {
			a.Lead = "Đi xe buýt nhanh."
		}
		b.Add(a)
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	list := table.Find("xe b", 8)
	if want := (Completion{"xe buýt nhanh", Phrase, 4 + 4}); !slices.Contains(list, want) {
		t.Errorf("%+v, want %+v", list, want)
	}
}

// Completions that go on with one word do not take all the places.
func TestVary(t *testing.T) {
	var entries []entry
	for i := range 20 {
		entries = append(entries, entry{text: fmt.Sprintf("giá vàng %c", 'a'+i), articles: 9, score: 20})
	}
	for i, text := range []string{"giá vé", "giá vải", "giá vốn", "giá vở"} {
		entries = append(entries, entry{text: text, articles: 1, score: 3 - float32(i)/2})
	}
	table, err := newTable(entries)
	if err != nil {
		t.Fatal(err)
	}
	list := texts(table.Find("gia v", 6))
	if want := []string{"giá vé", "giá vải", "giá vốn"}; len(list) != 6 || !slices.Equal(list[3:], want) {
		t.Errorf("%q, want three of giá vàng and %q", list, want)
	}
	if list = texts(table.Find("gia vang", 6)); len(list) != 6 {
		t.Errorf("%q, want six", list)
	}
}
