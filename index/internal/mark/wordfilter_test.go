package mark

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/testdata"
)

// A word with a term passes, however it is spelled and whatever stands beside it.
func TestWordFilterLosesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	words := strings.Fields("hoà hòa Thuỷ khoẻ kỹ Mỹ lý quý gía tòan Uý oà Ông ăn Đà Ðà ƯỚC nghiêng Covid-19 TP.HCM UBND m² U23 1.000 19h30 Vietnam's “nhà” (sân) tin… ça piñata Kelvin x a@b.vn İzmir đ 漢字")
	for _, w := range words {
		words = append(words, norm.NFD.String(w), strings.ToUpper(w), w[:len(w)/2])
	}
	gaps := []string{" ", "  ", "\n", ", ", ". ", "; ", "\u00a0", "\u200b ", "-", "/", ".", ",", " - ", "\t"}
	tokenizer := analyzer.NewTokenizer()
	for range 3000 {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(words[r.IntN(len(words))] + gaps[r.IntN(len(gaps))])
		}
		text := b.String()
		whole := analyzer.Tokenize(text)
		if len(whole) == 0 {
			continue
		}
		m := &Marker{scratch: &scratch{tokenizer: tokenizer}}
		wanted := map[string]bool{}
		for range 1 + r.IntN(3) {
			term := whole[r.IntN(len(whole))].Term
			wanted[term] = true
			m.wanted.add(term)
		}
		m.read(text)
		i := 0
		for _, want := range whole {
			if !wanted[want.Term] {
				continue
			}
			for i < len(m.tokens) && (m.tokens[i].Start != want.Start || m.tokens[i].Term != want.Term) {
				i++
			}
			if i == len(m.tokens) || m.tokens[i].End != want.End {
				t.Fatalf("%q: %+v is lost: %+v", text, want, m.tokens)
			}
		}
	}
}

// Of plain text few words are read.
func TestWordFilterLeavesOut(t *testing.T) {
	m := &Marker{scratch: &scratch{tokenizer: analyzer.NewTokenizer()}}
	m.wanted.add("giản")
	m.wanted.add("chế")
	read, all := 0, 0
	for _, a := range testdata.ArticlesAs[struct{ Body string }]() {
		m.read(a.Body)
		read += len(m.tokens)
		all += len(analyzer.Tokenize(a.Body))
	}
	if read*4 > all {
		t.Errorf("%d of %d words are read", read, all)
	}
}
