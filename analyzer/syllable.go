package analyzer

// Syllable is a Vietnamese syllable taken apart, in lower case. Glide, Onset and Coda may be
// empty. The vowels i, y, o and u that close a syllable (tai, tay, tao, tau) count as codas.
type Syllable struct {
	Onset   string // "", "b" … "ngh", "gi", "q"
	Glide   string // "", "o" (hoa) or "u" (thuy, qua)
	Nucleus string // without its tone: "a", "iê", "ươ" …
	Coda    string // "", "c" … "ng", "i", "y", "o", "u"
	Tone    Tone
}

// ParseSyllable takes a normalised word apart if it is a syllable of Vietnamese as spelled today:
// nghiêng is one, ngiêng is not (ngh before e, ê, i), nor kà (k before e, ê, i, y), nor tàc (a
// syllable in c, ch, p or t has the tone sắc or nặng), nor tac without it. The tone may stand on any vowel,
// and letters may be capitals. The names Kạn, Đắk, Lắk, Pắk are accepted although they break the rules.
func ParseSyllable(term string) (Syllable, bool) {
	s, ok := spell(term)
	if !ok {
		return Syllable{}, false
	}
	g := syllables()
	f, ok := g.find(s)
	if !ok {
		return Syllable{}, false
	}
	r := g.rhymes[f.rhyme]
	return Syllable{onsets[f.onset], r.glide, r.nucleus, r.coda, s.tone}, true
}

// IsSyllable reports whether ParseSyllable would succeed. It does not allocate.
func IsSyllable(term string) bool {
	s, ok := spell(term)
	if !ok {
		return false
	}
	_, ok = syllables().find(s)
	return ok
}

// String spells the syllable in the canonical way of Term. Parts that make no Vietnamese
// syllable are written one after the other, without the tone.
func (s Syllable) String() string {
	written := writtenOnset(s.Onset, rhyme{s.Glide, s.Nucleus, s.Coda}) + s.Glide + s.Nucleus + s.Coda
	sp, ok := spell(written)
	if !ok {
		return written
	}
	f, ok := syllables().frames[sp.key]
	if !ok || f.tones>>s.Tone&1 == 0 {
		return written
	}
	return string(appendSpelled(nil, f.canonical, f.n, s.Tone, f.oldAt, 0))
}
