package eval

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
)

// Perturbation is a way in which people type a query differently from how it
// is written. The words change; operators, filters, quotes and numbers stay, and
// so do excluded words where a perturbation loses something.
type Perturbation struct {
	// Name is what --perturb takes and reports print.
	Name string
	// What says in English what is done.
	What string
	// apply changes a query. It is random only through rng.
	apply func(query string, rng *rand.Rand) string
}

// Clean is the name of the perturbation that changes nothing; the losses of the
// others are measured against it.
const Clean = "none"

// Perturbations are all there are, Clean first.
func Perturbations() []Perturbation {
	return []Perturbation{
		{Clean, "as it stands", func(q string, _ *rand.Rand) string { return q }},
		{"unmarked", "without any marks", unmark},
		{"nfd", "in decomposed Unicode (NFD)", eachWord(norm.NFD.String)},
		{"tone", "tone marks in the other placement: hoà for hòa", eachWord(moveTone)},
		{"iy", "i for y and y for i where both are right: kĩ for kỹ", eachWord(analyzer.SwapIY)},
		{"capitals", "in capitals", eachWord(strings.ToUpper)},
		{"telex", "as raw Telex keys: ddieejn", eachWord(analyzer.EncodeTelex)},
		{"vni", "as raw VNI keys: d9ie6n5", eachWord(analyzer.EncodeVNI)},
		{"half", "each mark left out or not by the toss of a coin", dropHalf},
		{"typo", "one letter of one word wrong, missing, doubled or swapped with the next", typo},
	}
}

// Apply perturbs q. Equal queries give equal results, on every machine.
func (p Perturbation) Apply(q Query) string {
	h := fnv.New64a()
	h.Write([]byte(p.Name + "\t" + q.ID))
	return p.apply(q.Text, rand.New(rand.NewPCG(h.Sum64(), 1)))
}

// ParsePerturbations reads a list of names parted by commas, or "all". Clean is
// always there, and first: without it there is no loss to speak of.
func ParsePerturbations(list string) ([]Perturbation, error) {
	all := Perturbations()
	if strings.TrimSpace(list) == "all" {
		return all, nil
	}
	wanted := map[string]bool{Clean: true}
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.ToLower(strings.TrimSpace(name)); name == "" {
			continue
		}
		if !slices.ContainsFunc(all, func(p Perturbation) bool { return p.Name == name }) {
			return nil, fmt.Errorf("unknown perturbation %q; there are all, %s", name, strings.Join(names(all), ", "))
		}
		wanted[name] = true
	}
	return slices.DeleteFunc(all, func(p Perturbation) bool { return !wanted[p.Name] }), nil
}

func names(list []Perturbation) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.Name
	}
	return out
}

func eachWord(f func(string) string) func(string, *rand.Rand) string {
	return func(query string, _ *rand.Rand) string { return mapWords(query, f) }
}

func unmark(query string, _ *rand.Rand) string { return mapWanted(query, analyzer.StripMarks) }

// moveTone writes the tone in the new style, or in the old if it is new already.
func moveTone(w string) string {
	if moved := analyzer.NewTone(w); moved != analyzer.Normalize(w) {
		return moved
	}
	return analyzer.OldTone(w)
}

// dropHalf leaves out each tone, circumflex, breve, horn and stroke with
// probability one half.
func dropHalf(query string, rng *rand.Rand) string {
	return mapWanted(query, func(w string) string {
		var b strings.Builder
		for _, r := range norm.NFD.String(w) {
			switch {
			case r >= 0x0300 && r <= 0x036F:
				if rng.IntN(2) == 0 {
					continue
				}
			case r == 'đ' && rng.IntN(2) == 0:
				r = 'd'
			case r == 'Đ' && rng.IntN(2) == 0:
				r = 'D'
			}
			b.WriteRune(r)
		}
		return norm.NFC.String(b.String())
	})
}
