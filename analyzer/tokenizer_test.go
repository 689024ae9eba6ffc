package analyzer

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

// show writes tokens on one line: *term is a compound, | a break and , a comma before it.
func show(tokens []Token) string {
	var b strings.Builder
	for i, k := range tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		if k.Break {
			b.WriteByte('|')
		}
		if k.Comma {
			b.WriteByte(',')
		}
		if k.Compound {
			b.WriteByte('*')
		}
		b.WriteString(k.Term)
	}
	return b.String()
}

func TestTokenizeTerms(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""}, {" \n.,", ""},
		{"Tinh giản biên chế", "tinh giản biên chế"},
		{"TINH GIẢN BIÊN CHẾ", "tinh giản biên chế"},
		{"Thuỷ, kỹ", "thủy ,kĩ"},
		{"\u00d0ường\u00a0Hà\u00a0Nội", "đường hà nội"},
		{"nghi\u00adêng ng\u200bã\ufeff", "nghiêng ngã"},
		// Numbers.
		{"1.000.000 đồng", "1000000 đồng"}, {"1,000,000", "1000000"}, {"1.000", "1000"}, {"1,234", "1,234"}, {"1.234.567,89", "1234567,89"}, {"1,234,567.89", "1234567,89"},
		{"3,5%", "*3,5% 3,5"}, {"50% dân", "*50% 50 dân"}, {"1.250%", "*1250% 1250"}, {"3.5 3,50 0.125", "3,5 3,50 0,125"}, {"3, 5", "3 ,5"}, {"007", "007"},
		{"1.2.3", "*1.2.3 1 2 3"}, {"192.168.1.10", "*192.168.1.10 192 168 1 10"}, {"10.", "10"}, {"tăng 2-3 lần", "tăng 2 3 lần"}, {"2016-2017", "2016 2017"},
		// Dates and times.
		{"12/03/2018", "*12/3/2018 12/3 2018"}, {"12-3-2018", "*12/3/2018 12/3 2018"}, {"12.3.2018", "*12/3/2018 12/3 2018"}, {"2018-03-12", "*12/3/2018 2018 12/3"},
		{"sáng 11/3", "sáng 11/3"}, {"01/09", "1/9"}, {"3/2018", "*3/2018 3 2018"}, {"40/13/2018", "40 13/2018"}, {"12/3/18", "*12/3/18 12/3 18"}, {"24/7", "24/7"},
		{"07:30", "7h30"}, {"7h30", "7h30"}, {"7g30", "7h30"}, {"15h", "15h"}, {"15:00", "15h"}, {"07:30:15", "7h30:15"}, {"25:30", "25 |30"}, {"3:1", "3 |1"}, {"11/3-15/3", "11/3 15/3"},
		// Units.
		{"100km", "*100km 100 km"}, {"57tuổi", "*57tuổi 57 tuổi"}, {"30m2", "*30m2 30 m2"}, {"30 m²", "30 m2"}, {"4G 3D 10M", "4g 3d 10m"}, {"3,5kg", "3,5 kg"},
		// Compounds.
		{"Covid-19", "*covid19 covid 19"}, {"TP.HCM", "*tphcm tp hcm"}, {"tp.hcm", "*tphcm tp hcm"}, {"F-35", "*f35 f 35"}, {"GD&ĐT", "*gdđt gd đt"}, {"Q.1", "*q1 q 1"},
		{"39-NQ/TW", "*39nqtw 39 nq tw"}, {"15/2017/NĐ-CP", "*152017nđcp 15/2017 nđ cp"}, {"Lê-nin", "*lênin lê nin"}, {"In-đô-nê-xi-a", "*inđônêxia in đô nê xi a"}, {"vắc-xin", "*vắcxin vắc xin"},
		{"vi\u2011rút", "*virút vi rút"}, {"ho_so", "*hoso ho so"}, {"H5N1 U23 UBND", "h5n1 u23 ubnd"},
		{"Hà Nội - Huế", "hà nội |huế"}, {"và/hoặc", "và hoặc"}, {"km/h", "*kmh km h"}, {"a-b-c-d-e-f-g-h-i-k", "*abcdefgh a b c d e f g h *ik i k"},
		{"O'Brien", "*obrien o brien"}, {"M’Nông", "*mnông m nông"}, {"Vietnam’s Vietnam's best", "vietnam vietnam best"}, {"'lời nói'", "|lời nói"},
		// Numbers of documents and telephones.
		{"29-2023-nd-cp", "*292023ndcp 29 2023 nd cp"}, {"0912.345.678", "*0912345678 0912 345 678"}, {"(024) 38251234", "|*02438251234 |024 38251234"},
		{"0243 825 1234", "*02438251234 0243 825 1234"}, {"024-3825-1234", "*02438251234 024 3825 1234"}, {"+84 912 345 678", "*0912345678 84 912 345 678"}, {"1900.1234", "*19001234 1900 1234"},
		{"1900 1234", "*19001234 1900 1234"}, {"0243 825", "0243 825"}, {"0912.345.678.9", "*0912.345.678.9 0912 345 678 9"},
		// Numbers after the words that count them.
		{"khóa XIV", "khóa *14 xiv"}, {"quý iv, V", "quý *4 iv ,v"}, {"Đại hội XII", "đại hội *12 xii"}, {"thế kỷ XXI", "thế kỉ *21 xxi"}, {"kỳ XIX", "kì *19 xix"}, {"vua XIV", "vua xiv"}, {"loại vi khuẩn", "loại vi khuẩn"}, {"thứ. X", "thứ |x"}, {"khóa xiiii IIX", "khóa xiiii iix"},
		{"ngày 20-11 và 2-9", "ngày *20/11 20 11 và *2/9 2 9"}, {"ngày 20.11", "ngày *20/11 20 11"}, {"thắng 2-1", "thắng 2 1"}, {"ngày 2/9, 20-11", "ngày 2/9 ,*20/11 ,20 11"}, {"ngày 20-13", "ngày 20 13"}, {"sáng 2-9-2018", "sáng *2/9/2018 2/9 2018"},
		// What may separate words or stand inside of one.
		{"nhập\u200bphường\u200bHồng", "nhập phường hồng"}, {"bi\u200bên\u200bche", "biên che"}, {"gi\u00adản", "giản"}, {"net\u00adflix", "netflix"}, {"cu \u0309a chu \u0309 đâ \u0300u", "của chủ đầu"}, {"Thi \u0323trường", "thị trường"}, {"thế \u0301", "thế"},
		{"½ bát ①", "1/2 bát 1"},
		// Sentences.
		{"nhà.Hôm", "nhà |hôm"}, {"xong. Mai", "xong |mai"}, {"TP. Hồ Chí Minh", "tp hồ chí minh"}, {"TS.Nguyễn", "ts nguyễn"}, {"chờ… đợi", "chờ |đợi"}, {"“Hay”, ông nói: “Tốt!”", "|hay |,ông nói |tốt"},
		{"Hà Nội, Huế", "hà nội ,huế"}, {"một\nhai", "một |hai"}, {"một – hai", "một |hai"}, {"2016–2017", "2016 |2017"}, {"(UBND)", "|ubnd"}, {"a.", "a"},
		// Addresses.
		{"a.b@vnexpress.net.", "*a.b@vnexpress.net a b vnexpress net"},
		{"https://VnExpress.net/thoi-su/", "*vnexpress.net/thoi-su vnexpress net thoi su"},
		{"www.moh.gov.vn:", "*www.moh.gov.vn www moh gov vn"}, {"tuoitre.vn!", "*tuoitre.vn tuoitre vn"}, {"http://x.y/?a=1&b=2.", "*x.y/?a=1&b=2 x y a 1 b 2"},
		{"http://", "http"}, {"VOV.VN-Sáng nay", "*vov.vn vov vn sáng nay"}, {"https://báo.vn/tin", "*báo.vn/tin báo vn tin"}, {"Abc.vn.", "*abc.vn abc vn"}, {"a.vnĐ", "*avnđ a vnđ"}, {"a@b", "a b"}, {"@abc", "abc"},
		// Other scripts.
		{"中国 Москва Ελλάδα", "中 国 москва ελλάδα"}, {"한국", "한국"}, {"5\ufe0f\u20e3", "5"}, {"😀 vui", "vui"}, {"a\xffb", "a b"},
	}
	for _, tt := range tests {
		if got := show(Tokenize(tt.in)); got != tt.want {
			t.Errorf("%q gives %q, want %q", tt.in, got, tt.want)
		}
		if got := show(Tokenize(norm.NFD.String(tt.in))); got != show(Tokenize(norm.NFC.String(tt.in))) {
			t.Errorf("%q decomposed gives %q, want %q", tt.in, got, tt.want)
		}
		checkOffsets(t, tt.in, Tokenize(tt.in))
	}
}

func TestTokenizeOffsets(t *testing.T) {
	for _, form := range []norm.Form{norm.NFC, norm.NFD} {
		text := form.String("Thủ tướng: “Tinh giản biên chế” ở TP.HCM, ngày 12/03/2018.")
		want := []string{"Thủ", "tướng", "Tinh", "giản", "biên", "chế", "ở", "TP.HCM", "TP", "HCM", "ngày", "12/03/2018", "12/03", "2018"}
		tokens := Tokenize(text)
		if len(tokens) != len(want) {
			t.Fatalf("%d tokens, want %d: %s", len(tokens), len(want), show(tokens))
		}
		for i, k := range tokens {
			if got := text[k.Start:k.End]; got != form.String(want[i]) {
				t.Errorf("token %d covers %q, want %q", i, got, want[i])
			}
		}
	}
}

func TestTokenizeKinds(t *testing.T) {
	tests := []struct {
		in   string
		want Kind
	}{
		{"giản", KindSyllable}, {"GIẢN", KindSyllable}, {"Kỹ", KindSyllable}, {"Beyoncé", KindWord}, {"ubnd", KindWord}, {"UBND", KindAbbreviation}, {"H5N1", KindAbbreviation},
		{"U23", KindAbbreviation}, {"4g", KindWord}, {"1.000", KindNumber}, {"11/3", KindNumber}, {"15h30", KindTime}, {"12/3/2018", KindDate}, {"3,5%", KindNumber},
		{"a@b.vn", KindEmail}, {"b.com.vn", KindURL}, {"F-35", KindCompound}, {"国", KindHan}, {"1.2.3.4", KindCompound},
	}
	for _, tt := range tests {
		if got := Tokenize(tt.in)[0].Kind; got != tt.want {
			t.Errorf("%q is a %v, want %v", tt.in, got, tt.want)
		}
	}
}

// Long runs are cut, never lost as a whole and never kept whole.
func TestTokenizeLimits(t *testing.T) {
	tokens := Tokenize(strings.Repeat("ế", 3*maxTokenRunes-1))
	if len(tokens) != 3 || len([]rune(tokens[2].Term)) != maxTokenRunes-1 {
		t.Errorf("a run of %d letters gives %s", 3*maxTokenRunes-1, show(tokens))
	}
	if tokens := Tokenize("a" + strings.Repeat("\u0301", 1000) + " b"); len(tokens) != 2 || len(tokens[0].Term) > 2*(maxTokenMarks+1) {
		t.Errorf("a pile of marks gives %s", show(tokens))
	}
	long := "https://a.vn/" + strings.Repeat("x/", maxAddressBytes)
	if tokens := Tokenize(long); len(tokens) != maxAddressParts || tokens[0].Compound {
		t.Errorf("a long address gives %d tokens: %s", len(tokens), show(tokens))
	}
	if tokens := Tokenize(strings.Repeat("9", 1000)); len(tokens) != 1000/maxTokenRunes+1 {
		t.Errorf("a thousand digits give %d tokens", len(tokens))
	}
}

// A Tokenizer that has seen more words than its cache holds still gives the same answers.
func TestTokenizerCache(t *testing.T) {
	tk := NewTokenizer()
	var buf []Token
	for i := 0; i < 2*cacheSlots; i++ {
		word := "Từ" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + string(rune('a'+i/17576%26))
		buf = tk.Append(buf[:0], word)
		if len(buf) != 1 || buf[0].Term != Term(word) {
			t.Fatalf("%q gives %s", word, show(buf))
		}
	}
	text := "Chính phủ họp phiên thường kỳ tháng 3/2018, TP.HCM tăng 3,5%."
	buf = tk.Append(buf[:0], text)
	if n := testing.AllocsPerRun(100, func() { buf = tk.Append(buf[:0], text) }); n > 0 {
		t.Errorf("a warm Tokenizer allocates %v times", n)
	}
	before := show(buf)
	if got := show(tk.Append(buf, "thêm")); got != before+" thêm" {
		t.Errorf("Append to tokens gives %q", got)
	}
}

// Text made to be read again and again takes linear time: a quarter of a megabyte of each takes milliseconds.
func TestTokenizeLinear(t *testing.T) {
	for _, unit := range []string{"9", "1.000", ".000", "a.", "a-", "a@", "1/", "a\u200b", "\u200b", "\u0301", "https://a/", "a.vn/", "12:", "9a", "a'", "ế", "国", "1,"} {
		text := strings.Repeat(unit, 1<<18/len(unit))
		start := time.Now()
		tokens := Tokenize(text)
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%q repeated takes %v", unit, d)
		}
		checkOffsets(t, text, tokens)
	}
}
