package analyzer

import "unicode/utf8"

// Some runes separate two words in one text and stand inside a word in another: zero-width spaces (nhập|phường, bi|ên), and
// the space before a mark that a converter set apart (Thi ̣trường, mu ̣c). Only the grammar can tell.

const (
	// maxSyllableBytes bounds what cutSoft takes for a syllable: nghiêng, with marks of their own and what is hidden between.
	maxSyllableBytes = 32
	// maxSoftCuts bounds how far cutSoft looks ahead.
	maxSoftCuts = 3
)

// setApart returns the length of a space at j and of the tone mark behind it that belongs to the word text[i:j], or 0.
func setApart(text string, i, j int) int {
	if text[j] != ' ' || j == i || j+1 == len(text) || text[j+1] != 0xCC {
		return 0
	}
	mark, n := utf8.DecodeRuneInString(text[j+1:])
	if toneOfMark(mark) == Level {
		return 0
	}
	word := Normalize(text[max(i, j-maxSyllableBytes):j])
	last, _ := utf8.DecodeLastRuneInString(word)
	if !takesMark(last, mark) {
		return 0
	}
	return 1 + n
}

// cutSoft decides where the run text[i:end] ends if it has soft runes: behind the first syllable when the run is no syllable,
// but all that stands between its soft runes is. Otherwise it is one word.
func cutSoft(text string, i, end int, soft bool) (cut, next int) {
	if !soft || end-i <= maxSyllableBytes && IsSyllable(Term(text[i:end])) {
		return end, end
	}
	cuts := softCuts(text, i, end)
	if len(cuts) == 0 {
		return end, end
	}
	if len(cuts) < maxSoftCuts {
		cuts = append(cuts, softCut{end, end})
	}
	at := make([]int, len(cuts)+1) // at[k]: the number of the cut behind the syllable that begins at cut k-1; 0 for none
	for k := len(cuts) - 1; k >= 0; k-- {
		start := i
		if k > 0 {
			start = cuts[k-1].next
		}
		for m := k; m < len(cuts); m++ {
			last := m == len(cuts)-1 // what lies past the limit is decided next time
			if (last || at[m+1] > 0) && cuts[m].end-start <= maxSyllableBytes && IsSyllable(Term(text[start:cuts[m].end])) {
				at[k] = m + 1
			}
		}
	}
	if at[0] == 0 {
		return end, end
	}
	first := cuts[at[0]-1]
	return first.end, first.next
}

// softCut is a place where a word may end, and the next begin.
type softCut struct{ end, next int }

// softCuts lists the first places in text[i:end] where a letter follows soft runes, at most maxSoftCuts.
func softCuts(text string, i, end int) []softCut {
	cuts := make([]softCut, 0, maxSoftCuts)
	wordEnd, soft := i, false
	for j := i; j < end; {
		c, n := classAt(text, j)
		switch {
		case c == classHidden:
			soft = true
		case text[j] == ' ': // a mark follows
			soft = true
			_, m := utf8.DecodeRuneInString(text[j+1:])
			n += m
			wordEnd = j + n
		case c == classMark:
			wordEnd = j + n
		default:
			if soft && j > i {
				if cuts = append(cuts, softCut{wordEnd, j}); len(cuts) == maxSoftCuts {
					return cuts
				}
			}
			soft = false
			wordEnd = j + n
		}
		j += n
	}
	return cuts
}
