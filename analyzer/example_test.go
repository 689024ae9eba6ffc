package analyzer_test

import (
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"github.com/newssearch/newssearch/analyzer"
)

func Example() {
	text := "Uỷ ban TP.HCM họp sáng 11/3."
	for _, t := range analyzer.Tokenize(text) {
		fmt.Printf("%d-%d %q %q %s\n", t.Start, t.End, text[t.Start:t.End], t.Term, t.Kind)
	}
	// Output:
	// 0-4 "Uỷ" "ủy" syllable
	// 5-8 "ban" "ban" syllable
	// 9-15 "TP.HCM" "tphcm" compound
	// 9-11 "TP" "tp" abbreviation
	// 12-15 "HCM" "hcm" abbreviation
	// 16-21 "họp" "họp" syllable
	// 22-27 "sáng" "sáng" syllable
	// 28-32 "11/3" "11/3" number
}

// A bleve user gets Vietnamese terms by naming the analyzer in a mapping.
func Example_bleve() {
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = analyzer.Name
	idx, err := bleve.NewUsing("", mapping, scorch.Name, scorch.Name, nil) // in memory
	if err != nil {
		fmt.Println(err)
		return
	}
	defer idx.Close()
	if err := idx.Index("tin-1", map[string]any{"title": "Bệnh viện dùng kỹ thuật mới, sức khoẻ bệnh nhân ổn định"}); err != nil {
		fmt.Println(err)
		return
	}
	result, err := idx.Search(bleve.NewSearchRequest(bleve.NewMatchPhraseQuery("KĨ THUẬT MỚI")))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Total, result.Hits[0].ID)
	// Output: 1 tin-1
}

func ExampleNormalize() {
	fmt.Printf("%+q\n", analyzer.Normalize("Che\u0302\u0301 \u00d0\u00f4\u00a0th\u00adị"))
	// Output: "Ch\u1ebf \u0110\u00f4 th\u1ecb"
}

func ExampleTerm() {
	for _, w := range []string{"Hoà", "hòa", "THUỶ", "qúy", "Kỹ", "tay", "Beyoncé"} {
		fmt.Print(analyzer.Term(w), " ")
	}
	// Output: hòa hòa thủy quý kĩ tay beyoncé
}

func ExampleFold() {
	fmt.Println(analyzer.Fold("Đường Lý Thường Kiệt"))
	// Output: duong li thuong kiet
}

func ExampleParseSyllable() {
	for _, w := range []string{"nghiêng", "ngiêng"} {
		s, ok := analyzer.ParseSyllable(w)
		fmt.Printf("%+q %v\n", []string{s.Onset, s.Glide, s.Nucleus, s.Coda}, ok)
	}
	// Output:
	// ["ngh" "" "i\u00ea" "ng"] true
	// ["" "" "" ""] false
}

func ExampleVariants() {
	fmt.Println(analyzer.Variants("chê"))
	// Output: [chê chế chề chể chễ chệ]
}

func ExampleAgrees() {
	fmt.Println(analyzer.Agrees("che", "chế"), analyzer.Agrees("chê", "chế"), analyzer.Agrees("chè", "chế"))
	// Output: true true false
}

func ExampleMarksDropped() {
	fmt.Println(analyzer.MarksDropped("đuong", "đường"))
	// Output: 3 1
}

func ExampleDecodeTelex() {
	for _, w := range []string{"giarn", "bieen", "DDUWOWNGF", "Windows", "as"} {
		word, ok := analyzer.DecodeTelex(w)
		fmt.Printf("%s %v, ", word, ok)
	}
	// Output: giản true, biên true, ĐƯỜNG true,  false, á true,
}

func ExampleDecodeVNI() {
	fmt.Println(analyzer.DecodeVNI("d9uong72"))
	// Output: đường true
}

func ExampleNewTone() {
	fmt.Println(analyzer.NewTone("Hòa"), analyzer.OldTone("Hoà"), analyzer.SwapIY("Kỹ"))
	// Output: Hoà Hòa Kĩ
}

// The sentence that the package documentation follows; "bác sỹ" is decomposed and Ð is the Icelandic letter.
func ExampleTokenize() {
	for _, t := range analyzer.Tokenize("Thuỷ, ba\u0301c sy\u0303 ở \u00d0à Nẵng, dự họp UBND TP.HCM sáng 12/03/2018.") {
		if t.Compound {
			fmt.Print("*")
		}
		fmt.Print(t.Term, " ")
	}
	// Output: thủy bác sĩ ở đà nẵng dự họp ubnd *tphcm tp hcm sáng *12/3/2018 12/3 2018
}
