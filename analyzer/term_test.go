package analyzer

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestNormalize(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Hello, world", "Hello, world"},
		{"composed stays", "Đường phố Hà Nội", "Đường phố Hà Nội"},
		{"decomposed", norm.NFD.String("Tinh giản biên chế"), "Tinh giản biên chế"},
		{"mixed", "gi" + norm.NFD.String("ả") + "n biên ch" + norm.NFD.String("ế"), "giản biên chế"},
		{"mark behind a composed letter", "chê\u0301", "chế"},
		{"dot before circumflex", "a\u0323\u0302", "ậ"},
		{"tone before shape", "a\u0301\u0302 a\u0301\u0306 \u00e1\u0302", "ấ ắ ấ"},
		{"Eth for Đ", "\u00d0ường \u00f0i \u0189à", "Đường đi Đà"},
		{"no-break spaces", "Hà\u00a0Nội\u202f2018\u3000", "Hà Nội 2018 "},
		{"without width", "\ufeffnghi\u00adêng\u200b ng\u2060ã", "nghiêng ngã"},
		{"width between letter and mark", "a\u200b\u0301", "á"},
		{"line breaks stay", "a\r\nb\tc", "a\r\nb\tc"},
		{"no UTF-8", "a\xffb", "a\ufffdb"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		if got := Normalize(tt.in); got != tt.want {
			t.Errorf("%s: Normalize(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestTerm(t *testing.T) {
	tests := []struct{ in, want string }{
		// Tone placement: the old style is canonical.
		{"hoà", "hòa"}, {"hòa", "hòa"}, {"HOÀ", "hòa"}, {"Thuỷ", "thủy"}, {"thủy", "thủy"}, {"khoẻ", "khỏe"}, {"khỏe", "khỏe"},
		{"loá", "lóa"}, {"xoã", "xõa"}, {"tuỵ", "tụy"}, {"goá", "góa"},
		// Syllables with rules of their own.
		{"quý", "quý"}, {"qúy", "quý"}, {"quả", "quả"}, {"qủa", "quả"}, {"quỳ", "quỳ"}, {"quẻ", "quẻ"}, {"quở", "quở"},
		{"giá", "giá"}, {"gía", "giá"}, {"già", "già"}, {"giò", "giò"}, {"gì", "gì"}, {"gìn", "gìn"}, {"giếng", "giếng"}, {"giúp", "giúp"}, {"gịưa", "giựa"},
		{"hoàn", "hoàn"}, {"hòan", "hoàn"}, {"tòan", "toàn"}, {"thuyền", "thuyền"}, {"thuỳên", "thuyền"}, {"khuỷu", "khuỷu"}, {"khủyu", "khuỷu"},
		{"ngoài", "ngoài"}, {"ngòai", "ngoài"}, {"xoáy", "xoáy"}, {"huế", "huế"}, {"thuở", "thuở"}, {"thủơ", "thuở"},
		{"của", "của"}, {"cuả", "của"}, {"mía", "mía"}, {"cửa", "cửa"}, {"cưả", "cửa"}, {"tiến", "tiến"}, {"tíên", "tiến"},
		{"thường", "thường"}, {"thừơng", "thường"}, {"yếu", "yếu"}, {"ýêu", "yếu"}, {"xoóc", "xoóc"}, {"hôì", "hồi"},
		// i and y.
		{"kỹ", "kĩ"}, {"kĩ", "kĩ"}, {"Lý", "lí"}, {"MỸ", "mĩ"}, {"tỷ", "tỉ"}, {"sỹ", "sĩ"}, {"hy", "hi"},
		{"tay", "tay"}, {"tai", "tai"}, {"thúy", "thúy"}, {"thúi", "thúi"}, {"quy", "quy"}, {"ý", "ý"}, {"y", "y"}, {"í", "í"}, {"Vy", "vy"}, {"thy", "thy"},
		{"qui", "quy"}, {"Quí", "quý"}, {"quĩ", "quỹ"}, {"quít", "quýt"}, {"quỉ", "quỷ"}, {"quen", "quen"}, {"quyết", "quyết"}, {"quit", "quit"},
		// Half of ươ.
		{"ngưòi", "người"}, {"Nguời", "người"}, {"nứoc", "nước"}, {"nuớc", "nước"}, {"đưọc", "được"}, {"trưỏng", "trưởng"}, {"thưở", "thuở"}, {"huơ", "huơ"}, {"ưom", "ươm"},
		{"kỉêu", "kiểu"}, {"trỉên", "triển"},
		// Letters that only look right.
		{"ﬁnal", "final"}, {"Oﬃce", "office"}, {"Ｖĩｎｈ", "vĩnh"}, {"１２３４", "1234"}, {"𝐧́𝐨", "ńo"}, {"𝗩𝗶𝗲̣̂𝘁", "việt"}, {"①", "1"}, {"½", "1/2"},
		{"bоi", "boi"}, {"tổ", "tổ"}, {"chứс", "chức"}, {"họр", "họp"}, {"сор", "сор"}, {"Αnh", "anh"},
		{"Đǎk", "đăk"}, {"cǎn", "căn"}, {"Ӑn", "ăn"}, {norm.NFD.String("cǎn"), "căn"},
		// Marks twice, or behind a space.
		{"Thuỵ̣", "thụy"}, {"đượ̣c", "được"}, {"mu ̣c", "mục"}, {"đê ̀", "đề"}, {"á́", "á"}, {"a ̀̀", "à"},
		// Other words keep what they have.
		{"Beyoncé", "beyoncé"}, {"São", "são"}, {"MÜNCHEN", "münchen"}, {"Москва", "москва"}, {"tàc", "tàc"}, {"ngiêng", "ngiêng"},
		{"Covid-19", "covid-19"}, {"m²", "m2"}, {"", ""},
		{norm.NFD.String("Thuỷ"), "thủy"}, {"\u00d0ắk", "đắk"},
	}
	for _, tt := range tests {
		if got := Term(tt.in); got != tt.want {
			t.Errorf("Term(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Đường", "duong"}, {"tinh giản biên chế", "tinh gian bien che"}, {"kĩ thuật", "ki thuat"}, {"KỸ THUẬT", "ki thuat"},
		{"Mỹ, Lý và tay", "mi, li va tay"}, {"Beyoncé", "beyonce"}, {"Øresund", "oresund"}, {"Łódź", "lodz"}, {"sky", "sky"}, {"m²", "m2"},
		{norm.NFD.String("Nguyễn Thị Đặng"), "nguyen thi dang"}, {"ガ", "ガ"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestStripMarks(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Đường Nguyễn Huệ", "Duong Nguyen Hue"}, {"KỸ", "KY"}, {"Beyoncé", "Beyonce"}, {norm.NFD.String("Chế độ"), "Che do"},
	}
	for _, tt := range tests {
		if got := StripMarks(tt.in); got != tt.want {
			t.Errorf("StripMarks(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestToneStyles(t *testing.T) {
	tests := []struct{ old, new string }{
		{"hòa", "hoà"}, {"Hòa", "Hoà"}, {"THỦY", "THUỶ"}, {"khỏe", "khoẻ"}, {"lóa", "loá"},
		{"quý", "quý"}, {"hoàn", "hoàn"}, {"của", "của"}, {"mía", "mía"}, {"thuyền", "thuyền"}, {"kỹ", "kỹ"}, {"Beyoncé", "Beyoncé"}, {"hòa,", "hoà,"},
	}
	for _, tt := range tests {
		if got := NewTone(tt.old); got != tt.new {
			t.Errorf("NewTone(%q) = %q, want %q", tt.old, got, tt.new)
		}
		if got := OldTone(tt.new); got != tt.old {
			t.Errorf("OldTone(%q) = %q, want %q", tt.new, got, tt.old)
		}
	}
}

func TestSwapIY(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"kỹ", "kĩ"}, {"Lí", "Lý"}, {"MỸ", "MĨ"}, {"tỷ", "tỉ"}, {"hy", "hi"}, {"tay", "tay"}, {"quý", "quý"}, {"ý", "ý"}, {"Vy", "Vy"}, {"niña", "niña"},
	} {
		got := SwapIY(tt.in)
		if got != tt.want {
			t.Errorf("SwapIY(%q) = %q, want %q", tt.in, got, tt.want)
		}
		if Term(got) != Term(tt.in) {
			t.Errorf("SwapIY(%q) = %q is another term", tt.in, got)
		}
	}
}

func FuzzTextLevel(f *testing.F) {
	for _, s := range []string{"Tinh giản biên chế", "Thuỷ kỹ lý quý", "Ð\u00f0\u0189", "a\u0301\u0302\u0306", "\ufeffx\u200b\u0301", "Beyoncé Łódź ß İ K Å ﬁ", "J\u030c\u0323", "ΐ΅", "Ly\u0306", "quí ngưòi", "bо\u0431 B\u043e", "đê \u0300 \u0300", "æß①½\ufb03", "\u01ce\u0301\u030c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n := Normalize(s); Normalize(n) != n {
			t.Errorf("Normalize(%q) = %q, again %q", s, n, Normalize(n))
		}
		term := Term(s)
		if Term(term) != term {
			t.Errorf("Term(%q) = %q, again %q", s, term, Term(term))
		}
		fold := Fold(s)
		if Fold(fold) != fold {
			t.Errorf("Fold(%q) = %q, again %q", s, fold, Fold(fold))
		}
		if Fold(term) != fold {
			t.Errorf("Fold(Term(%q)) = %q, want %q", s, Fold(term), fold)
		}
		if bare := StripMarks(term); !Agrees(bare, term) {
			t.Errorf("%q, which is %q without marks, does not agree with it", bare, term)
		}
		if !Agrees(term, term) {
			t.Errorf("%q does not agree with itself", term)
		}
		if dropped, kept := MarksDropped(term, term); dropped != 0 || kept < 0 {
			t.Errorf("MarksDropped(%q, itself) = %d, %d", term, dropped, kept)
		}
	})
}
