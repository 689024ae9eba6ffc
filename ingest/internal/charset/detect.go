package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// detectWindow is how many bytes are tried; every encoding shows itself in less.
	detectWindow = 32 << 10
	// minMarked is the number of words with marks below which nothing is concluded.
	minMarked = 4
	// enough is the share of words with marks that must be Vietnamese. Real text has
	// 0.95 and more, foreign names and typing errors make the rest; decoded in a
	// wrong way it stays below 0.5.
	enough = 0.75
)

// detect finds the encoding under which data is Vietnamese, or nil.
func detect(data []byte) *legacy {
	data = data[:min(len(data), detectWindow)]
	var best *legacy
	bestShare := enough
	for _, l := range legacies {
		if good, all := score(l.decode(data)); all >= minMarked {
			if share := float64(good) / float64(all); share > bestShare || best == nil && share == bestShare {
				best, bestShare = l, share
			}
		}
	}
	return best
}

// score counts the words of s that have a character beyond ASCII, and those of them
// that are Vietnamese syllables.
func score(s string) (good, all int) {
	for word := range strings.FieldsFuncSeq(s, separates) {
		if isASCII(word) {
			continue
		}
		all++
		if syllable(strings.ToLower(norm.NFC.String(word))) {
			good++
		}
	}
	return good, all
}

// separates reports whether r stands between words. Symbols of Latin-1 and control
// characters do not: where they stand in words the decoding is wrong.
func separates(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= ' ' && !unicode.IsLetter(r) || r == '\n' || r == '\r' || r == '\t'
	case r == '\u00a0' || r == '«' || r == '»' || r == '·' || r == '°':
		return true
	}
	return r >= 0x2000 && r < 0x2070
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// The parts of a Vietnamese syllable without its tone.
var (
	onsets = set("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
	nuclei = set("a ă â e ê i o ô ơ u ư y ia iê ya yê ua uô ưa ươ oa oă oe uâ uê uơ uy uya uyê " +
		"ai ao au ay âu ây eo êu iu iêu yêu oi ôi ơi ui ưi uôi ươi ưu ươu oai oay oao oeo uây uyu oo")
	codas = set(" c ch m n ng nh p t")
)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Split(words, " ") {
		m[w] = true
	}
	return m
}

// syllable reports whether word, in lower case and NFC, can be a Vietnamese syllable
// or is several run together with hyphens taken off. It has at most one tone, which
// is acute or dot below before a final stop.
func syllable(word string) bool {
	var plain strings.Builder
	tone := rune(0)
	for _, r := range norm.NFD.String(word) {
		switch r {
		case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
			if tone != 0 {
				return false
			}
			tone = r
		default:
			plain.WriteRune(r)
		}
	}
	letters := norm.NFC.String(plain.String())
	start := strings.IndexFunc(letters, vowel)
	if start < 0 {
		return false
	}
	// The i of gi and the u of qu belong to the onset where a vowel follows.
	for _, glide := range []string{"gi", "qu"} {
		if rest, ok := strings.CutPrefix(letters, glide); ok {
			if r, _ := utf8.DecodeRuneInString(rest); vowel(r) {
				start = len(glide)
			}
		}
	}
	end := strings.LastIndexFunc(letters, vowel)
	_, width := utf8.DecodeRuneInString(letters[end:])
	end += width
	onset, nucleus, coda := letters[:start], letters[start:end], letters[end:]
	if onset != "" && !onsets[onset] || !nuclei[nucleus] || !codas[coda] {
		return false
	}
	stop := coda == "c" || coda == "ch" || coda == "p" || coda == "t"
	return !stop || tone == '\u0301' || tone == '\u0323'
}

func vowel(r rune) bool { return strings.ContainsRune("aăâeêioôơuưy", r) }
