package analyzer

import (
	"strings"
	"testing"
)

func TestDecodeTelex(t *testing.T) {
	tests := []struct{ in, want string }{
		{"giarn", "giản"}, {"gianr", "giản"}, {"GIARN", "GIẢN"}, {"Giarn", "Giản"}, {"bieen", "biên"}, {"biene", "biên"}, {"chees", "chế"}, {"ches", "ché"}, {"cheese", ""},
		{"dduwowngf", "đường"}, {"dduowngf", "đường"}, {"duwowngfd", "đường"}, {"duongdwf", "đường"}, {"ddwowngf", "đường"}, {"DDuwowngf", "Đường"}, {"Ddaajng", "Đậng"},
		{"thw", "thư"}, {"wng", "ưng"}, {"nhwng", "nhưng"}, {"nhuwngx", "những"}, {"tuwowi", "tươi"}, {"huou", ""}, {"huouw", "hươu"}, {"huowu", "hươu"},
		{"thuowr", "thuở"}, {"cuawr", "cửa"}, {"quawnj", "quặn"}, {"hoawcj", "hoặc"}, {"luuwx", "lữu"}, {"huwux", "hữu"}, {"huuwx", "hữu"},
		{"ddauaj", "đậu"}, {"sosong", "sống"}, {"ghenefh", "ghềnh"}, {"duwdojwc", "được"}, {"noaxn", "noãn"}, {"toanh", ""}, {"khoeof", "khòeo"}, {"xooong", "xoong"}, {"mooocs", "moóc"},
		{"hoaf", "hòa"}, {"hofa", "hòa"}, {"thuyr", "thủy"}, {"quys", "quý"}, {"kyx", "kỹ"}, {"lys", "lý"}, {"giuwx", "giữ"}, {"giefng", "gièng"}, {"gieengs", "giếng"},
		{"asz", "a"}, {"afs", "á"}, {"ass", ""}, {"tieengs", "tiếng"}, {"vieetj", "việt"}, {"vietej", "việt"}, {"Vieejt", "Việt"},
		// No key used, or no syllable.
		{"gian", ""}, {"a", ""}, {"", ""}, {"giarnn", ""}, {"giản", ""}, {"f35", ""}, {"F-35", ""}, {"ngieengs", ""}, {"tacs", "tác"}, {"tacf", ""},
		{strings.Repeat("o", 40), ""}, {strings.Repeat("w", maxKeys), ""},
	}
	for _, tt := range tests {
		want := OldTone(tt.want)
		got, ok := DecodeTelex(tt.in)
		if got != want || ok != (want != "") {
			t.Errorf("DecodeTelex(%q) = %q, %v, want %q", tt.in, got, ok, want)
		}
	}
}

// English words and names that must not decode, so that a search for them never asks the collection.
func TestDecodeTelexLeavesForeignWords(t *testing.T) {
	words := `Texas Boxing Windows Messi Fox Wolf Wow Moscow Google Facebook Samsung Apple iPhone Microsoft Twitter Trump
Obama Clinton Putin Ronaldo Chelsea Arsenal Barcelona Real Madrid Manchester United Liverpool London Washington York Tokyo Korea World Show
Star Tour School Book Look Good Food Week Park Seoul Toyota Ford Lexus Mazda Netflix Cameron Suarez Neymar Mourinho Wenger Xavi
Iniesta Hazard Rooney Giroud Coutinho Salah after over year first street bank market stocks house white Brexit
Dubai Iraq Israel Syria Texas Kansas Dallas Marvel Disney Spider Avengers Oscar Grammy Award Festival Vinamilk VinFast Viettel FIFA UEFA WTO
ASEAN APEC NATO UNESCO UNICEF Reuters Bloomberg CNN Forbes Weibo Alibaba Huawei Xiaomi Tesla SpaceX Amazon Android Galaxy Standard Express
Jetstar Vietjet Airbus Boeing Tower Plaza Resort Hotel Garden River Palace Center Group Invest Capital Holdings Fed Jones Nasdaq`
	for _, w := range strings.Fields(words) {
		if got, ok := DecodeTelex(w); ok {
			t.Errorf("DecodeTelex(%q) = %q", w, got)
		}
	}
}

func TestDecodeVNI(t *testing.T) {
	tests := []struct{ in, want string }{
		{"gia3n", "giản"}, {"gian3", "giản"}, {"GIAN3", "GIẢN"}, {"bie6n", "biên"}, {"bien6", "biên"}, {"che61", "chế"}, {"che16", "chế"},
		{"d9u7o7ng2", "đường"}, {"d9uong72", "đường"}, {"duong972", "đường"}, {"duo7ng29", "đường"}, {"D9uong72", "Đường"}, {"hoa8c5", "hoặc"},
		{"cu7a3", "cửa"}, {"thu7", "thư"}, {"thuo73", "thuở"}, {"a10", "a"}, {"u23", "ủ"},
		{"2018", ""}, {"F35", ""}, {"H5N1", ""}, {"gian", ""}, {"b52", ""}, {"m4", ""}, {"9d", ""}, {"A380", ""},
	}
	for _, tt := range tests {
		got, ok := DecodeVNI(tt.in)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("DecodeVNI(%q) = %q, %v, want %q", tt.in, got, ok, tt.want)
		}
	}
}

// Every marked syllable of the grammar survives being typed raw.
func TestEncodeDecode(t *testing.T) {
	if got := EncodeTelex("Tinh giản BIÊN chế, Đường Beyoncé xoong 3,5%"); got != "Tinh gianr BIEEN chees, Dduwowngf Beyonces xooong 3,5%" {
		t.Errorf("EncodeTelex = %q", got)
	}
	if got := EncodeVNI("Tinh giản BIÊN chế, Đường"); got != "Tinh gian3 BIE6N che61, D9u7o7ng2" {
		t.Errorf("EncodeVNI = %q", got)
	}
	n := 0
	for _, w := range allSyllables() {
		if isASCII(w) {
			continue
		}
		n++
		if got, ok := DecodeTelex(EncodeTelex(w)); !ok || Term(got) != w {
			t.Errorf("%q, typed %q, decodes to %q", w, EncodeTelex(w), got)
		}
		if got, ok := DecodeVNI(EncodeVNI(w)); !ok || Term(got) != w {
			t.Errorf("%q, typed %q, decodes to %q", w, EncodeVNI(w), got)
		}
	}
	if n < 10000 {
		t.Errorf("only %d syllables", n)
	}
}

// allSyllables multiplies the grammar out.
func allSyllables() []string {
	var out []string
	for key, f := range syllables().frames {
		if key != f.canonical {
			continue
		}
		for tone := Level; tone < toneCount; tone++ {
			if f.tones>>tone&1 == 1 {
				out = append(out, string(appendSpelled(nil, key, f.n, tone, f.oldAt, 0)))
			}
		}
	}
	return out
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"giarn", "d9uong72", "DDuwowngf", "wwwwww", "oooooooo", "aaaeeooww", "uowuowuow"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, decode := range map[string]func(string) (string, bool){"Telex": DecodeTelex, "VNI": DecodeVNI} {
			if got, ok := decode(s); ok && !IsSyllable(Term(got)) || !ok && got != "" {
				t.Errorf("%s: %q gives %q, %v", name, s, got, ok)
			}
		}
	})
}
