package dup

import "slices"

// Likeness is how much two texts have in common.
type Likeness struct {
	// Jaccard is the share of the runs of three words in either text that are in both.
	Jaccard float64
	// Numbers is how many different numbers both have, of at most LeastNumbers
	// that could be: all those of the text that has fewer.
	Numbers, LeastNumbers int
	// Counted is the same for the runs that a number is in: a number between
	// the same words is the same figure, a 25 somewhere else is not.
	Counted, LeastCounted int
	// Series says that both begin with the same words, and then with another number:
	// "Giá vàng hôm nay 26/6" and "Giá vàng hôm nay 27/6" are numbers of a series.
	Series bool
}

// The thresholds of Near. They were chosen on 300 pairs of real news judged by
// hand, see TestJudgedPairs: 0.93 of what they find is right, and they find 0.74
// of the pairs that tell the same news and share at least 0.35 of their runs,
// 0.99 of those that share half. Of what words alone find at 0.38, 0.91 is right.
const (
	// nearJaccard is from where on most pairs are one story in the words of one agency.
	nearJaccard = 0.38
	// nearNumbers is the share of the numbers that must agree, but for
	// freeNumbers of them: papers round, and add the hour.
	nearNumbers = 0.75
	freeNumbers = 1
	// nearCounted and freeCounted are the same for the runs with numbers. Here
	// fail bulletins of successive days, whose small numbers are alike.
	nearCounted = 0.6
	freeCounted = 4
	// Of texts that share halfJaccard of their runs and have fewer than fewNumbers
	// numbers, freeOfFew may differ: what looks alike every day has more numbers.
	halfJaccard = 0.5
	fewNumbers  = 8
	freeOfFew   = 3
)

// Near reports whether texts with this likeness are the same story.
func (l Likeness) Near() bool {
	if l.Series && l.Numbers < l.LeastNumbers { // else each number of one is in the other
		return false
	}
	least := nearNumbers * float64(l.LeastNumbers)
	if l.Jaccard >= halfJaccard && l.LeastNumbers < fewNumbers {
		return float64(l.Numbers) >= least-freeOfFew
	}
	return l.Jaccard >= nearJaccard && float64(l.Numbers) >= least-freeNumbers &&
		float64(l.Counted) >= nearCounted*float64(l.LeastCounted)-freeCounted
}

// Set is a Text made ready for comparing.
type Set struct {
	head          []uint32 // the first words, as they come
	runs, numbers []uint32
	counted       int // of the runs, how many have a number in them
}

// Set prepares t.
func (t Text) Set() Set {
	s := Set{head: slices.Clone(t[:min(len(t), headWords)]), runs: t.runs(), numbers: t.numbers()}
	for _, r := range s.runs {
		s.counted += int(r & numberBit)
	}
	return s
}

// Compare measures the likeness of two texts. Empty ones are like nothing.
func Compare(a, b Set) Likeness {
	if len(a.runs) == 0 || len(b.runs) == 0 {
		return Likeness{}
	}
	both, counted := common(a.runs, b.runs)
	_, numbers := common(a.numbers, b.numbers)
	return Likeness{
		Jaccard: float64(both) / float64(len(a.runs)+len(b.runs)-both),
		Numbers: numbers, LeastNumbers: min(len(a.numbers), len(b.numbers)),
		Counted: counted, LeastCounted: min(a.counted, b.counted),
		Series: series(a.head, b.head),
	}
}

const (
	// headWords are those in which the headline of a series has its number.
	headWords = 12
	// leastFrame is the fewest words before it: "Bản tin 5", "SEA Games 29".
	leastFrame = 2
)

// series reports whether two texts begin alike up to a number that differs.
func series(a, b []uint32) bool {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i >= leastFrame && a[i]&b[i]&numberBit != 0
		}
	}
	return false
}

// common counts what two rising sets share, and of that what has numberBit.
func common(a, b []uint32) (all, numbers int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			all++
			numbers += int(a[0] & numberBit)
			a, b = a[1:], b[1:]
		}
	}
	return all, numbers
}
