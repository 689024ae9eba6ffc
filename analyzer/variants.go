package analyzer

import "slices"

// Variants returns, sorted, all Vietnamese syllables that someone may mean who typed term and
// left out marks: "gian" gives gian, gián, giàn, giãn, giản …; "chê" gives chê, chế, chề …, not chè;
// "dien" gives điện and diễn. A tone that was typed stays, since nobody types a wrong one to save a key. The syllables are
// canonical terms, made by the grammar: many of them no word has. nil when there are none. A term that is a
// syllable is among its own variants. The slice is the caller's.
func Variants(term string) []string {
	s, ok := spell(term)
	if !ok || s.tones > 1 {
		return nil
	}
	g := syllables()
	if f, ok := g.frames[s.key]; ok && f.canonical != s.key {
		s.key, s.fold = f.canonical, foldKey(f.canonical, f.n)
	}
	var out []string
	for _, key := range g.byFold[s.fold] {
		if !shapesAgree(s.key, key) {
			continue
		}
		f := g.frames[key]
		for tone := Level; tone < toneCount; tone++ {
			if f.tones>>tone&1 == 0 || s.tone != Level && s.tone != tone {
				continue
			}
			var buf [maxLetters * 3]byte
			out = append(out, string(appendSpelled(buf[:0], key, f.n, tone, f.oldAt, 0)))
		}
	}
	slices.Sort(out)
	return out
}

// shapesAgree reports whether every shape in typed is in key too. Both have the same letters without shapes.
func shapesAgree(typed, key uint64) bool {
	for ; typed != 0; typed, key = typed>>5, key>>5 {
		if sh := codes.letters[typed&31].shape; sh != plain && typed&31 != key&31 {
			return false
		}
	}
	return true
}
