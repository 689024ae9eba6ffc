package complete

import "strings"

const (
	// minSlipBytes is the length from which a slip leaves something to go by.
	minSlipBytes = 4
	slipLetters  = "abcdefghijklmnopqrstuvwxyz "
)

// slips yields the entries that begin with folds after one slip is put right: a
// letter too many, too few, wrong, or two exchanged. The spans are what follow
// found. A slip can only lie before the place where nothing was found.
func (t *Table) slips(folds []string, spans []span) func(yield func(span) bool) {
	typed := strings.Join(folds, " ")
	return func(yield func(span) bool) {
		if len(typed) < minSlipBytes {
			return
		}
		last := min(len(spans), len(folds)-1) // the word where nothing was found
		end := len(strings.Join(folds[:last+1], " "))
		var near []byte
		try := func(before, with, after string) bool {
			near = append(append(append(near[:0], before...), with...), after...)
			if s := t.followNear(string(near), folds, spans, len(before)); !s.empty() {
				return yield(s)
			}
			return true
		}
		for i := 0; i <= end; i++ {
			// With a letter more or less at its end it is the same beginning.
			if i < len(typed)-1 && !try(typed[:i], "", typed[i+1:]) {
				return
			}
			if i+1 < len(typed) && typed[i] != typed[i+1] && !try(typed[:i], typed[i+1:i+2]+typed[i:i+1], typed[i+2:]) {
				return
			}
			for j := range len(slipLetters) {
				if i < len(typed) && slipLetters[j] != typed[i] &&
					(!try(typed[:i], slipLetters[j:j+1], typed[i+1:]) || !try(typed[:i], slipLetters[j:j+1], typed[i:])) {
					return
				}
			}
		}
	}
}

// followNear follows a text that differs from folds from a byte on.
func (t *Table) followNear(near string, folds []string, spans []span, differs int) span {
	left, depth, start := span{0, t.Len()}, 0, 0
	// The words that end before that byte and are whole in both are known.
	for depth < min(len(spans), len(folds)-1) && start+len(folds[depth]) < differs {
		left = spans[depth]
		start += len(folds[depth]) + 1
		depth++
	}
	if start > len(near) {
		return span{}
	}
	rest := near[start:]
	for more := true; more && !left.empty(); depth++ {
		var fold string
		fold, rest, more = strings.Cut(rest, " ")
		if fold == "" && more {
			return span{}
		}
		left = t.narrow(left, depth, t.codes(fold, !more))
	}
	return left
}
