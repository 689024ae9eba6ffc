package charset

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

const clean = "Xã Mây Trắng khởi công cầu dài 120 mét, người dân học và làm, Đồi Chè là nơi họ ở. Bà con vui."

// misread is s as UTF-8 that was read as windows-1252.
func misread(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if r := charmap.Windows1252.DecodeByte(s[i]); r != '\ufffd' {
			b.WriteRune(r)
		} else {
			b.WriteRune(rune(s[i]))
		}
	}
	return b.String()
}

func TestMojibake(t *testing.T) {
	once := misread(clean)
	dropped := strings.Map(func(r rune) rune {
		if r >= 0x80 && r < 0xa0 {
			return -1
		}
		return r
	}, once)
	for name, in := range map[string]string{
		"once":              once,
		"twice":             misread(once),
		"three times":       misread(misread(once)),
		"plain spaces":      strings.ReplaceAll(once, "\u00a0", " "),
		"collapsed spaces":  strings.Join(strings.Fields(strings.ReplaceAll(once, "\u00a0", " ")), " "),
		"dropped bytes":     dropped,
		"all of them":       strings.Join(strings.Fields(strings.ReplaceAll(dropped, "\u00a0", " ")), " "),
		"nothing is broken": clean,
	} {
		got := in
		if repair := Repair(in); repair != nil {
			got = repair(in)
		}
		if got != clean {
			t.Errorf("%s: %q gives\n%q, want\n%q", name, in, got, clean)
		}
	}
}

// A text of which parts are in another encoding is read line by line.
func TestMixed(t *testing.T) {
	legacy := "\xa7\xed c n\xad\xedc s\xebng H\xe5ng l\xaan nhanh, b\xb8o \xae\xe9ng c\xcap hai, nh\xa9n d\xa9n s\xac t\xb8n." // TCVN3
	text, _, err := Decode([]byte("Tin về sông Hồng\n"+legacy+"\nNgười dân đã được báo trước."), "")
	if err != nil || !strings.Contains(text, "nhân dân sơ tán") || !strings.Contains(text, "Người dân đã được báo trước") || strings.Contains(text, "\ufffd") {
		t.Errorf("%q, %v", text, err)
	}
}
