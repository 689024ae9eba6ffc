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
	// SameFigures and OtherFigures count the places where both have a number between the same
	// words, and it is the same, or another.
	SameFigures, OtherFigures int
	// OtherDays says that both name days and none of one is named by the other, OtherDay
	// that the first days are different ones.
	OtherDays, OtherDay bool
	// OtherNames says that the headline of either has names that its text goes on about and
	// that the other does not have at all: two matches of one day.
	OtherNames bool
}

// The thresholds of Near. They were chosen on 300 pairs of real news judged by
// hand, see TestJudgedPairs: 0.97 of what they find is right, and they find 0.75
// of the pairs that tell the same news and share at least 0.35 of their runs,
// 0.95 of those that share half (0.99 before bulletins were told apart). Of what words alone find at 0.38, 0.92 is right.
// TestSeries has 108 pairs of bulletins.
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
	// Headlines with other names are of one story where fewFigures agree.
	fewFigures = 3
)

// Near reports whether texts with this likeness are the same story.
func (l Likeness) Near() bool {
	return l.Jaccard >= nearJaccard && !l.another() && (l.fewAgree() || l.mostAgree())
}

// another reports whether the texts are alike because the same is written each day, or
// about each match: the figures in the same words, or the days, are others.
func (l Likeness) another() bool {
	if l.Series && l.Numbers < l.LeastNumbers { // else each number of one is in the other
		return true
	}
	if l.OtherFigures >= 2 && 3*l.OtherFigures > l.SameFigures || l.OtherNames && l.SameFigures < fewFigures {
		return true
	}
	if l.LeastNumbers < fewNumbers {
		return l.Numbers == 0 && (l.OtherFigures > 0 || l.OtherDays) || l.OtherDays && l.OtherFigures > 0
	}
	return l.OtherDays || l.OtherDay && l.OtherFigures > 0
}

// fewAgree reports whether there are so few numbers that it is enough that none stands
// against another.
func (l Likeness) fewAgree() bool {
	return l.LeastNumbers < fewNumbers && l.OtherFigures == 0 && !l.OtherDays
}

// mostAgree reports whether most numbers of one are in the other.
func (l Likeness) mostAgree() bool {
	least := nearNumbers * float64(l.LeastNumbers)
	if l.Jaccard >= halfJaccard && l.LeastNumbers < fewNumbers {
		return float64(l.Numbers) >= least-freeOfFew
	}
	return float64(l.Numbers) >= least-freeNumbers && float64(l.Counted) >= nearCounted*float64(l.LeastCounted)-freeCounted
}

// Set is a Text made ready for comparing.
type Set struct {
	head          []uint32 // the first words, as they come
	runs, numbers []uint32
	counted       int // of the runs, how many have a number in them
	figures       []figure
	days          []uint32
	words, names  []uint32 // rising; names are those of the head that come again
}

// Set prepares t.
func (t Text) Set() Set {
	s := Set{head: slices.Clone(t[:min(len(t), headWords)]), runs: t.runs(), numbers: t.numbers(), figures: t.figures(), days: t.days()}
	s.words, s.names = t.names()
	for i, w := range s.head {
		s.head[i] = plain(w)
	}
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
	same, other := compareFigures(a.figures, b.figures)
	return Likeness{
		Jaccard: float64(both) / float64(len(a.runs)+len(b.runs)-both),
		Numbers: numbers, LeastNumbers: min(len(a.numbers), len(b.numbers)),
		Counted: counted, LeastCounted: min(a.counted, b.counted),
		Series:      series(a.head, b.head),
		SameFigures: same, OtherFigures: other,
		OtherDays:  otherDays(a.days, b.days),
		OtherNames: missing(a.names, b.words) >= fewestNames && missing(b.names, a.words) >= fewestNames,
		OtherDay:   len(a.days) > 0 && len(b.days) > 0 && !sameDay(a.days[0], b.days[0]),
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
