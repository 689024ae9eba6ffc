package understand

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newssearch/newssearch/analyzer"
	"github.com/newssearch/newssearch/index/internal/language"
	"github.com/newssearch/newssearch/index/internal/query"
)

// A word is written joined or apart: ô tô and ôtô, You Tube and YouTube, iPhone 7 and iPhone7, and whole names in tags and
// addresses (#VietNamVoDich, thegioididong). The collection says which of them it has.

const (
	// maxJoined is how many neighbours are tried as one word.
	maxJoined = 5
	// maxJoinedTerms is the number of words up to which a query is tried with more than two at a time.
	maxJoinedTerms = 12
	// minJoinedLetters is the length of the shortest word that two make.
	minJoinedLetters = 3
	// minSplitLetters and maxSplitLetters bound the words that are taken apart.
	minSplitLetters, maxSplitLetters = 3, 40
	// maxSplits bounds the ways to take one word apart that are looked at, maxPieces their pieces.
	maxSplits, maxPieces = 12, 8
	// minHalfLetters is the length of the shorter half of a foreign word that is taken apart.
	minHalfLetters = 2
)

// How common the pieces have to be side by side.
const (
	// splitShare is how many times as common as a word that the collection has its two syllables with marks must be:
	// "hanoi" is Hà Nội, "honda" is no hòn đá.
	splitShare = 30
	// halfShare is the share of the rarer half of a foreign word that stands beside the other: "sea games".
	halfShare = 0.05
)

// spacing is a stretch of the query that may be written with other spaces.
type spacing struct {
	from []*Term
	// joined is the fold of from as one word; empty when from is one word to be taken apart.
	joined string
	// pieces are the terms that the word is taken apart to, candidates what each may stand for.
	pieces     []string
	candidates [][]string
	// foreign: the pieces are any words, not syllables.
	foreign  bool
	evidence *language.Evidence
}

// askSpacing looks up what the bare words of the top level may be written as.
func (u *Understood) askSpacing(ask *Ask, root query.Node) {
	var terms []*Term
	for _, w := range u.bareWords(root) {
		parts := u.Nodes[w]
		terms = append(terms, parts.Parts...)
		if len(parts.Parts) == 1 {
			u.spaces = append(u.spaces, splitsOf(parts.Parts[0])...)
		}
	}
	most := maxJoined
	if len(terms) > maxJoinedTerms {
		most = 2
	}
	for i := range terms {
		for n := 2; n <= most && i+n <= len(terms) && terms[i+n-1].Before == terms[i+n-2]; n++ {
			if joined, ok := joinedFold(terms[i : i+n]); ok {
				u.spaces = append(u.spaces, &spacing{from: terms[i : i+n], joined: joined})
			}
		}
	}
	for _, s := range u.spaces {
		for _, term := range append(slices.Clone(s.pieces), s.joined) {
			if term != "" {
				ask.Words = append(ask.Words, Word{Term: term})
			}
		}
	}
}

// joinedFold writes terms as one word without marks; false when that would be another word: a syllable, or a number.
func joinedFold(terms []*Term) (string, bool) {
	var b strings.Builder
	for i, t := range terms {
		if i > 0 && endsInDigit(terms[i-1].Canonical) && t.Canonical[0] >= '0' && t.Canonical[0] <= '9' {
			return "", false
		}
		b.WriteString(analyzer.Fold(t.Canonical))
	}
	joined := b.String()
	if len(joined) < minJoinedLetters || !isWord(joined) || len(analyzer.Variants(joined)) > 0 {
		return "", false
	}
	return joined, true
}

func endsInDigit(s string) bool { return s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// isWord reports whether s has letters and digits only, and a letter.
func isWord(s string) bool {
	letters := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !(r >= '0' && r <= '9') {
			return false
		}
		letters = letters || unicode.IsLetter(r)
	}
	return letters
}

// splitsOf lists the ways to take t apart.
func splitsOf(t *Term) []*spacing {
	n := utf8.RuneCountInString(t.Canonical)
	if n < minSplitLetters || n > maxSplitLetters || !isWord(t.Canonical) || len(analyzer.Variants(t.Canonical)) > 0 {
		return nil
	}
	var out []*spacing
	add := func(pieces []string, foreign bool) {
		if len(pieces) > 1 {
			out = append(out, &spacing{from: []*Term{t}, pieces: pieces, foreign: foreign})
		}
	}
	if numbered := numberPieces(t.Typed); len(numbered) > 1 {
		add(numbered, true)
		if len(numbered) == 2 && !endsInDigit(numbered[0]) {
			add([]string{numbered[1], numbered[0]}, true) // NQ39: 39-NQ/TW
		}
	}
	for _, pieces := range syllablesOf(t.Canonical) {
		add(pieces, false)
	}
	if camel := camelPieces(t.Typed); len(camel) > 1 {
		add(camel, true)
	}
	at := 0
	for i := range t.Canonical { // any two words
		if at >= minHalfLetters && n-at >= minHalfLetters {
			add([]string{t.Canonical[:i], t.Canonical[i:]}, true)
		}
		at++
	}
	return out
}

// numberPieces parts letters from digits: iPhone7Plus. A letter with a digit (B5) is one code.
func numberPieces(typed string) []string {
	pieces := cut(typed, func(before, r rune) bool { return unicode.IsDigit(before) != unicode.IsDigit(r) })
	if len(pieces) > 3 || len(typed) < 3 {
		return nil
	}
	return pieces
}

// camelPieces parts words that begin with capitals: GalaxyS8, AFFCup.
func camelPieces(typed string) []string {
	runes := []rune(typed)
	at := 0
	return cut(typed, func(before, r rune) bool {
		at++
		next := at+1 < len(runes) && unicode.IsLower(runes[at+1])
		return unicode.IsUpper(r) && (unicode.IsLower(before) || unicode.IsUpper(before) && next && at > 1)
	})
}

// cut cuts a word where border says so, and returns the terms of the pieces.
func cut(word string, border func(before, r rune) bool) []string {
	var pieces []string
	start, before := 0, rune(0)
	for i, r := range word {
		if i > 0 && border(before, r) {
			pieces = append(pieces, analyzer.Term(word[start:i]))
			start = i
		}
		before = r
	}
	return append(pieces, analyzer.Term(word[start:]))
}

// syllablesOf lists the ways to read a word as syllables, with or without their marks: the shortest, and those of one more.
func syllablesOf(word string) [][]string {
	var found [][]string
	least := maxPieces
	var walk func(at int, pieces []string)
	walk = func(at int, pieces []string) {
		switch {
		case len(found) >= 4*maxSplits || len(pieces) > least+1:
			return
		case at == len(word):
			least = min(least, len(pieces))
			found = append(found, slices.Clone(pieces))
			return
		}
		const longest = 7 // letters: nghiêng
		var ends []int
		for i := range word[at:] {
			if i > 0 {
				ends = append(ends, at+i)
			}
		}
		ends = append(ends, len(word))
		ends = ends[:min(len(ends), longest)]
		slices.Reverse(ends) // long syllables first
		for _, end := range ends {
			if piece := word[at:end]; len(analyzer.Variants(piece)) > 0 {
				walk(end, append(pieces, piece))
			}
		}
	}
	walk(0, nil)
	found = slices.DeleteFunc(found, func(pieces []string) bool {
		// A syllable of one letter stands beside longer ones: ô tô, but not y o u.
		return len(pieces) < 2 || len(pieces) > least+1 || utf8.RuneCountInString(word) < 2*len(pieces)-1
	})
	return found[:min(len(found), maxSplits)]
}

// splits are the ways to take words apart of which the collection has all pieces.
func (u *Understood) splits() []*spacing {
	var out []*spacing
next:
	for _, s := range u.spaces {
		if s.joined != "" || s.from[0].How != Exact {
			continue
		}
		for _, p := range s.pieces {
			var terms []string
			for _, k := range u.found.Words[p].Agreeing {
				if !s.foreign || k.Term == p {
					terms = append(terms, k.Term)
				}
			}
			if len(terms) == 0 {
				continue next
			}
			s.candidates = append(s.candidates, terms)
		}
		out = append(out, s)
	}
	return out
}

// addSpacing adds the spellings that the collection has.
func (u *Understood) addSpacing() {
	best := map[*Term]*spacing{}
	pairs := map[*Term]float64{}
	for _, s := range u.spaces {
		if s.joined != "" {
			if u.found.Words[s.joined].Articles > 0 && len(u.Expansions) < maxExpansions {
				u.addForm(s.from, []string{s.joined})
			}
			continue
		}
		if n := u.apart(s); n > pairs[s.from[0]] {
			best[s.from[0]], pairs[s.from[0]] = s, n
		}
	}
	for _, s := range u.spaces {
		if best[s.from[0]] == s && len(u.Expansions) < maxExpansions {
			u.addForm(s.from, s.pieces)
		}
	}
}

func (u *Understood) addForm(from []*Term, terms []string) {
	x := newForm(from, terms, Spacing)
	x.Written, x.Same = strings.Join(terms, " "), true
	u.Expansions = append(u.Expansions, x)
}

// apart decides what the pieces of s are and returns how often the collection has the rarest pair of them side by side; 0
// when they are not another spelling of the word.
func (u *Understood) apart(s *spacing) float64 {
	if s.evidence == nil {
		return 0
	}
	restored := language.Restore(s.pieces, s.candidates, make([][]language.Slip, len(s.pieces)), s.evidence)
	rarest, share := 0.0, 1.0
	for i := 1; i < len(restored); i++ {
		a, b := restored[i-1].Best, restored[i].Best
		n := s.evidence.Pair[i][a*len(s.candidates[i])+b]
		if i == 1 || n < rarest {
			rarest = n
		}
		share = min(share, n/max(min(s.evidence.Single[i-1][a], s.evidence.Single[i][b]), 1))
	}
	known := float64(u.found.Words[s.from[0].Canonical].Articles)
	switch {
	case rarest == 0:
		return 0
	case s.foreign && share < halfShare && !slices.ContainsFunc(s.pieces, endsInDigit):
		return 0
	case !s.foreign && len(s.pieces) == 2 && known > 0 && rarest < splitShare*known:
		return 0
	}
	for i, r := range restored {
		s.pieces[i] = r.Candidates[r.Best]
	}
	return rarest
}
