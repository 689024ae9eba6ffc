package dup

// Likeness is how much two texts have in common.
type Likeness struct {
	// Jaccard is the share of the runs of three words in either text that are in both.
	Jaccard float64
	// Contained is the share of the runs of the shorter text that are in the other.
	Contained float64
	// Numbers is how many different numbers both have, of at most Least that
	// could be: all those of the text that has fewer.
	Numbers, Least int
}

// The thresholds of Near. They were chosen on pairs of real news judged by
// hand; see CONTRIBUTING.md for the figures.
const (
	// nearJaccard is enough alone: from here on most pairs are one story in
	// one agency's words.
	nearJaccard = 0.45
	// nearContained finds reprints that were cut: most of the shorter one is in
	// the longer, and enough of the longer in the shorter that it is not a
	// round-up of many stories.
	nearContained = 0.75
	cutJaccard    = 0.33
	// nearNumbers is the share of the numbers that must agree, but for
	// freeNumbers of them: papers round, and add the hour.
	nearNumbers = 0.75
	freeNumbers = 1
)

// Near reports whether texts with this likeness are the same story.
func (l Likeness) Near() bool {
	if float64(l.Numbers) < nearNumbers*float64(l.Least)-freeNumbers {
		return false
	}
	return l.Jaccard >= nearJaccard || l.Contained >= nearContained && l.Jaccard >= cutJaccard
}

// Set is a Text made ready for comparing.
type Set struct{ runs, numbers []uint32 }

// Set prepares t.
func (t Text) Set() Set { return Set{t.runs(), t.numbers()} }

// Compare measures the likeness of two texts. Empty ones are like nothing.
func Compare(a, b Set) Likeness {
	if len(a.runs) == 0 || len(b.runs) == 0 {
		return Likeness{}
	}
	both := float64(common(a.runs, b.runs))
	return Likeness{
		Jaccard:   both / (float64(len(a.runs)+len(b.runs)) - both),
		Contained: both / float64(min(len(a.runs), len(b.runs))),
		Numbers:   common(a.numbers, b.numbers),
		Least:     min(len(a.numbers), len(b.numbers)),
	}
}

// common counts what two rising sets share.
func common(a, b []uint32) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}
