package understand

import "strings"

// placeKinds are the kinds of places with the letter that addresses write for them: Q.1, P.Bến Nghé, TP.Huế.
var placeKinds = []struct{ long, short string }{
	{"quận", "q"}, {"phường", "p"}, {"huyện", "h"}, {"thành phố", "tp"}, {"thị xã", "tx"}, {"thị trấn", "tt"},
}

// expandPlaces expands the kinds of places among terms that stand before a number or a name.
func (e *expander) expandPlaces(terms []*Term) {
	for i := range terms {
		for _, k := range placeKinds {
			long := strings.Fields(k.long)
			if x := e.placeIn(terms[i:], long, k.short); x != nil && len(e.Expansions) < maxExpansions {
				x.Same = true
				e.Expansions = append(e.Expansions, x)
			}
		}
	}
}

// placeIn expands the kind of place that terms begin with, long or short.
func (e *expander) placeIn(terms []*Term, long []string, short string) *Expansion {
	n := len(long)
	if len(terms) > n && strings.Join(reads(terms[:n]), " ") == strings.Join(long, " ") && terms[n].Before == terms[n-1] {
		if isNumber(terms[n].Canonical) {
			return e.place(terms[:n+1], []string{short + terms[n].Canonical}) // quận 1: Q.1, Q1
		}
		if startsUpper(terms[n].Typed) || !startsUpper(terms[0].Typed) {
			return e.place(terms[:n], []string{short})
		}
		return nil
	}
	first := terms[0].Canonical
	if number, ok := strings.CutPrefix(first, short); ok && isNumber(number) {
		return e.place(terms[:1], append(long[:n:n], number)) // Q1
	}
	if first != short {
		return nil
	}
	if len(terms) > 1 && isNumber(terms[1].Canonical) && terms[1].Start-terms[0].End <= maxGap {
		return e.place(terms[:2], append(long[:n:n], terms[1].Canonical)) // Q. 1, Q.1
	}
	if e.text[terms[0].End:] != "" && e.text[terms[0].End] == '.' {
		return e.place(terms[:1], long) // P. Bến Nghé
	}
	return nil
}

// maxGap is the most bytes between a kind of place and its number: a point and a space.
const maxGap = 2

func (e *expander) place(from []*Term, terms []string) *Expansion {
	x := newForm(from, terms, Abbreviations)
	x.Written = strings.Join(terms, " ")
	return x
}

// isNumber reports whether s is a number of one or two digits.
func isNumber(s string) bool {
	return s != "" && len(s) <= 2 && strings.Trim(s, "0123456789") == ""
}

func startsUpper(s string) bool {
	for _, r := range s {
		return strings.ToUpper(string(r)) == string(r)
	}
	return false
}
