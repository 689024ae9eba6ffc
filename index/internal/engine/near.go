package engine

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Near calls yield with every word whose fold is one slip away from fold, or
// equal to it: a letter wrong, missing, too much, or swapped with the next.
// Letters are code points. words are sorted as by [Segment.Words]. A word may
// be given more than once. The time grows with the letters of fold and the
// letters that words go on with, not with the number of words.
func Near(words []Word, fold string, yield func(Word)) {
	letters := []rune(fold)
	w := nearWalk{letters: letters, yield: yield}
	for i := 0; i <= len(letters) && len(words) > 0; i++ {
		w.at(words, i)
		if i < len(letters) {
			w.prefix = utf8.AppendRune(w.prefix, letters[i])
			words = WithPrefix(words, string(w.prefix))
		}
	}
}

// nearWalk goes along the letters that were typed and tries each slip at each.
type nearWalk struct {
	letters []rune
	prefix  []byte // the letters so far, without a slip
	buf     []byte
	yield   func(Word)
}

// at tries the slips at letter i. words begin with the letters before it.
func (w *nearWalk) at(words []Word, i int) {
	rest := w.letters[i:]
	if len(rest) == 0 {
		w.find(words)
	}
	if len(rest) > 0 {
		w.find(words, rest[1:]...) // it is too much
	}
	if len(rest) > 1 && rest[0] != rest[1] {
		w.find(words, append([]rune{rest[1], rest[0]}, rest[2:]...)...)
	}
	for len(words) > 0 {
		next, size := utf8.DecodeRuneInString(words[0].Fold[len(w.prefix):])
		if size == 0 {
			words = words[1:]
			continue
		}
		same := WithPrefix(words, words[0].Fold[:len(w.prefix)+size])
		if len(rest) > 0 && next != rest[0] {
			w.find(same, append([]rune{next}, rest[1:]...)...) // wrong
		}
		w.find(same, append([]rune{next}, rest...)...) // missing
		words = words[len(same):]
	}
}

// find yields the words that go on with exactly rest behind the prefix.
func (w *nearWalk) find(words []Word, rest ...rune) {
	w.buf = append(w.buf[:0], w.prefix...)
	for _, r := range rest {
		w.buf = utf8.AppendRune(w.buf, r)
	}
	Exactly(words, string(w.buf), w.yield)
}

// Exactly calls yield with the words of that fold.
func Exactly(words []Word, fold string, yield func(Word)) {
	i, _ := slices.BinarySearchFunc(words, fold, func(w Word, f string) int { return cmp.Compare(w.Fold, f) })
	for ; i < len(words) && words[i].Fold == fold; i++ {
		yield(words[i])
	}
}
