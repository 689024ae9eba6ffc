package analyzer

import "strings"

// Term returns the canonical index term of one word, the form in which all spellings of the
// same word meet:
//
//   - Normalize and Lower;
//   - the tone of a Vietnamese syllable on its canonical letter, in the old style: hoà, hòa → hòa,
//     thuỷ → thủy, khoẻ → khỏe; misplaced tones too: tòan → toàn, qúy → quý, gía → giá;
//   - i for y where both write the same word, that is when it is the whole rhyme after h, k, l, m,
//     s or t: kỹ → kĩ, lý → lí, Mỹ → mĩ. Not in tay, thúy, nor in a bare ý;
//   - y for i after qu: quí → quý, quít → quýt;
//   - ươ where only half of it is marked: ngưòi, nguời → người, nuớc → nước; thưở → thuở;
//   - superscript digits as digits: m² → m2.
//
// The canonical form is never shown to anyone, so the simplest one was chosen: i and y differ
// in one place only, and in the old style the tone letter depends on the rhyme alone.
// A word that is no Vietnamese syllable keeps its marks. Term(Term(w)) == Term(w).
func Term(word string) string {
	w := plainDigits(Lower(Normalize(word)))
	s, ok := spell(w)
	if !ok {
		return w
	}
	g := syllables()
	f, ok := g.find(s)
	if !ok {
		if f, ok = g.find(g.mend(s)); !ok {
			return w
		}
	}
	var buf [maxLetters * 3]byte
	b := appendSpelled(buf[:0], f.canonical, f.n, s.tone, f.oldAt, 0)
	if string(b) == w {
		return w
	}
	return string(b)
}

var superscripts = strings.NewReplacer("¹", "1", "²", "2", "³", "3")

func plainDigits(s string) string {
	if isASCII(s) {
		return s
	}
	return superscripts.Replace(s)
}
