package engine

import "unicode/utf8"

// paths is an automaton over the bytes of terms that follows the letters of their
// folds: it stays alive as long as a term can still become a wanted one. It accepts
// a little too much, since a letter's fold may depend on those around it: what
// it accepts has to be looked at once more. It is made state by state as it is
// walked, and is for one walk at a time.
type paths struct {
	letters []rune
	folder  func(string) string
	want    wanted
	states  []pathState
	next    [][256]int32 // the state after each byte, 0 when not known yet
	numbers map[pathState]int32
	folds   map[rune][]rune
}

// wanted says which folds are looked for.
type wanted uint8

const (
	equal       wanted = iota
	oneSlipAway        // a letter wrong, missing, too much or swapped with the next, or equal
	beginning          // those that begin with the letters
)

// maxPathLetters is the number of letters that fit into a state.
const maxPathLetters = 60

// pathState says how many of the wanted letters have been read, in bits, since with a slip
// there are several ways.
type pathState struct {
	same    uint64 // without a slip
	slipped uint64 // with one
	swapped uint64 // the second of two that are swapped has just been read, and the first has to follow
	partial [utf8.UTFMax]byte
	bytes   uint8 // of a letter that is not complete
}

// The states that every automaton has.
const (
	noPath    = 1
	firstPath = 2
)

func newPaths(letters []rune, folder func(string) string, want wanted) *paths {
	p := &paths{letters: letters, folder: folder, want: want, numbers: map[pathState]int32{}, folds: map[rune][]rune{}}
	p.states, p.next = make([]pathState, 1), make([][256]int32, 1) // 0 stands for nothing
	p.number(pathState{})
	p.number(pathState{same: 1})
	return p
}

// number returns the number of a state.
func (p *paths) number(s pathState) int32 {
	n := p.numbers[s]
	if n == 0 {
		n = int32(len(p.states))
		p.numbers[s] = n
		p.states, p.next = append(p.states, s), append(p.next, [256]int32{})
	}
	return n
}

// Start implements segment.Automaton.
func (p *paths) Start() int { return firstPath }

// IsMatch implements segment.Automaton.
func (p *paths) IsMatch(state int) bool {
	s, end := &p.states[state], uint64(1)<<len(p.letters)
	if s.bytes > 0 {
		return false
	}
	return s.same&end != 0 || s.slipped&end != 0 || p.want == oneSlipAway && s.same<<1&end != 0
}

// CanMatch implements segment.Automaton.
func (p *paths) CanMatch(state int) bool { return state != noPath }

// WillAlwaysMatch implements segment.Automaton.
func (p *paths) WillAlwaysMatch(int) bool { return false }

// Accept implements segment.Automaton.
func (p *paths) Accept(state int, b byte) int {
	next := p.next[state][b]
	if next == 0 {
		next = p.number(p.step(p.states[state], b))
		p.next[state][b] = next
	}
	return int(next)
}

// step returns the state after one more byte.
func (p *paths) step(s pathState, b byte) pathState {
	s.partial[s.bytes] = b
	s.bytes++
	if !utf8.FullRune(s.partial[:s.bytes]) {
		return s
	}
	letter, _ := utf8.DecodeRune(s.partial[:s.bytes])
	s.partial, s.bytes = [utf8.UTFMax]byte{}, 0
	for _, r := range p.fold(letter) {
		s = p.read(s, r)
	}
	if s.same|s.slipped|s.swapped == 0 {
		return pathState{}
	}
	return s
}

// fold returns the letters that a letter folds to by itself.
func (p *paths) fold(letter rune) []rune {
	folded, known := p.folds[letter]
	if !known {
		folded = []rune(p.folder(string(letter)))
		p.folds[letter] = folded
	}
	return folded
}

// read returns the state after one more letter of a fold.
func (p *paths) read(s pathState, r rune) pathState {
	var at uint64 // where the letter is wanted
	for i, letter := range p.letters {
		// At the end of some syllables y is folded to i.
		if letter == r || letter == 'i' && r == 'y' {
			at |= 1 << i
		}
	}
	end := uint64(1) << len(p.letters)
	next := pathState{same: s.same & at << 1}
	switch p.want {
	case beginning:
		next.same |= s.same & end
	case oneSlipAway:
		all := end<<1 - 1
		next.slipped = s.slipped & at << 1
		next.slipped |= s.same                // it is too much
		next.slipped |= s.same << 1           // it stands for another
		next.slipped |= s.same << 1 & at << 1 // the one before it is missing
		next.slipped |= s.swapped & at << 2
		next.slipped &= all
		next.swapped = s.same & (at >> 1)
	}
	return next
}

// isNear reports whether b is a with one slip, or a.
func isNear(a, b []rune) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}
