package analyzer

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{
		"Sáng 11/3, TP.HCM ghi nhận 1.250 ca Covid-19 (tăng 3,5%).", "https://vnexpress.net/thoi-su?x=1, a.b@c.vn", "39-NQ/TW 15/2017/NĐ-CP 192.168.1.1",
		"O'Brien Vietnam’s 5️⃣ 中国 Москва", "a\u0301\u200b\u0302b\u00ad-\u0301c", "100km 57tuổi 15h30 07:30:15 1.000.000,5%", strings.Repeat("x", 200), "a" + strings.Repeat("\u0301", 60) + "b",
	} {
		f.Add(s)
	}
	f.Fuzz(checkText)
}

// Texts shuffled from the pieces that interest the tokenizer reach further than random bytes.
func TestTokenizePieces(t *testing.T) {
	pieces := strings.Split("a|ế|Đ|TP|HCM|nhà|Hôm|s|1|12|03|2018|000|30|h|g|km|%|.|,|-|/|:|'|’|&|_|@|\u2011| |\n|vn|com|www.|http://|\u0301|\u0302|\u0323|\u200b|\u00ad|\ufeff|²|国|\ufe0f|😀|\xff|\u0130|ß|й| \u0323|u|khóa |XIV|ngày |0|0912|345|1900|½|①|\u0430|qui|ưo|ﬁ|\u1100\u1161", "|")
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 50000 {
		var b strings.Builder
		for range 1 + rnd.IntN(9) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		checkText(t, b.String())
		if t.Failed() {
			return
		}
	}
}

// checkText checks the offsets of the tokens of s, and that composed and decomposed text give the same terms.
func checkText(t *testing.T, s string) {
	tokens := Tokenize(s)
	checkOffsets(t, s, tokens)
	if !utf8.ValidString(s) || pilesMarks(s) {
		return
	}
	tc, td := Tokenize(norm.NFC.String(s)), Tokenize(norm.NFD.String(s))
	if len(tc) != len(td) {
		t.Fatalf("%q: %d tokens composed, %d decomposed\n%v\n%v", s, len(tc), len(td), tc, td)
	}
	for i := range tc {
		if tc[i].Term != td[i].Term || tc[i].Compound != td[i].Compound || tc[i].Break != td[i].Break || tc[i].Kind != td[i].Kind {
			t.Errorf("%q: token %d composed %+v, decomposed %+v", s, i, tc[i], td[i])
		}
	}
}

// pilesMarks reports whether more marks stand on one letter than the tokenizer takes, where composed and
// decomposed text differ, or whether s has Hangul, whose decomposed letters count one by one.
func pilesMarks(s string) bool {
	marks := 0
	for _, r := range norm.NFD.String(s) {
		if unicode.IsMark(r) || isIgnorable(r) {
			marks++
		} else {
			marks = 0
		}
		if marks >= maxTokenMarks || unicode.Is(unicode.Hangul, r) {
			return true
		}
	}
	return false
}

// checkOffsets checks what Token promises of Start, End and Compound.
func checkOffsets(t *testing.T, s string, tokens []Token) {
	t.Helper()
	end, start, compoundEnd := 0, 0, 0
	for i, k := range tokens {
		if k.Start < 0 || k.Start >= k.End || k.End > len(s) || k.Term == "" {
			t.Fatalf("%q: token %d is %+v", s, i, k)
		}
		for _, at := range []int{k.Start, k.End} {
			if at < len(s) && !utf8.RuneStart(s[at]) {
				if r, n := utf8.DecodeRuneInString(s[at:]); r != utf8.RuneError || n != 1 {
					t.Fatalf("%q: token %d %+v cuts a rune at %d", s, i, k, at)
				}
			}
		}
		if k.Start < start || k.Start < end {
			t.Fatalf("%q: token %d %+v starts before the one before it ends", s, i, k)
		}
		if r, _ := utf8.DecodeRuneInString(s[k.End:]); k.End < len(s) && unicode.IsMark(r) && !pilesMarks(s) {
			t.Fatalf("%q: token %d %+v leaves a mark behind", s, i, k)
		}
		start = k.Start
		if k.Compound {
			if k.Start < compoundEnd {
				t.Fatalf("%q: compound %d inside a compound", s, i)
			}
			if i+1 == len(tokens) || tokens[i+1].Compound || tokens[i+1].Start >= k.End {
				t.Fatalf("%q: compound %d %+v has no parts", s, i, k)
			}
			compoundEnd = k.End
			continue
		}
		if k.Start < compoundEnd && k.End > compoundEnd {
			t.Fatalf("%q: part %d %+v sticks out of its compound", s, i, k)
		}
		end = k.End
	}
}
