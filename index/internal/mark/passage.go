package mark

import (
	"strings"
	"unicode/utf8"
)

// passage is a stretch of a text.
type passage struct {
	text       string
	start, end int
	spans      []span // of the whole text
	score      float64
}

// leadPreference favours the lead when the body has nothing better to show:
// it was written to be read alone.
const leadPreference = 1.2

// Weights of a passage, in units of one word of the query that occurs.
const (
	repeatedWord = 0.1 // each further occurrence
	looseWord    = 0.3 // an occurrence of a variant of what was understood
	adjacentWord = 0.6 // beside the word that it stands beside in the query
)

// passage returns the stretch of at most that many runes with the most of the
// query, the first of several; its score is 0 when none scores more than least,
// and then it is the beginning.
//
// Where sentences and words begin and end takes long to find. So it is looked
// for only where the matches within reach could make the best passage.
func (m *Marker) passage(text string, spans []span, runes int, least float64) passage {
	best := passage{text: text, spans: spans}
	m.reach(text, spans, runes)
	chosen, score := len(spans), least
	try := func(i int) {
		if m.most[i] < score || m.most[i] == score && (i > chosen || chosen == len(spans)) {
			return
		}
		start := sentenceStart(text, spans[i].start, runes/3)
		end := cut(text, start, runes)
		if got := m.value(spans[i:], end, len(text)); got > score || got == score && i < chosen && chosen < len(spans) {
			best.start, best.end, chosen, score = start, end, i, got
		}
	}
	promising := 0
	for i := range m.most {
		if m.most[i] > m.most[promising] {
			promising = i
		}
	}
	if len(spans) > 0 {
		try(promising)
	}
	for i := range spans {
		if i != promising {
			try(i)
		}
	}
	if chosen == len(spans) {
		best.end = cut(text, 0, runes)
		return best
	}
	best.score = score
	return best
}

// reach fills in m.most: what the passage that shows a match first can score at
// most. A passage begins at its first match or before, so the matches that begin
// that many runes past it or farther are not in it.
func (m *Marker) reach(text string, spans []span, runes int) {
	m.most = m.most[:0]
	limit, ahead := 0, 0 // the rune at limit is ahead runes past the match
	for i := range spans {
		if i > 0 {
			ahead -= startsOfRunes(text[spans[i-1].start:spans[i].start])
		}
		if limit < spans[i].start {
			limit, ahead = spans[i].start, 0
		}
		for ; limit < len(text); limit++ {
			if !utf8.RuneStart(text[limit]) {
				continue
			}
			if ahead == runes {
				break
			}
			ahead++
		}
		m.most = append(m.most, m.value(spans[i:], len(text), limit))
	}
}

// startsOfRunes counts the runes of a text. Of one that is not UTF-8 it counts
// fewer than a decoder does.
func startsOfRunes(text string) int {
	n := 0
	for i := range len(text) {
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return n
}

// value rates the spans up to the byte end, of which none begins at limit or past it.
func (m *Marker) value(spans []span, end, limit int) float64 {
	clear(m.seen)
	total := 0.0
	for i, s := range spans {
		if s.end > end || s.start >= limit {
			break
		}
		worth := 1.0
		if !s.read {
			worth = looseWord
		}
		total += max(worth-m.seen[s.term], repeatedWord*worth)
		m.seen[s.term] = max(m.seen[s.term], worth)
		if i > 0 && m.query.Terms[s.term].Before == spans[i-1].term && s.start-spans[i-1].end <= maxGap {
			total += adjacentWord * worth
		}
	}
	return total
}

// sentenceStart returns where to begin a passage that shows byte at: at the
// start of its sentence when that is at most runes before, else some words before.
func sentenceStart(text string, at, runes int) int {
	start, n := at, 0
	word := at // the start of the last word seen going back
	for start > 0 && n < runes {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if r == '\n' || start < at && text[start] == ' ' && strings.ContainsRune(".!?…", r) {
			return skipSpace(text, start)
		}
		if r == ' ' && n <= runes/3 {
			word = start
		}
		start -= size
		n++
	}
	if start == 0 {
		return 0
	}
	return word
}

func skipSpace(text string, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\n') {
		i++
	}
	return i
}

// cut returns the end of the last whole word within that many runes from start.
func cut(text string, start, runes int) int {
	end, n, space := start, 0, -1
	for end < len(text) && n < runes {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r == ' ' || r == '\n' {
			space = end
		}
		end += size
		n++
	}
	if end == len(text) {
		return end
	}
	if text[end] == ' ' || text[end] == '\n' || space < 0 {
		return wholeCluster(text, end)
	}
	return space
}

// wholeCluster moves end past the combining marks that belong to the letter before it.
func wholeCluster(text string, end int) int {
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r < 0x300 || r > 0x36f {
			break
		}
		end += size
	}
	return end
}

// cutOut cuts the passage out of its text, "…" where more stands, and moves its marks.
func (p *passage) cutOut(k *kinds) (text string, marks [][2]int) {
	const ellipsis = "… "
	var b strings.Builder
	if p.start > 0 {
		b.WriteString(ellipsis)
	}
	shift := b.Len() - p.start
	// Line breaks become spaces: as many bytes, so that the offsets stay.
	b.WriteString(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, p.text[p.start:p.end]))
	if p.end < len(p.text) {
		b.WriteString(" …")
	}
	for _, sp := range k.shown(p.spans) {
		if sp.start >= p.start && sp.end <= p.end {
			marks = append(marks, [2]int{sp.start + shift, sp.end + shift})
		}
	}
	return b.String(), marks
}
