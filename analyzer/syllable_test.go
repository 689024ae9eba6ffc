package analyzer

import (
	"slices"
	"strings"
	"testing"
)

func TestParseSyllable(t *testing.T) {
	tests := []struct {
		in   string
		want Syllable
	}{
		{"nghiêng", Syllable{"ngh", "", "iê", "ng", Level}},
		{"giản", Syllable{"gi", "", "a", "n", Hook}},
		{"gì", Syllable{"gi", "", "i", "", Grave}},
		{"gìn", Syllable{"gi", "", "i", "n", Grave}},
		{"giếng", Syllable{"gi", "", "iê", "ng", Acute}},
		{"giữa", Syllable{"gi", "", "ưa", "", Tilde}},
		{"quốc", Syllable{"q", "u", "ô", "c", Acute}},
		{"quý", Syllable{"q", "u", "y", "", Acute}},
		{"thuyền", Syllable{"th", "u", "yê", "n", Grave}},
		{"hòa", Syllable{"h", "o", "a", "", Grave}},
		{"hoà", Syllable{"h", "o", "a", "", Grave}},
		{"của", Syllable{"c", "", "ua", "", Hook}},
		{"yêu", Syllable{"", "", "yê", "u", Level}},
		{"ý", Syllable{"", "", "y", "", Acute}},
		{"tay", Syllable{"t", "", "a", "y", Level}},
		{"khuỷu", Syllable{"kh", "u", "y", "u", Hook}},
		{"đắk", Syllable{"đ", "", "ă", "k", Acute}},
	}
	for _, tt := range tests {
		got, ok := ParseSyllable(tt.in)
		if !ok || got != tt.want {
			t.Errorf("ParseSyllable(%q) = %+v, %v, want %+v", tt.in, got, ok, tt.want)
		}
		if got.String() != Term(tt.in) {
			t.Errorf("ParseSyllable(%q).String() = %q, want %q", tt.in, got, Term(tt.in))
		}
	}
}

func TestIsSyllable(t *testing.T) {
	yes := "a à ăn ấy của chiếc đường được gác ghế ghi giữ gọi hoạch khuya khoắt kẻ kiến kỹ kĩ lưỡng mười nghỉ nghệ người ngoằn nguyễn nhuyễn oanh phượng quyết quặng quýt rượu suýt tuệch thuở trưởng uyển vươn xoong xoáy xuể yến ỉa bắc kạn đắk lắk vỹ thy mía muỗi quả quân giặt giết huơ khỏe ngoéo"
	for _, w := range strings.Fields(yes) {
		if !IsSyllable(w) {
			t.Errorf("IsSyllable(%q) = false", w)
		}
	}
	no := "ngiêng nghà gê ghà kà cê ci qa q kh tac tàc tảch mịg f w z jô đ b tr ngh hoaa aa eê êc iên yê yiên cuan coan kuy nghuy strong tươ tưa̋ giia hòá ươ uô beyoncé 2018 m2 tiêng's"
	for _, w := range append(strings.Fields(no), "", " ", "a b", "tiếng-việt", "nghiêngnghiêng") {
		if IsSyllable(w) {
			t.Errorf("IsSyllable(%q) = true", w)
		}
	}
	if n := testing.AllocsPerRun(100, func() { IsSyllable("nghiêng") }); n > 0 {
		t.Errorf("IsSyllable allocates %v times", n)
	}
}

func TestGrammar(t *testing.T) {
	all := allSyllables()
	if len(all) < 15000 || len(all) > 25000 {
		t.Errorf("%d syllables; the grammar has lost or grown something", len(all))
	}
	for _, w := range all {
		s, ok := ParseSyllable(w)
		if !ok || s.String() != w || Term(w) != w {
			t.Errorf("%q parses to %+v, %v, written %q, term %q", w, s, ok, s.String(), Term(w))
		}
		for _, style := range []string{NewTone(w), OldTone(w), SwapIY(w), strings.ToUpper(w)} {
			if Term(style) != w {
				t.Errorf("Term(%q) = %q, want %q", style, Term(style), w)
			}
		}
	}
	if got := (Syllable{Onset: "k", Nucleus: "a", Tone: Acute}).String(); got != "ka" {
		t.Errorf("no syllable is written %q", got)
	}
}

func TestVariants(t *testing.T) {
	tests := []struct {
		in       string
		has, not string
	}{
		{"gian", "gian gián giàn giản giãn gian giần", "gin giá"},
		{"chê", "chê chế chề chể chệ", "che chè"},
		{"an", "an án ăn ắn ân ấn ẩn", "anh a"},
		{"dien", "điện diện diễn điền", "đen dien"},
		{"đien", "điện điền", "diện đien"},
		{"tac", "tác tạc tắc tấc", "tàc tac"},
		{"giản", "giản", "gian gián"},
		{"giàn", "giàn giần giằn", "gian"},
		{"ki", "kì kí kĩ ki", "ky kỹ"},
		{"ky", "kì kí kĩ ki", "ky kỹ"},
		{"thuòng", "thường thuồng", "thuòng thương"},
		{"duong", "đường dương dưỡng đương", "duong dong"},
		{"kan", "kạn", "kan"},
	}
	for _, tt := range tests {
		got := Variants(tt.in)
		if !slices.IsSorted(got) {
			t.Errorf("Variants(%q) = %q is not sorted", tt.in, got)
		}
		for _, w := range strings.Fields(tt.has) {
			if !slices.Contains(got, w) {
				t.Errorf("Variants(%q) = %q lacks %q", tt.in, got, w)
			}
		}
		for _, w := range strings.Fields(tt.not) {
			if slices.Contains(got, w) {
				t.Errorf("Variants(%q) = %q has %q", tt.in, got, w)
			}
		}
		for _, w := range got {
			if !Agrees(Term(tt.in), w) {
				t.Errorf("%q, a variant of %q, does not agree with it", w, tt.in)
			}
		}
	}
	for _, w := range []string{"", "texas", "123", "strength", "bò̀"} {
		if got := Variants(w); got != nil {
			t.Errorf("Variants(%q) = %q", w, got)
		}
	}
}

// Every syllable is among the variants of itself without marks.
func TestVariantsComplete(t *testing.T) {
	cache := map[string][]string{}
	for _, w := range allSyllables() {
		bare := Fold(w)
		if _, ok := cache[bare]; !ok {
			cache[bare] = Variants(bare)
		}
		if _, ok := slices.BinarySearch(cache[bare], w); !ok {
			t.Errorf("Variants(%q) lacks %q", bare, w)
		}
	}
}

func TestAgrees(t *testing.T) {
	tests := []struct {
		typed, term   string
		want          bool
		dropped, kept int
	}{
		{"che", "chế", true, 2, 0}, {"chê", "chế", true, 1, 1}, {"chế", "chế", true, 0, 2}, {"ché", "chế", true, 1, 1},
		{"chề", "chế", false, 0, 0}, {"chè", "chế", false, 0, 0}, {"chế", "chê", false, 0, 0}, {"bán", "bạn", false, 0, 0}, {"ban", "bạn", true, 1, 0},
		{"duong", "đường", true, 4, 0}, {"đuong", "đường", true, 3, 1}, {"duòng", "đường", true, 3, 1}, {"dùong", "đường", true, 3, 1}, {"dương", "đường", true, 2, 2},
		{"đường", "dương", false, 0, 0}, {"ăn", "ân", false, 0, 0}, {"on", "ơn", true, 1, 0}, {"on", "an", false, 0, 0}, {"hòa", "hòa", true, 0, 1}, {"hoa", "hoan", false, 0, 0},
		{"beyonce", "beyoncé", true, 1, 0}, {"beyoncè", "beyoncé", false, 0, 0}, {"resume", "résumé", true, 2, 0}, {"résume", "résumé", true, 1, 1}, {"munchen", "münchen", true, 1, 0},
		{"lodz", "łódź", true, 3, 0}, {"łodz", "łódź", true, 2, 1}, {"u23", "u23", true, 0, 0}, {"", "", true, 0, 0}, {"", "a", false, 0, 0},
		{"gd", "gđ", true, 1, 0}, {"m2", "m3", false, 0, 0},
	}
	for _, tt := range tests {
		got := Agrees(tt.typed, tt.term)
		if got != tt.want {
			t.Errorf("Agrees(%q, %q) = %v", tt.typed, tt.term, got)
		}
		if !tt.want {
			continue
		}
		if d, k := MarksDropped(tt.typed, tt.term); d != tt.dropped || k != tt.kept {
			t.Errorf("MarksDropped(%q, %q) = %d, %d, want %d, %d", tt.typed, tt.term, d, k, tt.dropped, tt.kept)
		}
	}
}
