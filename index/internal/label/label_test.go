package label

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestClass(t *testing.T) {
	for _, c := range []struct {
		name   string
		groups [][]string // of spellings that are one label
	}{
		{"case and form", [][]string{{"Thế Giới", "thế giới", norm.NFD.String("Thế giới"), "THẾ  GIỚI", "Thế-giới"}}},
		{"without marks", [][]string{{"Thế giới", "The gioi", "THE GIOI"}}},
		{"marks", [][]string{{"Đường"}, {"Dương"}, {"Duong"}, {"Dưỡng"}, {"Đuong"}}},
		{"ambiguous", [][]string{{"Lê Hà"}, {"Lệ Hà"}, {"Le Ha", "le ha"}}},
		{"tone placement", [][]string{{"Hòa Bình", "Hoà Bình", "Hoa Binh"}}},
		{"no words", [][]string{{"!!!"}, {"???"}}},
	} {
		var spellings []string
		want := map[string]int{}
		for i, group := range c.groups {
			for _, s := range group {
				spellings, want[s] = append(spellings, s), i
			}
		}
		class := NewClass(spellings)
		for i, a := range spellings {
			for j, b := range spellings {
				if got := class.Label(i) == class.Label(j); got != (want[a] == want[b]) {
					t.Errorf("%s: %q and %q are one label: %t", c.name, a, b, got)
				}
			}
		}
	}
}

func TestMeant(t *testing.T) {
	class := NewClass([]string{"Lê Hà", "LÊ HÀ", "Lệ Hà", "Lẽ Ha"})
	for value, want := range map[string][]string{
		"lê hà": {"Lê Hà", "LÊ HÀ"}, "lê ha": {"Lê Hà", "LÊ HÀ", "Lệ Hà"}, "lệ hà": {"Lệ Hà"}, "lẽ hà": nil,
		"le ha": {"Lê Hà", "LÊ HÀ", "Lệ Hà", "Lẽ Ha"}, "lê": nil,
	} {
		if got := class.Meant(value); !slices.Equal(got, want) {
			t.Errorf("%q means %q, want %q", value, got, want)
		}
	}
}

// A label means itself: its spellings and no others, whichever of them is asked for.
func TestLabelsMeanThemselves(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 3000 {
		spellings := randomSpellings(r)
		class := NewClass(spellings)
		for i, s := range spellings {
			var want []string
			for j := range spellings {
				if class.Label(j) == class.Label(i) {
					want = append(want, spellings[j])
				}
			}
			if got := class.Meant(s); !slices.Equal(got, want) {
				t.Fatalf("of %q, %q means %q, its label is %q", spellings, s, got, want)
			}
		}
		shuffled := slices.Clone(spellings)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for _, s := range spellings {
			got, want := NewClass(shuffled).Meant(s), class.Meant(s)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Fatalf("%q means %q in one order and %q in another", s, want, got)
			}
		}
	}
}

// randomSpellings writes two syllables in many ways.
func randomSpellings(r *rand.Rand) []string {
	first := []string{"the", "thế", "thể", "thê", "Thế", "THÊ"}
	second := []string{"hoa", "hòa", "hoà", "hỏa", "HÒA", "Hoá"}
	gaps := []string{" ", "  ", "-", " ", ", "}
	seen := map[string]bool{}
	for range 1 + r.IntN(7) {
		s := first[r.IntN(len(first))] + gaps[r.IntN(len(gaps))] + second[r.IntN(len(second))]
		if r.IntN(3) == 0 {
			s = norm.NFD.String(s)
		}
		seen[s] = true
	}
	var out []string
	for s := range seen {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func TestTerm(t *testing.T) {
	term := Term(norm.NFD.String("Thời sự"))
	if fold, label := Split(term); fold != "thoi su" || label != "Thời sự" || !strings.HasPrefix(term, Prefix(fold)) {
		t.Errorf("%q is %q and %q", term, fold, label)
	}
	if Term("") != "" {
		t.Error("nothing has a term")
	}
}

func TestBegins(t *testing.T) {
	for _, c := range []struct {
		typed, label string
		want         bool
	}{
		{"thời", "Thời sự", true}, {"thoi s", "Thời sự", true}, {"thời sự", "Thời sự", true}, {"Đư", "Đường", true},
		{"Đư", "Dương", false}, {"Du", "Dương", true}, {"thời sự quốc", "Thời sự", false}, {"", "Thời sự", false}, {"sự", "Thời sự", false},
	} {
		if got := Begins(c.typed, c.label); got != c.want {
			t.Errorf("%q begins %q: %t", c.typed, c.label, got)
		}
	}
}
