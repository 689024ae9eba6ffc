package facet

import (
	"slices"

	"github.com/newssearch/newssearch/index/internal/label"
)

// labels are the labels of a view in one field, parted as a filter parts them.
type labels struct {
	terms []string // all of the index, rising
	// label holds for each term the number of its label; there are count.
	label []uint32
	count int
	// of holds for each segment and each of its terms the place in terms.
	of [][]uint32
}

// labelsOf returns the labels of a field. They are found once for each view.
func (v *View) labelsOf(field string) (*labels, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if l := v.labels[field]; l != nil {
		return l, nil
	}
	l := &labels{}
	for _, seg := range v.snap.Segments {
		values, err := seg.Labels(field)
		if err != nil {
			return nil, err
		}
		l.terms = append(l.terms, values.Names...)
	}
	slices.Sort(l.terms)
	l.terms = slices.Compact(l.terms)
	l.part()
	for _, seg := range v.snap.Segments {
		values, err := seg.Labels(field)
		if err != nil {
			return nil, err
		}
		at := make([]uint32, len(values.Names))
		n := 0
		for i, name := range values.Names { // both rise
			for l.terms[n] != name {
				n++
			}
			at[i] = uint32(n)
		}
		l.of = append(l.of, at)
	}
	v.labels[field] = l
	return l, nil
}

// part numbers the labels, fold by fold.
func (l *labels) part() {
	l.label = make([]uint32, len(l.terms))
	for first := 0; first < len(l.terms); {
		fold, spelling := label.Split(l.terms[first])
		spellings := []string{spelling}
		end := first + 1
		for ; end < len(l.terms); end++ {
			next, spelling := label.Split(l.terms[end])
			if next != fold {
				break
			}
			spellings = append(spellings, spelling)
		}
		class := label.NewClass(spellings)
		numbers := map[int]uint32{}
		for i := range spellings {
			n, known := numbers[class.Label(i)]
			if !known {
				n = uint32(l.count)
				numbers[class.Label(i)] = n
				l.count++
			}
			l.label[first+i] = n
		}
		first = end
	}
}

// number is the number of the label that is spelled so; false when there is none.
func (l *labels) number(spelling string) (uint32, bool) {
	i, ok := slices.BinarySearch(l.terms, label.Term(spelling))
	if !ok {
		return 0, false
	}
	return l.label[i], true
}
