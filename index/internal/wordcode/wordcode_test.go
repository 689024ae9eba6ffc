package wordcode

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/newssearch/newssearch/analyzer"
)

var texts = []string{
	"",
	" ",
	"Tinh giản biên chế",
	"Hà Nội, ngày 11/3/2018: “Sắp xếp lại TP.HCM” – 39-NQ/TW; 1.000.000 đồng (3,5%)./.",
	"  hai  khoảng trắng\tvà\n\nxuống dòng  ",
	"hoà hòa thuỷ thủy kĩ kỹ Ðà Nẵng ĐÀ NẴNG",
	"Beyoncé đến Bản Bo lúc 7h30, xem https://vov.vn/x?y=1&z=2#k và a.b@c.example.",
	"Giải pháp: 100km, 57tuổi, 5kg, 4G, Q.1, O'Neill, AT&T, COVID-19, 192.168.1.1",
	"tiê\u0301ng Viê\u0323t ghép dâ\u0301u", // decomposed
	"\xff\xfekhông phải UTF-8\x80",
	"\x00\x00 số không \x00",
	"漢字 và 日本 trong bài; 1😀2",
	strings.Repeat("a", 300) + " " + strings.Repeat("9", 200),
	"x" + strings.Repeat("\u0301", 80),
}

// put writes text as a part.
func put(w *Writer, t *analyzer.Tokenizer, text string) {
	tokens := t.Append(nil, text)
	w.Text(text, tokens, symbolsOf(w.v, text, tokens))
}

func symbolsOf(v *Vocabulary, text string, tokens []analyzer.Token) (symbols []uint16) {
	for _, t := range tokens {
		symbols = append(symbols, v.Symbol(text[t.Start:t.End], t.Term))
	}
	return symbols
}

// write returns the parts as one article.
func write(parts []string) []byte {
	t := analyzer.NewTokenizer()
	w := NewWriter(Builtin(), t)
	w.Reset(nil)
	for _, p := range parts {
		put(w, t, p)
	}
	return w.Finish()
}

// terms are the terms of a text as the analyzer gives them, without compounds.
func terms(text string) []string {
	var out []string
	for _, t := range analyzer.Tokenize(text) {
		if !t.Compound {
			out = append(out, t.Term)
		}
	}
	return out
}

// numberer gives terms that the vocabulary lacks numbers behind its own.
type numberer map[string]uint16

func (n numberer) term(term string) uint16 {
	if number := Builtin().Number(term); number != 0 {
		return number
	}
	if n[term] == 0 {
		n[term] = uint16(Builtin().Len() + 1 + len(n))
	}
	return n[term]
}

func (n numberer) word(word []byte, isTerm bool) uint16 {
	if isTerm {
		return n.term(string(word))
	}
	return n.term(analyzer.Tokenize(string(word))[0].Term)
}

func check(t *testing.T, parts []string) {
	t.Helper()
	coded := write(parts)
	r := Builtin().Reader(coded)
	for _, p := range parts {
		got, err := r.Text(nil)
		if err != nil || string(got) != p {
			t.Fatalf("Text = %q, %v, want %q", got, err, p)
		}
	}
	if !r.AtEnd() {
		t.Errorf("%q: not at the end", parts)
	}
	numbers := numberer{}
	r = Builtin().Reader(coded)
	for _, p := range parts {
		got, err := r.Words(nil, numbers.word)
		var want []uint16
		for _, term := range terms(p) {
			want = append(want, numbers.term(term))
		}
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("Words of %q = %v, %v, want %v", p, got, err, want)
		}
	}
}

func TestTextAndWordsComeBack(t *testing.T) {
	for _, text := range texts {
		check(t, []string{text})
	}
	check(t, texts)
	check(t, nil)
}

// Pieces of texts put together at random cut words, numbers and letters in two.
func TestRandomTextsComeBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var b strings.Builder
		for range rng.IntN(6) {
			text := texts[rng.IntN(len(texts))]
			from := rng.IntN(len(text) + 1)
			b.WriteString(text[from : from+rng.IntN(len(text)-from+1)])
		}
		check(t, []string{b.String(), texts[rng.IntN(len(texts))]})
	}
}

func TestSize(t *testing.T) {
	text := texts[3]
	if n := len(write([]string{text})); n > len(text)/2 {
		t.Errorf("%d bytes for %d", n, len(text))
	}
	t1 := analyzer.NewTokenizer()
	w := NewWriter(Builtin(), t1)
	w.Reset(nil)
	put(w, t1, "Quốc hội họp")
	if w.Spelt() != 0 {
		t.Errorf("%d bytes of common words spelt out", w.Spelt())
	}
	put(w, t1, "xyzzyq")
	if w.Spelt() != len("xyzzyq") {
		t.Errorf("%d bytes of an unknown word spelt out", w.Spelt())
	}
}

func TestCutTextIsAnError(t *testing.T) {
	whole := write(texts)
	for n := range len(whole) - 1 {
		r := Builtin().Reader(whole[:n])
		var err error
		for range texts {
			if _, err = r.Text(nil); err != nil {
				break
			}
		}
		if !errors.Is(err, ErrCut) {
			t.Fatalf("%d of %d bytes: %v", n, len(whole), err)
		}
	}
}

func TestDifferentSpellingsAreOneNumber(t *testing.T) {
	number := func(word string) uint16 {
		r := Builtin().Reader(write([]string{word}))
		got, err := r.Words(nil, numberer{}.word)
		if err != nil || len(got) != 1 {
			t.Fatalf("Words of %q = %v, %v", word, got, err)
		}
		return got[0]
	}
	for _, words := range [][]string{{"hòa", "Hoà", "HÒA"}, {"kỹ", "kĩ"}, {"Đà", "Ðà", "đà"}} {
		for _, word := range words[1:] {
			if a, b := number(words[0]), number(word); a != b {
				t.Errorf("%s is %d, %s is %d", words[0], a, word, b)
			}
		}
	}
	if number("bán") == number("bạn") {
		t.Error("bán and bạn are one")
	}
}

func TestBuild(t *testing.T) {
	b := NewBuilder()
	for range 10 {
		for _, text := range texts {
			b.Add(text)
		}
	}
	for _, limit := range []int{1, 20, 1000} {
		v, err := Open(string(b.Build(limit)))
		if err != nil {
			t.Fatal(err)
		}
		t1 := analyzer.NewTokenizer()
		w := NewWriter(v, t1)
		for _, text := range texts {
			w.Reset(nil)
			put(w, t1, text)
			r := v.Reader(w.Finish())
			if got, err := r.Text(nil); err != nil || string(got) != text {
				t.Fatalf("limit %d: %q, %v, want %q", limit, got, err, text)
			}
		}
	}
}

func TestOpenDamaged(t *testing.T) {
	for _, data := range []string{"", magic, builtinBytes[:100], builtinBytes[:len(builtinBytes)-1], "x" + builtinBytes[1:]} {
		if v, err := Open(data); err == nil && v.Len() > 0 && data != builtinBytes {
			t.Errorf("%d bytes open", len(data))
		}
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		data := []byte(builtinBytes)
		data[rng.IntN(len(data)/2)] ^= byte(1 + rng.IntN(255))
		_, _ = Open(string(data)) // may still be a vocabulary, but must not panic
	}
}

func TestCodeLengths(t *testing.T) {
	counts := []int{1, 1}
	for len(counts) < 60 { // Fibonacci numbers make the deepest tree
		counts = append(counts, counts[len(counts)-1]+counts[len(counts)-2])
	}
	lengths := codeLengths(counts)
	if n := slices.Max(lengths); n > maxCodeBits {
		t.Errorf("a code of %d bits", n)
	}
	if _, err := newCode(lengths); err != nil {
		t.Error(err)
	}
	for _, bad := range [][]uint8{{1}, {1, 1, 1}, {1, 2}, {maxCodeBits + 1, 1}, {}} {
		if _, err := newCode(bad); err == nil {
			t.Errorf("lengths %v are taken", bad)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add(write(texts))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := Builtin().Reader(data)
		for range 8 {
			if _, err := r.Text(nil); err != nil {
				break
			}
		}
		r = Builtin().Reader(data)
		for range 8 {
			if _, err := r.Words(nil, func([]byte, bool) uint16 { return 1 }); err != nil {
				break
			}
		}
	})
}

func FuzzText(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, []string{text}) })
}

func BenchmarkWords(b *testing.B) {
	text := strings.Repeat(texts[3]+" Quốc hội họp phiên toàn thể về việc tinh giản biên chế của các cơ quan nhà nước. ", 20)
	coded := write([]string{text})
	var words []uint16
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r := Builtin().Reader(coded)
		words, _ = r.Words(words[:0], func([]byte, bool) uint16 { return 1 })
	}
}

func BenchmarkWrite(b *testing.B) {
	text := strings.Repeat(texts[3]+" Quốc hội họp phiên toàn thể về việc tinh giản biên chế của các cơ quan nhà nước. ", 20)
	t := analyzer.NewTokenizer()
	tokens := t.Append(nil, text)
	w := NewWriter(Builtin(), t)
	symbols := symbolsOf(Builtin(), text, tokens)
	var buf []byte
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		w.Reset(buf[:0])
		w.Text(text, tokens, symbols)
		buf = w.Finish()
	}
}

// A change of the analyzer that makes this fail needs a new vocabulary and, since
// articles are stored in it, a new schema.
func TestBuiltinAgreesWithTheAnalyzer(t *testing.T) {
	v := Builtin()
	w := Writer{tokenizer: analyzer.NewTokenizer()}
	words := 0
	for i, entry := range v.entries {
		if entry[0] == gapMark {
			continue
		}
		words++
		// Some terms are no word as they stand (13m of 13M), and are never written.
		if term := w.alone(entry); term != "" && term != v.Term(v.numbers[i]) {
			t.Errorf("%q is %q, in the vocabulary %q", entry, term, v.Term(v.numbers[i]))
		}
		if n := v.Number(v.Term(v.numbers[i])); n != v.numbers[i] || v.Term(n) != v.Term(v.numbers[i]) {
			t.Errorf("%q: the term %q has the number %d, want %d", entry, v.Term(v.numbers[i]), n, v.numbers[i])
		}
	}
	if words < 10_000 {
		t.Errorf("%d words", words)
	}
}
