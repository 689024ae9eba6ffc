package analyzer

// maxKeys is the length of the longest raw spelling that is decoded: nghiêng with its tone takes
// nine keys in Telex; a few more leave room for a tone that was typed and changed.
const maxKeys = 12

// DecodeTelex reads a word that was typed with Telex keys while the input method was off:
//
//	giarn, gianr → giản    bieen, biene → biên    dduwowngf, duongdwf → đường    thw → thư    GIARN → GIẢN
//
// s f r x j give the tone and z takes it away; a second a, e or o the circumflex, at any distance; w the horn
// or breve, or ư where no vowel can take it; a second d the stroke. Keys may stand anywhere behind the letter they change. A
// tone key typed twice, the escape of input methods, is not read.
//
// ok is true when at least one key was used and the result is a Vietnamese syllable. That says nothing about
// intent: "as", "Mama" and "Now" decode too (á, Mâm, Nơ), so callers must ask their collection whether
// the raw word is at home there. Capitals carry over: all, the first, or none.
func DecodeTelex(word string) (string, bool) {
	return decode(word, telexKey)
}

// DecodeVNI reads a word that was typed with VNI keys while the input method was off:
//
//	gia3n, gian3 → giản    bie6n, bien6 → biên    d9u7o7ng2, d9uong72 → đường
//
// 1 to 5 give the tones sắc, huyền, hỏi, ngã, nặng, 0 takes them away, 6 the circumflex, 7 the horn, 8 the breve, 9 the
// stroke. Otherwise as DecodeTelex; names such as "u23" or "a1" decode as well when a syllable comes out.
func DecodeVNI(word string) (string, bool) {
	return decode(word, vniKey)
}

// keyed is a word half typed.
type keyed struct {
	letters [maxLetters]letter
	n       int
	tone    Tone
	toned   bool // a tone key was the last to set tone
	used    bool // a key was used
}

// keyFunc calls try with every reading of key after k, the likeliest first, until one succeeds.
type keyFunc func(k keyed, key byte, try func(keyed) bool) bool

func decode(word string, key keyFunc) (string, bool) {
	if len(word) < 2 || len(word) > maxKeys || !isASCII(word) {
		return "", false
	}
	lower, capitals := lowerKeys(word)
	if capitals < 0 {
		return "", false
	}
	var out string
	ok := typed(keyed{}, string(lower[:len(word)]), key, func(k keyed) bool {
		s, found := k.syllable(capitals)
		out = s
		return found
	})
	return out, ok
}

// typed reads the keys one by one behind k; done sees every complete reading until it accepts one.
func typed(k keyed, keys string, key keyFunc, done func(keyed) bool) bool {
	if keys == "" {
		return k.used && done(k)
	}
	return key(k, keys[0], func(next keyed) bool { return typed(next, keys[1:], key, done) })
}

// lowerKeys returns the keys in lower case and how many letters to write in capitals: 0, 1 or
// all of them (maxLetters). -1 when a character is neither a letter nor a digit, or the first is a digit.
func lowerKeys(word string) (lower [maxKeys]byte, capitals int) {
	uppers, letters := 0, 0
	for i := 0; i < len(word); i++ {
		b := word[i]
		switch {
		case b >= 'A' && b <= 'Z':
			b += 'a' - 'A'
			uppers++
			letters++
		case b >= 'a' && b <= 'z':
			letters++
		case isDigit(b) && i > 0:
		default:
			return lower, -1
		}
		lower[i] = b
	}
	switch {
	case uppers == letters && letters > 1:
		return lower, maxLetters
	case word[0] >= 'A' && word[0] <= 'Z':
		return lower, 1
	}
	return lower, 0
}

// syllable spells k if it is a syllable.
func (k *keyed) syllable(capitals int) (string, bool) {
	key := uint64(0)
	for _, l := range k.letters[:k.n] {
		c := codes.code[l.base-'a'][l.shape]
		if c == 0 {
			return "", false
		}
		key = key<<5 | uint64(c)
	}
	f, ok := syllables().frames[key]
	if !ok || f.tones>>k.tone&1 == 0 {
		return "", false
	}
	upper := uint8(1<<capitals - 1)
	return string(appendSpelled(nil, key, f.n, k.tone, f.oldAt, upper)), true
}

func (k *keyed) hasVowel() bool {
	for _, l := range k.letters[:k.n] {
		if l.isVowel() {
			return true
		}
	}
	return false
}

// letter types one letter as it is.
func (k keyed) letter(l letter, try func(keyed) bool) bool {
	if k.n == maxLetters || l.base < 'a' {
		return false
	}
	k.letters[k.n] = l
	k.n++
	return try(k)
}

// setTone types a tone key. The same key twice is an escape and leads nowhere.
func (k keyed) setTone(tone Tone, try func(keyed) bool) bool {
	if k.toned && k.tone == tone {
		return false
	}
	k.tone, k.toned, k.used = tone, true, true
	return try(k)
}

// shape gives letter i the shape sh, if there is such a letter and it has another shape.
func (k keyed) shape(i int, sh shape, try func(keyed) bool) bool {
	l := &k.letters[i]
	if l.shape == sh || codes.code[l.base-'a'][sh] == 0 {
		return false
	}
	l.shape, k.used = sh, true
	return try(k)
}

// horns makes ươ of the last uo, whatever shape the two have.
func (k keyed) horns(try func(keyed) bool) bool {
	for i := k.n - 1; i > 0; i-- {
		u, o := &k.letters[i-1], &k.letters[i]
		if u.base == 'u' && o.base == 'o' && (u.shape != horn || o.shape != horn) {
			u.shape, o.shape, k.used = horn, horn, true
			return try(k)
		}
	}
	return false
}

// telexTones maps the keys to their tones.
var telexTones = map[byte]Tone{'z': Level, 'f': Grave, 'r': Hook, 'x': Tilde, 's': Acute, 'j': Dot}

func telexKey(k keyed, key byte, try func(keyed) bool) bool {
	if isDigit(key) {
		return false
	}
	if tone, ok := telexTones[key]; ok && k.hasVowel() {
		return k.setTone(tone, try) // no syllable goes on with one of these letters
	}
	switch key {
	case 'a', 'e', 'o':
		for i := k.n - 1; i >= 0; i-- {
			if k.letters[i].base == key && k.shape(i, circumflex, try) {
				return true
			}
		}
		if key == 'o' && k.plainOO(try) {
			return true
		}
	case 'd':
		if k.n > 0 && k.letters[0].base == 'd' && k.shape(0, stroke, try) {
			return true
		}
	case 'w':
		return telexW(k, try)
	}
	return k.letter(letter{base: key}, try)
}

// plainOO makes oo of ô at the third o in a row: xooong is xoong, the only way to type it.
func (k keyed) plainOO(try func(keyed) bool) bool {
	last := letter{base: 'o', shape: circumflex}
	if k.n == 0 || k.letters[k.n-1] != last {
		return false
	}
	k.letters[k.n-1].shape = plain
	return k.letter(letter{base: 'o'}, try)
}

// telexW reads w: ươ of uo, horn or breve on the last vowel that can have one, else the letter ư.
func telexW(k keyed, try func(keyed) bool) bool {
	if k.horns(try) {
		return true
	}
	for i := k.n - 1; i >= 0; i-- {
		sh := horn
		if k.letters[i].base == 'a' {
			sh = breve
		}
		if k.letters[i].isVowel() && k.shape(i, sh, try) {
			return true
		}
	}
	k.used = true
	return k.letter(letter{base: 'u', shape: horn}, try)
}

func vniKey(k keyed, key byte, try func(keyed) bool) bool {
	if !isDigit(key) {
		return k.letter(letter{base: key}, try)
	}
	switch key {
	case '6':
		return k.shapeLast(circumflex, "aeo", try)
	case '7':
		return k.horns(try) || k.shapeLast(horn, "ou", try)
	case '8':
		return k.shapeLast(breve, "a", try)
	case '9':
		return k.n > 0 && k.letters[0].base == 'd' && k.shape(0, stroke, try)
	}
	if !k.hasVowel() {
		return false
	}
	return k.setTone([...]Tone{Level, Acute, Grave, Hook, Tilde, Dot}[key-'0'], try)
}

// shapeLast tries to give sh to the letters of bases, from the last one back.
func (k keyed) shapeLast(sh shape, bases string, try func(keyed) bool) bool {
	for i := k.n - 1; i >= 0; i-- {
		for j := 0; j < len(bases); j++ {
			if k.letters[i].base == bases[j] && k.shape(i, sh, try) {
				return true
			}
		}
	}
	return false
}
