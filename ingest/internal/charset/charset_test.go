package charset

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// phrase has every kind of mark; its bytes follow in each encoding.
const phrase = "Đường phố Hà Nội vẫn rộn rã, người người mừng đón năm mới"

var encoded = map[string]string{
	"tcvn3":        "\xa7\xad\xeang ph\xe8 H\xb5 N\xe9i v\xc9n r\xe9n r\xb7, ng\xad\xeai ng\xad\xeai m\xf5ng \xae\xe3n n\xa8m m\xedi",
	"vni":          "\xd1\xf6\xf4\xf8ng pho\xe1 Ha\xf8 No\xe4i va\xe3n ro\xe4n ra\xf5, ng\xf6\xf4\xf8i ng\xf6\xf4\xf8i m\xf6\xf8ng \xf1o\xf9n na\xeam m\xf4\xf9i",
	"windows-1258": "\xd0\xfd\xf5\xccng ph\xf4\xec Ha\xcc N\xf4\xf2i v\xe2\xden r\xf4\xf2n ra\xde, ng\xfd\xf5\xcci ng\xfd\xf5\xcci m\xfd\xccng \xf0o\xecn n\xe3m m\xf5\xeci",
	"viscii":       "\xd0\xdf\xb6ng ph\xaf H\xe0 N\xb5i v\xe7n r\xb5n r\xe3, ng\xdf\xb6i ng\xdf\xb6i m\xd7ng \xf0\xf3n n\xe5m m\xbei",
	"vps":          "\xf1\xdc\xa9ng ph\xd3 H\xe0 N\xb6i v\xc5n r\xb6n r\xe3, ng\xdc\xa9i ng\xdc\xa9i m\xd8ng \xc7\xf3n n\xe6m m\xa7i",
}

func TestDecodeRecognises(t *testing.T) {
	for want, raw := range encoded {
		text, name, err := Decode([]byte(raw), "iso-8859-1")
		if err != nil || name != want || text != phrase {
			t.Errorf("%s: %q as %s, %v", want, text, name, err)
		}
	}
}

func TestRepairOfWrongDecoding(t *testing.T) {
	for _, name := range []string{"tcvn3", "vni"} {
		wrong, err := charmap.Windows1252.NewDecoder().String(encoded[name])
		if err != nil {
			t.Fatal(err)
		}
		if repair := Repair(wrong); repair == nil || repair(wrong) != phrase {
			t.Errorf("%s: %q is not repaired", name, wrong)
		}
	}
	wrong := ""
	for _, c := range []byte(phrase) {
		r := charmap.Windows1252.DecodeByte(c)
		if r == '\ufffd' { // a position that windows-1252 leaves open
			r = rune(c)
		}
		wrong += string(r)
	}
	if repair := Repair(wrong); repair == nil || repair(wrong) != phrase {
		t.Errorf("%q is not repaired", wrong)
	}
}

func TestRepairLeavesGoodText(t *testing.T) {
	for _, s := range []string{
		"", phrase, "Plain text of a story", "Le café est fermé à Besançon, où l'été a été très sec, même à l'ombre",
		"ĐÃ” và “ÂU Á” là chữ in hoa", "ba a` á ã à", "Công ti cà phê cá ngừ và nhà máy mía",
	} {
		if repair := Repair(s); repair != nil {
			t.Errorf("%q would become %q", s, repair(s))
		}
	}
}

func TestDecodeDeclared(t *testing.T) {
	text, name, err := Decode([]byte("caf\xe9"), "iso-8859-1")
	if err != nil || text != "café" || name != "windows-1252" {
		t.Errorf("%q as %s, %v", text, name, err)
	}
	text, name, err = Decode([]byte("Vi\xea\xf2t"), "windows-1258")
	if err != nil || text != "Việt" || name != "windows-1258" {
		t.Errorf("%q as %s, %v", text, name, err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	tests := []struct {
		raw, declared string
		want          error
	}{
		{"a\x00b", "", ErrBinary},
		{"caf\xe9", "", ErrUnknown},
		{"caf\xe9", "no-such-thing", ErrUnknown},
		{"\x81\x8d\xff\xfe\x90", "shift_jis", ErrUnknown},
	}
	for _, tt := range tests {
		if text, _, err := Decode([]byte(tt.raw), tt.declared); !errors.Is(err, tt.want) {
			t.Errorf("%q: %q, %v, want %v", tt.raw, text, err, tt.want)
		}
	}
}

func TestTornUTF8(t *testing.T) {
	text, name, err := Decode([]byte(phrase+phrase+"\xe1\xbb"), "")
	if err != nil || name != "utf-8" || text != phrase+phrase+"\ufffd" {
		t.Errorf("%q as %s, %v", text, name, err)
	}
}

func TestCapitalsOfTCVN3(t *testing.T) {
	if got := tcvn3.decode([]byte("TH\xb5NH PH\xe8 H\xe5 CH\xdd MINH, V\xb5 H\xb5 N\xe9i")); got != "THÀNH PHỐ Hồ CHÍ MINH, Và Hà Nội" {
		t.Errorf("got %q", got)
	}
}

func TestSyllable(t *testing.T) {
	for _, s := range []string{"nghiêng", "quyết", "giữa", "gìn", "thuở", "khuya", "hòa", "hoà", "quý", "đường", "yến", "oẹ", "ưỡn"} {
		if !syllable(s) {
			t.Errorf("%q is one", s)
		}
	}
	for _, s := range []string{"«n", "hßa", "bàt", "mốờ", "đđi", "café́", "ñandú", "überall", "éè"} {
		if syllable(s) {
			t.Errorf("%q is none", s)
		}
	}
}

// FuzzDecode checks that decoded text is valid and that nothing panics.
func FuzzDecode(f *testing.F) {
	for _, raw := range encoded {
		f.Add([]byte(raw), "windows-1258")
	}
	f.Fuzz(func(t *testing.T, data []byte, declared string) {
		text, _, err := Decode(data, declared)
		if err == nil && strings.ToValidUTF8(text, "") != text {
			t.Errorf("%q gives %q", data, text)
		}
		Preview(data)
	})
}
