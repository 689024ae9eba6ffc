package complete

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/analyzer"
)

// Every text comes out of a table as it went in.
func TestTexts(t *testing.T) {
	want := []string{
		"Giá vàng hôm nay: tăng – giảm?", "giá vàng", "GIÁ, “SỐC”", "TP.HCM: 6/2/2017, U23", "(Dân trí) - Tin", "iPhone 7",
		"Beyoncé", "kết thúc…", "… và", "東京 vận hội", "a", "Ý", "thuỷ sản", "thủy sản", "Thủy Sản 2", "Đà Nẵng", "đà-nẵng", "&",
	}
	var entries []entry
	for i, text := range want {
		entries = append(entries, entry{text: text, kind: Kind(i % int(kindCount)), articles: uint32(i + 1), score: float32(i+1) * 1.5})
	}
	table, err := newTable(entries)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Completion{}
	for e := range table.Len() {
		got[table.completion(e).Text] = table.completion(e)
	}
	for i, text := range want {
		if c := (Completion{text, Kind(i % int(kindCount)), i + 1}); got[text] != c {
			t.Errorf("%+v, want %+v", got[text], c)
		}
		if found := table.Find(text, MaxEntries); !slices.ContainsFunc(found, func(c Completion) bool { return c.Text == text }) {
			t.Errorf("%q is not found by itself: %+v", text, found)
		}
	}
}

// What is found is what a look at every entry finds.
func TestFindAll(t *testing.T) {
	var entries []entry
	syllables := strings.Fields("gia giá già giả gian gián vàng vang van ván an ăn anh ảnh y ý")
	for i := range 3000 {
		a, b, c := syllables[i%len(syllables)], syllables[i/7%len(syllables)], syllables[i/31%len(syllables)]
		text := [...]string{a, a + " " + b, a + ", " + b + " " + c, a + b + " " + c}[i%4]
		entries = append(entries, entry{text: text, articles: 1, score: 1 + float32(i%97)/97})
	}
	table, err := newTable(entries)
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"g", "gi", "gia ", "gian v", "giá v", "gia vang a", "a", "anh y", "ý", "giavang", "gian ván"} {
		fold := strings.Join(foldsOf(typed), " ")
		if strings.HasSuffix(typed, " ") {
			fold += " "
		}
		var want []string
		for e := range table.Len() {
			text := table.completion(e).Text
			if strings.HasPrefix(strings.Join(foldsOf(text), " "), fold) && agreesAll(typed, text) {
				want = append(want, text)
			}
		}
		got := texts(table.Find(typed, MaxEntries))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%q: %d found, %d wanted", typed, len(got), len(want))
		}
	}
}

func agreesAll(typed, text string) bool {
	words := wordsOf(text)
	for i, w := range wordsOf(typed) {
		if !agrees([]rune(analyzer.Term(w)), words[i]) {
			return false
		}
	}
	return true
}

// Past the bounds the rarest are left out.
func TestBounds(t *testing.T) {
	var entries []entry
	for i := range MaxEntries + 100 {
		entries = append(entries, entry{text: fmt.Sprintf("tin %d %d", i/400, i%400), articles: uint32(i + 1), score: float32(i + 1)})
	}
	table, err := newTable(entries)
	if err != nil {
		t.Fatal(err)
	}
	if table.Len() != MaxEntries || len(table.Find("tin 0 9", 1)) > 0 && table.Find("tin 0 9", 1)[0].Text == "tin 0 9" {
		t.Errorf("%d entries; %+v", table.Len(), table.Find("tin 0 9", 1))
	}
	entries = []entry{{text: strings.Repeat("a-", maxPieces), articles: 9, score: 9}}
	for i := range maxCodes {
		entries = append(entries, entry{text: fmt.Sprintf("chung w%d", i), articles: 1, score: 1})
	}
	if table, err = newTable(entries); err != nil || table.Len() > maxCodes-1 || table.Len() < maxCodes-3 {
		t.Errorf("%d entries of %d words: %v", table.Len(), maxCodes+1, err)
	}
}

// FuzzOpen damages what the checksum does not show.
func FuzzOpen(f *testing.F) {
	data := sample(f).Append(nil)
	f.Add(0, byte(0))
	for at := len(magic); at < len(data)-4; at += 7 {
		f.Add(at, byte(0xff))
		f.Add(at, byte(1))
	}
	f.Fuzz(func(t *testing.T, at int, change byte) {
		damaged := slices.Clone(data[:len(data)-4])
		damaged[uint(at)%uint(len(damaged))] ^= change
		table, err := Open(binary.LittleEndian.AppendUint32(damaged, crc32.ChecksumIEEE(damaged)))
		if err != nil {
			return
		}
		for _, typed := range []string{"t", "tinh gi", "tình ", "dona", "tihn gian", "…"} {
			table.Find(typed, 50)
		}
	})
}

func TestFreshness(t *testing.T) {
	for _, weight := range []float32{1, 1.2, 2, 3} {
		if got := weighed(100, freshness(entry{articles: 100, score: 100 * weight})); math.Abs(float64(got/100-weight)) > 0.005 {
			t.Errorf("%g is kept as %g", weight, got/100)
		}
	}
}
