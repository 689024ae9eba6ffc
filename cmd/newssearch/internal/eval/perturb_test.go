package eval

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/newssearch/newssearch/analyzer"
)

func perturbation(t *testing.T, name string) Perturbation {
	t.Helper()
	for _, p := range Perturbations() {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("no perturbation %q", name)
	return Perturbation{}
}

func TestPerturb(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"none", "tinh giản biên chế", "tinh giản biên chế"},
		{"unmarked", "tinh giản biên chế ở Đắk Lắk", "tinh gian bien che o Dak Lak"},
		{"unmarked", `nguồn:VOV "cơ cấu lại" -đội sau:2018-03-01`, `nguồn:VOV "co cau lai" -đội sau:2018-03-01`},
		{"unmarked", "tiêu đề: cấm (giá OR vàng)", "tiêu đề: cấm (gia OR vang)"},
		{"unmarked", `title:"cấm xe" cấm`, `title:"cấm xe" cam`},
		{"unmarked", "mục: giá", "muc: gia"},
		{"nfd", "hoà mục:thể", "hoa\u0300 mục:thể"},
		{"tone", "hòa thuỷ quý toàn", "hoà thủy quý toàn"},
		{"iy", "kỹ lí tay", "kĩ lý tay"},
		{"capitals", "giá hoặc vàng nguồn:VnExpress", "GIÁ hoặc VÀNG nguồn:VnExpress"},
		{"capitals", "a HOẶC b", "A HOẶC B"},
		{"telex", "giản đường H5N1 title:chế", "gianr dduwowngf H5N1 title:chế"},
		{"vni", "giản đường 12/3", "gian3 d9u7o7ng2 12/3"},
		{"typo", "ở Ý 2018", "ở Ý 2018"},
		{"typo", `"cơ cấu lại" -đường tin*`, `"cơ cấu lại" -đường tin*`},
	}
	for _, tt := range tests {
		if got := perturbation(t, tt.name).Apply(Query{ID: "q", Text: tt.query}); got != tt.want {
			t.Errorf("%s of %q is %q, want %q", tt.name, tt.query, got, tt.want)
		}
	}
}

func TestHalf(t *testing.T) {
	half := perturbation(t, "half")
	dropped, kept := 0, 0
	for i := range 200 {
		q := Query{ID: strings.Repeat("x", i), Text: "đường thưởng nguyễn"}
		got := half.Apply(q)
		if again := half.Apply(q); again != got {
			t.Fatalf("%q and then %q of the same query", got, again)
		}
		for j, w := range strings.Fields(got) {
			want := strings.Fields(q.Text)[j]
			if !analyzer.Agrees(w, want) {
				t.Errorf("%q does not agree with %q", w, want)
			}
			d, k := analyzer.MarksDropped(w, want)
			dropped, kept = dropped+d, kept+k
		}
	}
	if share := float64(dropped) / float64(dropped+kept); share < .45 || share > .55 {
		t.Errorf("%.2f of the marks were dropped, want about a half", share)
	}
}

func TestTypo(t *testing.T) {
	typo := perturbation(t, "typo")
	kinds := map[int]int{} // by the change of length
	for i := range 300 {
		q := Query{ID: strings.Repeat("x", i), Text: "ở tỉnh Quảng Ninh"}
		got := typo.Apply(q)
		if got != typo.Apply(q) {
			t.Fatal("not the same twice")
		}
		before, after := strings.Fields(q.Text), strings.Fields(got)
		if len(after) != len(before) || after[0] != "ở" {
			t.Fatalf("%q: words came or went, or a short one changed", got)
		}
		changed := 0
		for j := range before {
			if before[j] != after[j] {
				changed++
				kinds[utf8.RuneCountInString(after[j])-utf8.RuneCountInString(before[j])]++
			}
		}
		if changed != 1 {
			t.Errorf("%q: %d words changed, want 1", got, changed)
		}
	}
	for _, d := range []int{-1, 0, 1} {
		if kinds[d] == 0 {
			t.Errorf("no typo changed the length by %d: %v", d, kinds)
		}
	}
}

func TestParsePerturbations(t *testing.T) {
	for _, tt := range []struct{ list, want string }{
		{"all", "none unmarked nfd tone iy capitals telex vni half typo"},
		{"vni, Unmarked", "none unmarked vni"},
		{"none", "none"},
		{"", "none"},
	} {
		got, err := ParsePerturbations(tt.list)
		if err != nil || strings.Join(names(got), " ") != tt.want {
			t.Errorf("%q gives %v, %v; want %s", tt.list, names(got), err, tt.want)
		}
	}
	if _, err := ParsePerturbations("nfd,nope"); err == nil || !strings.Contains(err.Error(), `"nope"`) {
		t.Errorf("nope gives error %v", err)
	}
}

func FuzzPerturb(f *testing.F) {
	f.Add("tinh giản \"biên chế\" -bóng nguồn:VOV sau:2018-03 (a OR b) covid-19 “x")
	f.Add("hoa\u0300 :: ( \" tiêu đề: \xff đ\u0301")
	f.Fuzz(func(t *testing.T, query string) {
		for _, w := range wordsOf(query) {
			if w.start >= w.end || w.end > len(query) {
				t.Fatalf("word [%d, %d) of %d bytes", w.start, w.end, len(query))
			}
		}
		if got := mapWords(query, func(w string) string { return w }); got != query {
			t.Errorf("unchanged words give %q of %q", got, query)
		}
		for _, p := range Perturbations() {
			got := p.Apply(Query{ID: "q", Text: query})
			if got != p.Apply(Query{ID: "q", Text: query}) {
				t.Errorf("%s of %q differs from time to time", p.Name, query)
			}
			if utf8.ValidString(query) && !utf8.ValidString(got) {
				t.Errorf("%s of %q is not UTF-8: %q", p.Name, query, got)
			}
			if digits(norm.NFKC.String(got)) < digits(norm.NFKC.String(query)) {
				t.Errorf("%s of %q lost a digit: %q", p.Name, query, got)
			}
		}
	})
}

func digits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
