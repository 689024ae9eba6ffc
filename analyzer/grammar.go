package analyzer

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// maxLetters is the length of the longest key, in letters. The longest written syllable
// has seven (nghiêng); eight letters of five bits fit a key with room to spare.
const maxLetters = 8

// alphabet is the Vietnamese alphabet; the place of a letter in it, plus one, is its code.
const alphabet = "aăâbcdđeêghiklmnoôơpqrstuưvxy"

// codes are five bits a letter, so that a syllable without its tone is one integer.
type codeTable struct {
	code    [26][shapeCount]uint8 // 0: not a Vietnamese letter
	letters [32]letter
}

var codes = newCodeTable()

func newCodeTable() *codeTable {
	t := &codeTable{}
	n := uint8(0)
	for _, r := range alphabet {
		n++
		l := letterOf(r)
		t.code[l.base-'a'][l.shape] = n
		t.letters[n] = l
	}
	return t
}

// spelling is a word of at most maxLetters Vietnamese letters, taken apart.
type spelling struct {
	key   uint64 // the letters with their shapes, five bits each
	fold  uint64 // the letters without their shapes
	n     uint8  // letters
	tones uint8  // tone marks in the word
	tone  Tone   // the last of them
	upper uint8  // bit i: letter i is a capital
}

// spell takes a normalised word apart; false when a rune is no Vietnamese letter, when there
// are too many of them, or none.
func spell(word string) (spelling, bool) {
	var s spelling
	for i := 0; i < len(word); {
		r, size := rune(word[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(word[i:])
		}
		i += size
		l := letterOf(r)
		if l.base < 'a' || s.n == maxLetters {
			return s, false
		}
		c := codes.code[l.base-'a'][l.shape]
		if c == 0 {
			return s, false
		}
		s.key = s.key<<5 | uint64(c)
		s.fold = s.fold<<5 | uint64(codes.code[l.base-'a'][plain])
		if l.upper {
			s.upper |= 1 << s.n
		}
		if l.tone != Level {
			s.tone = l.tone
			s.tones++
		}
		s.n++
	}
	return s, s.n > 0
}

// appendSpelled writes the n letters of key, with tone on letter at, to dst.
func appendSpelled(dst []byte, key uint64, n uint8, tone Tone, at, upper uint8) []byte {
	for i := uint8(0); i < n; i++ {
		l := codes.letters[key>>(5*(n-1-i))&31]
		if i == at {
			l.tone = tone
		}
		l.upper = upper>>i&1 == 1
		dst = utf8.AppendRune(dst, l.rune())
	}
	return dst
}

// frame is a syllable of the grammar without its tone.
type frame struct {
	onset, rhyme uint8  // into onsets and grammar.rhymes
	oldAt, newAt uint8  // the letter that carries the tone, in hòa and in hoà style
	tones        uint8  // bit t: tone t is possible
	n            uint8  // letters
	canonical    uint64 // the key with y written i where that is the same word
}

type rhyme struct{ glide, nucleus, coda string }

// grammar holds every frame under its key, and the keys of canonical frames under their fold.
type grammar struct {
	rhymes []rhyme
	frames map[uint64]frame
	byFold map[uint64][]uint64
	// slips are keys that no syllable has, with the one that is meant: see addSlips.
	slips map[uint64]uint64
}

const (
	allTones  = 1<<toneCount - 1
	stopTones = 1<<Acute | 1<<Dot // a syllable that ends in c, ch, p or t has one of two tones
)

// syllables is built at first use, in about a millisecond.
var syllables = sync.OnceValue(newGrammar)

func newGrammar() *grammar {
	g := &grammar{frames: make(map[uint64]frame, 5000), byFold: make(map[uint64][]uint64, 2500), slips: make(map[uint64]uint64, 500)}
	for _, row := range rhymeRows {
		g.addRow(row, func(onset, rhyme string) bool { return onset != "q" && fits(onset, row, rhyme) })
	}
	for _, row := range rhymeRowsQ {
		g.addRow(row, func(onset, _ string) bool { return onset == "q" })
	}
	for _, p := range placeNames {
		g.rhymes = append(g.rhymes, rhyme{nucleus: p.nucleus, coda: p.coda})
		g.add(p.onset, len(g.rhymes)-1, 1<<p.tone)
	}
	g.addSlips()
	for key, f := range g.frames {
		if f.canonical == key {
			fold := foldKey(key, f.n)
			g.byFold[fold] = append(g.byFold[fold], key)
		}
	}
	return g
}

// addSlips knows the ư and ơ of one vowel of which the other half was typed plain: ngưòi and nguời are người. No
// syllable is written so; input methods let it pass. Thưở is thuở.
func (g *grammar) addSlips() {
	for key, f := range g.frames {
		r := g.rhymes[f.rhyme]
		var slips []string
		switch {
		case r.nucleus == "ươ":
			slips = []string{"ưo", "uơ"}
		case r.glide == "u" && r.nucleus == "ơ" && r.coda == "" && onsets[f.onset] != "q":
			slips = []string{"ươ"}
		}
		for _, slip := range slips {
			s, ok := spell(onsets[f.onset] + slip + r.coda)
			if _, taken := g.frames[s.key]; ok && !taken {
				g.slips[s.key] = key
			}
		}
	}
}

// mend returns the spelling that s is a slip for, or s.
func (g *grammar) mend(s spelling) spelling {
	if key, ok := g.slips[s.key]; ok {
		s.key = key
	}
	return s
}

func (g *grammar) addRow(row rhymeRow, allowed func(onset, rhyme string) bool) {
	for _, coda := range strings.Fields(row.codas) {
		if coda == "." {
			coda = ""
		}
		g.rhymes = append(g.rhymes, rhyme{row.glide, row.nucleus, coda})
		tones := uint8(allTones)
		switch coda {
		case "c", "ch", "p", "t":
			tones = stopTones
		}
		for _, onset := range onsets {
			if allowed(onset, row.glide+row.nucleus+coda) {
				g.add(onset, len(g.rhymes)-1, tones)
			}
		}
	}
}

// fits applies the rules of spelling between an onset other than q and a rhyme.
func fits(onset string, row rhymeRow, rhyme string) bool {
	front := strings.HasPrefix(rhyme, "e") || strings.HasPrefix(rhyme, "ê") || strings.HasPrefix(rhyme, "i") || strings.HasPrefix(rhyme, "y")
	switch {
	case row.nucleus == "y" && row.glide == "":
		return contains(onsetsBeforeY[:], onset)
	case row.nucleus == "yê" && row.glide == "":
		return onset == "" // yên, but tiên
	case row.nucleus == "iê" && onset == "":
		return false
	}
	switch onset {
	case "k", "gh", "ngh":
		return front
	case "c":
		return !front && row.glide == "" // the glide makes q of c
	case "g", "ng":
		return !front
	case "gi":
		return fitsGi(row, rhyme)
	}
	return true
}

// fitsGi: the i of gi and the i of the rhyme are written once (gìn, giếng), so that gi+ia would
// be read as gi+a, gi+iu as gi+u; and gi+ê with a coda is gi+iê.
func fitsGi(row rhymeRow, rhyme string) bool {
	switch {
	case row.glide == "u", row.nucleus == "ia", rhyme == "iu":
		return false
	case row.nucleus == "ê":
		return rhyme == "ê" // Giê-su
	}
	return true
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (g *grammar) add(onset string, at int, tones uint8) {
	r := g.rhymes[at]
	written := writtenOnset(onset, r)
	s, ok := spell(written + r.glide + r.nucleus + r.coda)
	if !ok {
		return
	}
	if _, taken := g.frames[s.key]; taken {
		return
	}
	f := frame{rhyme: uint8(at), tones: tones, n: s.n, canonical: s.key}
	for i, o := range onsets {
		if o == onset {
			f.onset = uint8(i)
		}
	}
	start := uint8(utf8.RuneCountInString(written))
	f.oldAt, f.newAt = start+toneLetter(onset, r, true), start+toneLetter(onset, r, false)
	switch {
	case r.glide == "" && r.nucleus == "y" && contains(onsetsIY[:], onset):
		i, _ := spell(onset + "i")
		f.canonical = i.key
	case onset == "q" && r.nucleus == "i": // quí, quít: quý, quýt
		y, _ := spell("quy" + r.coda)
		f.canonical = y.key
	}
	g.frames[s.key] = f
}

// writtenOnset is the onset as written before the rhyme: gi loses its i before another.
func writtenOnset(onset string, r rhyme) string {
	if onset == "gi" && r.glide == "" && strings.HasPrefix(r.nucleus, "i") {
		return "g"
	}
	return onset
}

// toneLetter says which letter of the rhyme carries the tone mark, counted from 0.
//
// Both styles agree but for an open syllable with a glide and an unmarked vowel: the old style
// (hòa, khỏe, thúy) marks the glide, the new one (hoà, khoẻ, thuý) the vowel. After q the glide
// belongs to the consonant: quý, quả in both.
func toneLetter(onset string, r rhyme, old bool) uint8 {
	at := uint8(len(r.glide))
	if utf8.RuneCountInString(r.nucleus) == 2 {
		switch r.nucleus {
		case "iê", "yê", "uô", "ươ", "oo":
			return at + 1
		}
		return at // mía, của, cửa, khuỵa
	}
	if old && r.glide != "" && r.coda == "" && onset != "q" && len(r.nucleus) == 1 {
		return 0
	}
	return at
}

// foldKey takes the shapes off the letters of a key.
func foldKey(key uint64, n uint8) uint64 {
	fold := uint64(0)
	for i := uint8(0); i < n; i++ {
		l := codes.letters[key>>(5*(n-1-i))&31]
		fold = fold<<5 | uint64(codes.code[l.base-'a'][plain])
	}
	return fold
}

// find returns the frame of a spelling whose tone the frame allows.
func (g *grammar) find(s spelling) (frame, bool) {
	f, ok := g.frames[s.key]
	return f, ok && s.tones <= 1 && f.tones>>s.tone&1 == 1
}
