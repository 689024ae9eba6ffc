package dup

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/pairs"
)

func textOf(t *testing.T, s string) Text {
	t.Helper()
	tokens := analyzer.Tokenize(s)
	hashes := make([]uint64, len(tokens))
	for i := range tokens {
		hashes[i] = pairs.Term(tokens[i].Term)
	}
	return Text(nil).Append(tokens, hashes)
}

// randomText is a text of n words, of which the first share are those of the
// text of the same seed.
func randomText(seed uint64, n int, changed float64) Text {
	words, changes := rand.New(rand.NewPCG(seed, 1)), rand.New(rand.NewPCG(seed, uint64(n)+7))
	text := make(Text, n)
	for i := range text {
		text[i] = words.Uint32() &^ numberBit
		if changes.Float64() < changed {
			text[i] = changes.Uint32() &^ numberBit
		}
	}
	return text
}

func TestCompareLooksAtNumbers(t *testing.T) {
	const frame = "Giá vàng hôm nay %s: vàng miếng niêm yết ở mức %s triệu đồng một lượng chiều mua và %s triệu đồng chiều bán, " +
		"tăng %s nghìn đồng so với phiên trước; vàng nhẫn giao dịch ở %s triệu đồng, chênh lệch với giá thế giới %s triệu đồng. " +
		"Giới phân tích khuyên nhà đầu tư thận trọng vì thị trường trong nước còn biến động khó lường trong thời gian tới. " +
		"Người mua nên giữ hóa đơn, kiểm tra kỹ mã hiệu trên miếng vàng và chỉ giao dịch ở những cửa hàng được cấp phép."
	day := func(numbers ...any) Set { return textOf(t, fmt.Sprintf(frame, numbers...)).Set() }
	first := day("7/5", "83,5", "85,9", "400", "75,3", "14,2")
	reprint := day("7.5", "83,5", "85,9", "400", "75,3", "14")
	next := day("8/5", "85,2", "87,1", "900", "75,9", "15,1")
	if l := Compare(first, reprint); !l.Near() {
		t.Errorf("the reprint is not near: %+v", l)
	}
	l := Compare(first, next)
	if l.Near() {
		t.Errorf("another day's prices are near: %+v", l)
	}
	if l.Jaccard < nearJaccard {
		t.Errorf("the days share only %.2f of their runs: the numbers were not put to the test", l.Jaccard)
	}
	if (Compare(Set{}, first) != Likeness{}) || Compare(Set{}, Set{}).Near() {
		t.Error("an empty text is like something")
	}
}

func TestCompareFindsCutReprints(t *testing.T) {
	whole := randomText(1, 400, 0)
	if l := Compare(whole.Set(), whole[:180].Set()); !l.Near() {
		t.Errorf("a text cut to 180 of 400 words is not near: %+v", l)
	}
	if l := Compare(whole.Set(), whole[:60].Set()); l.Near() {
		t.Errorf("a paragraph of 60 of 400 words is near: %+v", l)
	}
}

// The sketch has to promise what the comment of Keys says.
func TestSketchesOfLikeTextsShareKeys(t *testing.T) {
	for _, c := range []struct {
		changed     float64
		least, most float64
	}{{0, 1, 1}, {0.05, 0.98, 1}, {0.14, 0.85, 1}, {1, 0, 0.01}} {
		found, jaccard := 0, 0.0
		const tries = 400
		for seed := range uint64(tries) {
			a, b := randomText(seed, 300, 0), randomText(seed, 300, c.changed)
			jaccard += Compare(a.Set(), b.Set()).Jaccard / tries
			sa, sb := a.Sketch(), b.Sketch()
			for i := range sa {
				if sa[i] == sb[i] {
					found++
					break
				}
			}
		}
		if share := float64(found) / tries; share < c.least || share > c.most {
			t.Errorf("with %.2f of the words changed (Jaccard %.2f) %.3f of the pairs share a key, want %.2f to %.2f",
				c.changed, jaccard, share, c.least, c.most)
		}
	}
}

func TestSketchPack(t *testing.T) {
	for _, n := range []int{0, minRuns, minRuns + 2, 30, 3000} {
		s := randomText(9, n, 0).Sketch()
		if got := Unpack(s.Pack()); got != s {
			t.Errorf("%d words: Unpack(Pack) = %v, want %v", n, got, s)
		}
		if s.IsZero() != (n < minRuns+run-1) {
			t.Errorf("%d words: IsZero = %v", n, s.IsZero())
		}
		for _, packed := range s.Pack() {
			if packed >= 1<<52 {
				t.Errorf("%d words: %d does not fit 52 bits", n, packed)
			}
		}
	}
}

// A table holds what was added and not removed, also after it has grown, and
// forgets the oldest only when it is full.
func TestTable(t *testing.T) {
	const limit = 2000
	table := NewTable(limit)
	sketch := func(i int) Sketch { return randomText(uint64(i), 60, 0).Sketch() }
	hash := func(i int) uint64 { return uint64(i)*2 + 1 }
	has := func(i int) bool {
		s := sketch(i)
		return slices.ContainsFunc(table.Candidates(&s, 4), func(c Candidate) bool {
			return c.Hash == hash(i) && c.Shared == Keys
		})
	}
	const n = 5000
	for i := range n {
		table.Add(hash(i), 0, sketch(i))
		if i%3 == 0 {
			table.Remove(hash(i))
		}
		if table.Len() > limit {
			t.Fatalf("%d texts, limit %d", table.Len(), limit)
		}
	}
	for i := n - limit/2; i < n; i++ {
		if want := i%3 != 0; has(i) != want {
			t.Errorf("text %d found: %v, want %v", i, !want, want)
		}
	}
	if has(1) {
		t.Error("the oldest text is still remembered")
	}
	last := n - 1
	if g := table.Group(hash(last)); g != hash(last) {
		t.Errorf("group of a text alone = %d, want its hash", g)
	}
	table.SetGroup(hash(last), 77)
	if g := table.Group(hash(last)); g != 77 {
		t.Errorf("group = %d, want 77", g)
	}
}

func BenchmarkSketch(b *testing.B) {
	text := randomText(3, 450, 0)
	for b.Loop() {
		s := text.Sketch()
		_ = s
	}
}

func BenchmarkCompare(b *testing.B) {
	x, y := randomText(3, 450, 0), randomText(3, 450, 0.1)
	for b.Loop() {
		_ = Compare(x.Set(), y.Set())
	}
}

// Numbers of a series are different news, however much their words are alike; the
// same number in another paper is not.
func TestSeriesAreApart(t *testing.T) {
	rest := "Theo bảng giá niêm yết của các cửa hàng lớn tại Hà Nội và Thành phố Hồ Chí Minh, giao dịch buổi sáng trầm lắng, người mua " +
		"chủ yếu là khách lẻ, giới kinh doanh chờ tin từ cuộc họp của ngân hàng trung ương. Chênh lệch mua bán giữ ở mức %s nghìn đồng. " +
		"Các chuyên gia cho rằng thị trường còn đi ngang trong vài phiên nữa trước khi có xu hướng rõ ràng hơn."
	text := func(head, number string) Set { return textOf(t, head+" "+fmt.Sprintf(rest, number)).Set() }
	for _, c := range []struct {
		a, b string
		near bool
	}{
		{"Giá vàng hôm nay 26/6: đứng yên", "Giá vàng hôm nay 27/6: đứng yên", false},
		{"Dự báo thời tiết ngày 3/5", "Dự báo thời tiết ngày 4.5", false},
		{"Kết quả xổ số kỳ 512", "Kết quả xổ số kỳ 513", false},
		{"Giá vàng hôm nay 26/6: đứng yên", "Giá vàng hôm nay 26.6: đứng yên", true},
		{"Giá vàng hôm nay 26/6", "Giá vàng hôm nay 26/6/2017", true},
		{"Giá vàng đứng yên chờ tin", "Thị trường vàng trầm lắng", true},
	} {
		numbers := [2]string{"150", "150"}
		if !c.near {
			numbers[1] = "160"
		}
		if l := Compare(text(c.a, numbers[0]), text(c.b, numbers[1])); l.Near() != c.near {
			t.Errorf("%q, %q: near %v, %+v", c.a, c.b, l.Near(), l)
		}
	}
}
